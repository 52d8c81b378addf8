/**
 * What the functional classification calls the employer's pension contribution, the economic one calls so too, in basic
 * expenditure (accounts.md I43). Practice differs between places, so a difference is possible at most.
 */
import { type Check } from '../check.ts';
import { type Quantity } from '../quantity.ts';
import { figureAt, isBlank, pairsOf, plus, type TableView } from './cells.ts';

const matches: readonly { readonly economic: string; readonly functional: readonly string[] }[] = [
  { economic: '30108', functional: ['2080505'] },
  { economic: '30109', functional: ['2080506'] },
  { economic: '30110', functional: ['2101101', '2101102'] },
  { economic: '30111', functional: ['2101103'] },
  { economic: '30113', functional: ['2210201'] },
];

export const functionalAgreesWithEconomic: Check = {
  meta: {
    id: 'functional-agrees-with-economic',
    family: 'xtab',
    severity: 'error',
    certainty: 'possible',
    name: '功能分类与经济分类对应',
    help: '基本支出中，养老保险、职业年金、医疗保险、公务员医疗补助和住房公积金，按功能分类列的数与按经济分类列的数通常一致；各地列法不同，不一致时须核实。',
  },
  run(document, report) {
    const pairs = pairsOf(document, 'general-public-expenditure', 'basic-expenditure-detail');
    if (pairs.length === 0) report.notApplicable('缺一般公共预算支出表或基本支出明细表');
    for (const { left, right } of pairs) {
      for (const match of matches) {
        const economic = figureAt(right, match.economic);
        const functional = match.functional
          .flatMap((code) => basicOf(left, code) ?? [])
          .filter((figure) => !isBlank(figure));
        if (economic === null || isBlank(economic) || functional.length === 0) continue;
        report.relation({
          kind: 'sum',
          whole: economic,
          parts: functional.map(plus),
          accuse: economic,
          reason: `${match.economic}与${match.functional.join('、')}的基本支出通常一致`,
        });
      }
    }
  },
};

function basicOf(view: TableView, code: string): Quantity | null {
  return figureAt(view, code, 'basic');
}
