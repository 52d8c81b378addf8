/**
 * Arithmetic written into a form's text is right: 1200*380=456000, and 合计 is the sum of the products, with or without the
 * other amounts before it (both ways of summing are in use).
 */
import { type Exact, formatExact, one, parseExact } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { matchesOf } from '../matches.ts';
import { type Form, type FormField } from '../model.ts';
import { cellPlace, formName } from './form-support.ts';

export const formTextArithmetic: Check = {
  meta: {
    id: 'form-text-arithmetic',
    family: 'perf-goal',
    severity: 'error',
    certainty: 'proven',
    name: '测算过程可以复算',
    help: '文字栏内写出的乘法和合计应当算得正确。',
  },
  run(document, report) {
    const forms = document.forms.filter((form) =>
      form.fields.some((field) => /\d\s*[*×xX]\s*\d/.test(field.cell.text ?? '')),
    );
    if (forms.length === 0) report.notApplicable('表内文字没有写出测算过程');
    for (const form of forms) {
      const seen = new Set<string>();
      for (const field of form.fields) {
        const text = field.cell.text === null ? '' : squeeze(field.cell.text);
        if (text === '' || seen.has(text)) continue;
        seen.add(text);
        const products = productsIn(text);
        for (const product of products) {
          report.judge(product.result === product.left * product.right, () =>
            wrong(
              form,
              field,
              product.printed,
              formatExact(product.left * product.right * one),
              `“${product.printed}”算错，${formatExact(product.left * one)}×${formatExact(product.right * one)}＝${formatExact(product.left * product.right * one)}`,
            ),
          );
        }
        // With a wrong product the total is in doubt too: one slip, one finding.
        const total = totalIn(text);
        if (total === null || products.some((product) => product.result !== product.left * product.right)) continue;
        const fits =
          total.candidates.some((candidate) => candidate === total.value) ||
          addsTo(total.value - (total.candidates[0] ?? 0n), total.others);
        report.judge(fits, () =>
          wrong(
            form,
            field,
            total.printed,
            formatExact(total.candidates.at(-1) ?? 0n),
            `“${total.printed}”与前面各项不符：各乘积之和为${formatExact(total.candidates[0] ?? 0n)}元${total.candidates[0] === total.candidates[1] ? '' : `，连同其他金额为${formatExact(total.candidates[1] ?? 0n)}元`}`,
            'strong',
          ),
        );
      }
    }
  },
};

function wrong(
  form: Form,
  field: FormField,
  stated: string,
  expected: string,
  why: string,
  certainty: 'proven' | 'strong' = 'proven',
): ReturnType<Parameters<Parameters<Check['run']>[1]['judge']>[1]> {
  return {
    certainty,
    place: cellPlace(form, field.cell, field.label, ''),
    stated,
    expected,
    message: `${formName(form)}“${field.label}”中${why}。`,
    labels: [formName(form), stated],
  };
}

export interface Product {
  /** What is counted, as written before the product: 特困人员参保资助总额. */
  readonly label: string;
  readonly left: bigint;
  readonly right: bigint;
  readonly result: bigint;
  readonly printed: string;
}

/** Products of whole numbers written out in a text. */
export function productsIn(text: string): readonly Product[] {
  return matchesOf(squeeze(text), /([^；。，、:：;]*)[：:]?(\d{1,9})([*×xX])(\d{1,9})=(\d{1,15})(?![\d.])/g).map(
    (match) => ({
      label: match[1] ?? '',
      left: BigInt(match[2] ?? '0'),
      right: BigInt(match[4] ?? '0'),
      result: BigInt(match[5] ?? '0'),
      printed: `${match[2] ?? ''}${match[3] ?? '*'}${match[4] ?? ''}=${match[5] ?? ''}`,
    }),
  );
}

/** The stated 合计 after products, and what it can be: products alone, or with the amounts stated before it. */
function totalIn(text: string): {
  readonly value: Exact;
  readonly printed: string;
  readonly candidates: readonly Exact[];
  readonly others: readonly Exact[];
} | null {
  const match = /合计[：:]?([\d,]+(?:\.\d+)?)(万元|元)/.exec(text);
  const products = productsIn(text.slice(0, match?.index ?? 0));
  const value = parseExact((match?.[1] ?? '').replaceAll(',', ''));
  if (match === null || value === null || products.length < 2) return null;
  const unit = match[2] === '万元' ? 10_000n : 1n;
  const before = text.slice(0, match.index);
  const productSum = products.reduce((sum, product) => sum + product.result, 0n) * one;
  const others = matchesOf(before, /(?<![=*×\d.,])([\d,]+(?:\.\d+)?)(万元|元)/g).flatMap((amount) => {
    const own = parseExact((amount[1] ?? '').replaceAll(',', ''));
    return own === null ? [] : [own * (amount[2] === '万元' ? 10_000n : 1n)];
  });
  const otherSum = others.reduce((sum, other) => sum + other, 0n);
  return { value: value * unit, printed: match[0], candidates: [productSum, productSum + otherSum], others };
}

/** True if some of the amounts add up to the rest: not every amount in a text belongs to its total. */
function addsTo(rest: Exact, amounts: readonly Exact[]): boolean {
  let reachable = new Set<Exact>([0n]);
  for (const amount of amounts.slice(0, 12))
    reachable = new Set([...reachable, ...[...reachable].map((sum) => sum + amount)]);
  return reachable.has(rest);
}
