/** Web pages: what a person sees of them, as blocks. */
import { describe, expect, test } from 'vitest';
import { readBlocks } from '../audit-file.ts';

/** Paragraphs as they are, rows of tables with bars between their cells. */
async function seen(html: string | Uint8Array): Promise<readonly string[]> {
  const read = await readBlocks(typeof html === 'string' ? new TextEncoder().encode(html) : html);
  if (!read.ok) return [`! ${read.error}`];
  return read.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.rows.map(({ cells }) => cells.map(({ text }) => text).join('|')),
  );
}

const page = (body: string, head = ''): string =>
  `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`;

describe('a page', () => {
  test.each([
    ['paragraphs and breaks', '<p>甲</p><div>乙<br>丙</div>', ['甲', '乙', '丙']],
    ['words across lines of the source', '<p>医疗\n   保障</p>', ['医疗保障']],
    ['spans are one text', '<p>支出<b>12.00</b><span>万元</span></p>', ['支出12.00万元']],
    ['no scripts, styles, comments', '<script>var a="坏";</script><style>p{}</style><!-- 注 --><p>好</p>', ['好']],
    ['no hidden elements', '<p hidden>一</p><p style="color:red; display : none">二</p><p>三</p>', ['三']],
    ['no visually hidden ones', '<a style="position:absolute;left:-9999px">跳到正文</a><p>三</p>', ['三']],
    ['what a screen reader skips is still seen', '<p aria-hidden="true">看得见</p>', ['看得见']],
    ['nothing deleted', '<p>应为<del>10</del><ins>12</ins></p>', ['应为12']],
    [
      'numbers of ordered lists',
      '<ol><li>甲<li>乙</ol><ol type="a" start="3"><li><p>丙</p></ol>',
      ['1. 甲', '2. 乙', 'c. 丙'],
    ],
    [
      'Chinese numbers of lists',
      '<ol style="list-style-type:cjk-ideographic"><li>概况<li>决算</ol>',
      ['一、概况', '二、决算'],
    ],
    ['lists without numbers', '<ol style="list-style:none"><li>甲</ol>', ['甲']],
    ['a table', '<table><tr><td>项目<td>金额<tr><td>合计<td>1.00</table>', ['项目|金额', '合计|1.00']],
    [
      'cells merged over columns and rows',
      '<table><tr><th rowspan=2>项目<th colspan=2>本年支出<tr><td>基本<td>项目<tr><td>合计<td>1<td>2</table>',
      ['项目|本年支出|', '|基本|项目', '合计|1|2'],
    ],
    ['a foot is printed last', '<table><tfoot><tr><td>合计<td>3</tfoot><tr><td>甲<td>3</table>', ['甲|3', '合计|3']],
    [
      'rows and cells that are hidden',
      '<table><tr style="display:none"><td>x<td>y<tr><td>a<td hidden>b<td>c</table>',
      ['a|c'],
    ],
    [
      'a title inside the table',
      '<table><tr><td colspan=2>收入决算表<tr><td>项目<td>1.00</table>',
      ['收入决算表', '项目|1.00'],
    ],
    [
      'a label over the rows below it stays in the table',
      '<table><tr><td>甲<td>1<tr><td colspan=2>二、机关运行经费<tr><td>乙<td>2</table>',
      ['甲|1', '二、机关运行经费|', '乙|2'],
    ],
    [
      'a table that only lays the page out',
      '<table><tr><td>栏目<td><p>标题</p><table><tr><td>项目<td>金额<tr><td>合计<td>12.00</table></table>',
      ['栏目', '标题', '项目|金额', '合计|12.00'],
    ],
    [
      'paragraphs of a cell are one text',
      '<table><tr><td><p>公务用车</p><p>购置费</p><td>1</table>',
      ['公务用车购置费|1'],
    ],
    ['nonsense in spans', '<table><tr><td colspan="-2">a<td colspan="x">b<td rowspan=99>c</table>', ['a|b|c']],
  ])('%s', async (_, body, expected) => {
    expect(await seen(page(body))).toEqual(expected);
  });

  test('rules of the style sheet hide too, save those for print', async () => {
    const style = '<style>.no,#top .x{display:none}@media print{.yes{display:none}} nav ol{list-style:none}</style>';
    const body =
      '<p class="a no">一</p><div id="top"><i class="x">二</i></div><p class="yes">三</p><nav><ol><li>四</ol></nav>';
    expect(await seen(page(body, style))).toEqual(['三', '四']);
  });

  test('GBK, as many offices still write', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<html><head><meta charset="gb2312"></head><body><p>'),
      Buffer.from([0xd2, 0xbd, 0xb1, 0xa3]),
      Buffer.from('</p></body></html>'),
    ]);
    expect(await seen(bytes)).toEqual(['医保']);
  });

  test('a page without words, and one that nests without end', async () => {
    expect(await seen(page('<script>document.write("x")</script>'))).toEqual([
      expect.stringMatching(/^! .*没有文字.*再试。$/),
    ]);
    expect(await seen(page('<div>'.repeat(30_000)))).toEqual([expect.stringMatching(/^! .*套得太深.*再试。$/)]);
    const wide = `<tr>${'<td colspan=1000 rowspan=60000>a</td>'.repeat(60)}</tr>`;
    expect(await seen(page(`<table>${wide.repeat(200)}</table>`))).toEqual([
      expect.stringMatching(/^! .*单元格过多.*再试。$/),
    ]);
  }, 30_000);
});
