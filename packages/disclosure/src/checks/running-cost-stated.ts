/**
 * 机关运行经费 is what administrative units, and units managed by the civil-service law (参公), spend of their public funds. A unit
 * that shows signs of either and says it has none needs a second look.
 */
import { type Check } from '../check.ts';
import { type Disclosure } from '../model.ts';
import { bodyOf, organisationKind, placeIn, placeOfText, textsBetween } from './document-support.ts';

const none = /(?:没有|无|未发生|不涉及|不存在)机关运行经费|机关运行经费(?:支出)?(?:为|支出)?0(?:\.0+)?万元/;

export const runningCostStated: Check = {
  meta: {
    id: 'running-cost-stated',
    family: 'disc',
    severity: 'error',
    certainty: 'possible',
    name: '机关运行经费不漏报',
    help: '行政单位和参照公务员法管理的事业单位应公开机关运行经费。',
  },
  run(document, report) {
    const text = bodyOf(document).find(
      (one) => one.part === 0 && one.section?.topic === 'running-cost' && none.test(one.text),
    );
    if (text === undefined) {
      report.notApplicable('没有写明无机关运行经费');
      return;
    }
    const sign = signOf(document);
    const match = none.exec(text.text);
    report.judge(sign === null, () => ({
      place: placeIn(text, Math.max(0, (match?.index ?? 0) - 6), (match?.index ?? 0) + (match?.[0].length ?? 1)),
      also: sign === null ? [] : [{ role: 'counterpart', place: sign.place }],
      stated: match?.[0] ?? '',
      expected: '公用经费数',
      message: `这里写“${match?.[0] ?? ''}”，但${sign?.why ?? ''}；行政单位和参公单位的公用经费就是机关运行经费，需核实单位性质。`,
      labels: ['机关运行经费'],
    }));
  },
};

function signOf(document: Disclosure): { readonly why: string; readonly place: ReturnType<typeof placeIn> } | null {
  for (const text of bodyOf(document)) {
    if (text.part !== 0 || text.section?.topic === 'glossary' || text.section?.topic === 'running-cost') continue;
    const match = /参公(?:人员|单位|事业)|参照公务员法管理(?:的)?(?:事业单位|人员)/.exec(text.text);
    if (match !== null && !/非参公|不是参公|无参公/.test(text.text))
      return { why: `正文写有“${match[0]}”`, place: placeIn(text, match.index, match.index + match[0].length + 6) };
  }
  if (organisationKind(document.bureau) !== '局') return null;
  const detail = document.tables.find((table) => table.id === 'basic-expenditure-detail');
  const goods = detail?.rows.find(
    (row) => row.key === '302' && row.cells.some((cell) => cell.quantity !== undefined && cell.quantity.value !== 0n),
  );
  const cell =
    goods === undefined
      ? undefined
      : textsBetween(document, goods.line, goods.endLine).find((one) => one.role === 'cell');
  return cell === undefined
    ? null
    : { why: `“${document.bureau ?? ''}”是行政单位，基本支出中有商品和服务支出`, place: placeOfText(cell) };
}
