/**
 * Numbers of persons in the indicators are those of the form's own calculation: with 1000*380, 500*200 in the text, the
 * target speaks of 1500 persons, and the standard per head is the total ÷ 1500.
 */
import { absolute, divideExact, type Exact, exact, formatExact, one, type Place, roundExact } from '@mingzhang/kernel';
import { lineAt } from '../blocks.ts';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Disclosure, type Form, type FormField, type FormIndicator } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { cellPlace, formName, formsOf, indicatorLabel, quantityOf, related, totalFunds } from './form-support.ts';
import { type Product, productsIn } from './form-text-arithmetic.ts';

export const formGoalQuantitiesAgree: Check = {
  meta: {
    id: 'form-goal-quantities-agree',
    family: 'perf-goal',
    severity: 'error',
    certainty: 'proven',
    name: '数量目标与测算人数一致',
    help: '数量指标的人数与测算依据的人数一致，人均标准等于资金总额除以人数。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length === 0) report.notApplicable('没有绩效目标表');
    for (const form of forms) {
      const source = form.fields.find((field) => field.cell.text !== null && productsIn(field.cell.text).length > 0);
      const products = source?.cell.text === undefined || source.cell.text === null ? [] : productsIn(source.cell.text);
      const persons = products.reduce((sum, product) => sum + product.left, 0n) * one;
      const total = quantityOf(totalFunds(form)?.wholePeriod) ?? quantityOf(totalFunds(form)?.annual);
      const standard = form.indicators.find(
        (indicator) => /人均/.test(indicatorLabel(indicator)) && quantityOf(indicator.target)?.dimension === 'yuan',
      );
      const perHead = quantityOf(standard?.target);
      const headcounts = form.indicators.flatMap((indicator) => {
        const count = quantityOf(indicator.target);
        // The year's column repeats the whole period's: one look a row.
        const repeated =
          indicator.horizon === 'annual' &&
          form.indicators.some(
            (other) =>
              other.horizon === 'whole-period' &&
              other.line === indicator.line &&
              other.target?.text === indicator.target?.text,
          );
        return !repeated &&
          count !== null &&
          count.dimension === 'count' &&
          /^(?:万)?人$/.test(count.unit) &&
          !/人均/.test(indicatorLabel(indicator))
          ? [{ indicator, count }]
          : [];
      });
      for (const { indicator, count } of headcounts) {
        const group = groupOf(indicator, products);
        if (group !== null) {
          compareGroup(document, form, indicator, count, group, report);
          continue;
        }
        if (products.length < 2 || !/人数|对象|人员/.test(indicatorLabel(indicator))) continue;
        const confirmed = perHead !== null && total !== null && fitsPerHead(total, persons, perHead);
        report.judge(absolute(count.value - persons) <= count.half, () => ({
          // Without the standard per head it is not certain which factor counts the persons.
          certainty: confirmed ? 'proven' : 'possible',
          place: count.place,
          stated: count.printed,
          expected: `${formatExact(persons)}人`,
          difference: `${formatExact(count.value - persons)}人`,
          message: `${formName(form)}“${indicatorLabel(indicator)}”目标${count.printed}；测算依据${products.map((product) => formatExact(product.left * one)).join('＋')}＝${formatExact(persons)}人，相差${formatExact(count.value - persons)}人${confirmed ? `；表内人均标准${perHead.printed}也是按${formatExact(persons)}人算出的` : ''}。`,
          also: source === undefined ? [] : [related('counterpart', productPlace(form, source, products[0]))],
          labels: [formName(form), indicatorLabel(indicator)],
        }));
      }
      const named = headcounts
        .filter(({ indicator }) => /人数|对象/.test(indicatorLabel(indicator)))
        .map(({ count }) => count.value);
      const counts = [...new Set([...named, ...(products.length > 0 ? [persons] : [])])];
      if (perHead !== null && total !== null && counts.length > 0 && standard !== undefined) {
        report.judge(
          counts.some((count) => count > 0n && fitsPerHead(total, count, perHead)),
          () => ({
            certainty: 'strong',
            place: perHead.place,
            stated: perHead.printed,
            expected: `${formatExact(roundExact(divideExact(total.value, counts[0] ?? one), 2))}元`,
            message: `${formName(form)}“${indicatorLabel(standard)}”写为${perHead.printed}；资金总额${total.printed}÷${counts.map((count) => `${formatExact(count)}人`).join('或')}应为${formatExact(roundExact(divideExact(total.value, counts[0] ?? one), 2))}元。`,
            also: [related('operand', total.place, total.printed)],
            labels: [formName(form), indicatorLabel(standard)],
          }),
        );
      }
    }
  },
};

/** The product in its field: of a long text only the words that are contradicted are quoted. */
function productPlace(form: Form, field: FormField, product: Product | undefined): Place {
  const place = cellPlace(form, field.cell, field.label, '');
  const plain = place.quote.replace(/\s/g, '');
  return product !== undefined && plain.includes(product.printed) ? { ...place, quote: product.printed } : place;
}

function fitsPerHead(total: Quantity, persons: Exact, perHead: Quantity): boolean {
  return persons > 0n && absolute(divideExact(total.value, persons) - perHead.value) <= exact('0.01');
}

/** The product whose label shares the indicator's group of persons (特困人员, 低保对象). */
function groupOf(indicator: FormIndicator, products: readonly Product[]): Product | null {
  const name = indicatorLabel(indicator);
  const matches = products.filter((product) => {
    const label = product.label.replace(/^\d{4}年/, '');
    for (let length = Math.min(6, label.length); length >= 4; length -= 1) {
      const head = label.slice(0, length);
      if (/(?:人员|对象|人口|家庭|老人|儿童)/.test(head) && name.includes(head)) return true;
    }
    return false;
  });
  return matches.length === 1 ? (matches[0] ?? null) : null;
}

function compareGroup(
  document: Disclosure,
  form: Form,
  indicator: FormIndicator,
  count: Quantity,
  group: Product,
  report: Parameters<Check['run']>[1],
): void {
  const persons = group.left * one;
  const field = form.fields.find(
    (candidate) =>
      candidate.cell.text !== null &&
      productsIn(candidate.cell.text).some((product) => product.printed === group.printed),
  );
  const said = saidOf(document, `${formatExact(persons)}人`);
  report.judge(
    absolute(count.value - persons) <= count.half || absolute(count.value - group.right * one) <= count.half,
    () => ({
      certainty: said === null ? 'strong' : 'proven',
      place: count.place,
      stated: count.printed,
      expected: `${formatExact(persons)}人`,
      difference: `${formatExact(count.value - persons)}人`,
      message: `${formName(form)}“${indicatorLabel(indicator)}”目标${count.printed}；测算依据中“${squeeze(group.label)}”为${group.printed}，即${formatExact(persons)}人，相差${formatExact(count.value - persons)}人${said === null ? '' : `；正文也写${formatExact(persons)}人`}。`,
      also: [
        ...(field === undefined ? [] : [related('counterpart', productPlace(form, field, group))]),
        ...(said === null ? [] : [related('counterpart', said, `${formatExact(persons)}人`)]),
      ],
      labels: [formName(form), indicatorLabel(indicator)],
    }),
  );
}

/** Where the running text states a number of persons. */
function saidOf(document: Disclosure, words: string): Place | null {
  for (const block of document.blocks) {
    if (block.kind !== 'paragraph') continue;
    const at = new RegExp(`(?<!\\d)${words}`).exec(block.text)?.index;
    if (at !== undefined) return { line: lineAt(block, at), quote: words };
  }
  return null;
}
