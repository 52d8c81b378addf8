/** Word files: what a person sees of the final text, as blocks. */
import { describe, expect, test } from 'vitest';
import { docxWith } from '../../test/paper-files.ts';
import { readBlocks } from '../audit-file.ts';

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const r = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
const p = (content: string, properties = ''): string => `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;
const tc = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(r(text))}</w:tc>`;
const tr = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
const tbl = (...rows: readonly string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;

async function seen(body: string, parts: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const read = await readBlocks(docxWith(body, parts));
  if (!read.ok) return [`! ${read.error}`];
  return read.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : block.rows.map(({ cells }) => cells.map(({ text }) => text).join('|')),
  );
}

const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

describe('a Word file', () => {
  test.each([
    ['runs are one text', p(r('支出') + r('12.00') + r('万元')), ['支出12.00万元']],
    ['a line break makes two lines', p(`${r('甲')}<w:r><w:br/></w:r>${r('乙')}`), ['甲', '乙']],
    [
      'inserted text is read, deleted is not',
      p(`<w:del><w:r><w:delText>10</w:delText></w:r></w:del><w:ins>${r('12')}</w:ins>`),
      ['12'],
    ],
    [
      'moved text is read where it went',
      p(`<w:moveFrom>${r('甲')}</w:moveFrom>${r('乙')}`) + p(`<w:moveTo>${r('甲')}</w:moveTo>`),
      ['乙', '甲'],
    ],
    ['hidden text is not read', p(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>${r('明')}`), ['明']],
    ['text that is not hidden after all', p(`<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t></w:r>`), ['明']],
    ['a field by what it shows', p(r('第') + field('PAGE \\* MERGEFORMAT', '3') + r('页')), ['第3页']],
    [
      'a field inside a field’s instruction',
      p(field(`IF ${'</w:instrText></w:r>'}${field('X', '不')}<w:r><w:instrText>`, '是')),
      ['是'],
    ],
    [
      'links and controls',
      `<w:sdt><w:sdtContent>${p(`<w:hyperlink>${r('目录')}</w:hyperlink>`)}</w:sdtContent></w:sdt>`,
      ['目录'],
    ],
    [
      'a text box, once',
      p(
        `${r('正文')}<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>${p(r('框'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p(r('框'))}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      ),
      ['正文', '框'],
    ],
    ['a note’s mark is no text', p(`${r('注')}<w:r><w:footnoteReference w:id="1"/></w:r>`), ['注']],
    ['a ticked box', p(`<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>${r('优')}`), ['☑优']],
    ['a table', tbl(tr(tc('项目'), tc('金额')), tr(tc('合计'), tc('1.00'))), ['项目|金额', '合计|1.00']],
    [
      'merged cells',
      tbl(
        tr(tc('项目', '<w:vMerge w:val="restart"/>'), tc('本年支出', '<w:gridSpan w:val="2"/>')),
        tr(tc('', '<w:vMerge/>'), tc('基本'), tc('项目')),
      ),
      ['项目|本年支出|', '|基本|项目'],
    ],
    [
      'a deleted row',
      tbl(tr(tc('甲'), tc('1')), `<w:tr><w:trPr><w:del/></w:trPr>${tc('乙')}${tc('2')}</w:tr>`),
      ['甲|1'],
    ],
    [
      'columns left out before a row',
      tbl(tr(tc('a'), tc('b')), `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${tc('c')}</w:tr>`),
      ['a|b', '|c'],
    ],
    ['a table of one column is text', tbl(tr(tc('甲')), tr(tc('乙'))), ['甲', '乙']],
  ])('%s', async (_, body, expected) => {
    expect(await seen(body)).toEqual(expected);
  });

  test('automatic numbers are printed and counted as Word does', async () => {
    const level = (at: number, format: string, text: string, more = ''): string =>
      `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:suff w:val="nothing"/>${more}</w:lvl>`;
    const numbering = `<w:numbering ${namespace}><w:abstractNum w:abstractNumId="7">${level(0, 'chineseCounting', '%1、')}${level(1, 'chineseCounting', '（%2）')}${level(2, 'decimal', '%3.')}${level(3, 'decimal', '%1.%4', '<w:isLgl/>')}</w:abstractNum><w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '●')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>`;
    const styles = `<w:styles ${namespace}><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="I"><w:basedOn w:val="H"/></w:style></w:styles>`;
    const at = (list: number, level_: number, text: string): string =>
      p(r(text), `<w:numPr><w:ilvl w:val="${level_}"/><w:numId w:val="${list}"/></w:numPr>`);
    const body = [
      at(1, 0, '概况'),
      p(r('职责'), '<w:pStyle w:val="I"/>'),
      p(r('机构'), '<w:pStyle w:val="H"/>'),
      at(1, 2, '股室'),
      at(1, 0, '决算'),
      p(r('收入'), '<w:pStyle w:val="H"/>'),
      at(1, 3, '款'),
      at(2, 0, '点'),
      at(3, 0, '另起'),
      p(r('无号'), '<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
    ].join('');
    expect(await seen(body, { 'word/numbering.xml': numbering, 'word/styles.xml': styles })).toEqual([
      '一、概况',
      '（一）职责',
      '（二）机构',
      '1.股室',
      '二、决算',
      '（一）收入',
      '2.1款',
      '点',
      '五、另起',
      '无号',
    ]);
  });

  test('headers, footers and notes are no part of the flow', async () => {
    const part = (name: string): string => `<w:${name} ${namespace}>${p(r('页眉'))}</w:${name}>`;
    const parts = {
      'word/header1.xml': part('hdr'),
      'word/footer1.xml': part('ftr'),
      'word/footnotes.xml': part('footnotes'),
    };
    expect(await seen(p(r('正文')), parts)).toEqual(['正文']);
  });
});
