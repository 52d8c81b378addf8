/** The text of a goal form speaks of the source that its title names: a provincial project is not 中央直达. */
import { parseFigure } from '../amount.ts';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Form } from '../model.ts';
import { cellPlace, formName, formsOf, quantityOf, related, totalFunds } from './form-support.ts';

const levels: readonly {
  readonly key: string;
  readonly title: RegExp;
  readonly text: RegExp;
  readonly name: string;
}[] = [
  { key: 'central', title: /中央/, text: /中央(?:直达|财政|资金|补助|下达)/, name: '中央' },
  { key: 'province', title: /省级|省财政|省补/, text: /省级(?:财政|资金|补助|下达)|省财政/, name: '省级' },
  { key: 'county', title: /县级|区级|县财政|本级/, text: /县级(?:财政|资金|补助|配套)|县财政/, name: '县级' },
];

export const formSourceAsTitled: Check = {
  meta: {
    id: 'form-source-as-titled',
    family: 'perf-copy',
    severity: 'error',
    certainty: 'proven',
    name: '项目概况与资金来源一致',
    help: '项目概况所说的资金来源与项目名称、资金来源栏一致。',
  },
  run(document, report) {
    const forms = formsOf(document, 'goal');
    if (forms.length === 0) report.notApplicable('没有绩效目标表');
    for (const form of forms) {
      const title = squeeze(form.project ?? '');
      const own = levels.filter((level) => level.title.test(title));
      const [level] = own;
      if (level === undefined || own.length !== 1) continue;
      for (const field of form.fields) {
        if (field.key !== 'overview' || field.cell.text === null) continue;
        const text = squeeze(field.cell.text);
        const foreign = levels.find(
          (other) => other !== level && other.text.test(text.replace(title, '')) && nothingFrom(form, other.key),
        );
        const source =
          foreign === undefined
            ? undefined
            : forms.find((other) => other !== form && foreign.title.test(squeeze(other.project ?? '')));
        const words = foreign?.text.exec(text.replace(title, ''))?.[0] ?? '';
        const claimed = claims(form, text, words);
        report.judge(foreign === undefined, () => ({
          // Only to mention another level (by its document, say) is not yet to claim its money.
          ...(claimed ? {} : { severity: 'presentation', certainty: 'possible' }),
          place: cellPlace(form, field.cell, field.label, ''),
          stated: words,
          expected: level.name,
          message: `${formName(form)}名称和资金来源都是${level.name}资金，${field.label}却写“${words}”${source === undefined ? '' : `，疑抄自${formName(source)}`}。`,
          also: [
            ...form.funds
              .filter((row) => row.key === foreign?.key)
              .flatMap((row) => quantityOf(row.annual) ?? [])
              .map((quantity) => related('counterpart', quantity.place, quantity.printed)),
          ],
          labels: [formName(form), field.label],
        }));
      }
    }
  },
};

/** The text says that this form's money is of that level: 直达, or the very amount. */
function claims(form: Form, text: string, words: string): boolean {
  if (/直达/.test(words)) return true;
  const amount = /^[^，。；\d]{0,10}([\d,.]+(?:万元|元))/.exec(text.slice(text.indexOf(words) + words.length))?.[1];
  const figure = amount === undefined ? null : parseFigure(amount, '元');
  const totals = [totalFunds(form)?.wholePeriod, totalFunds(form)?.annual].flatMap((cell) => quantityOf(cell) ?? []);
  return figure !== null && totals.some((total) => total.value === figure.value);
}

/** The form itself gives no money of that source. */
function nothingFrom(form: Form, key: string): boolean {
  const rows = form.funds.filter((row) => row.key === key);
  return (
    rows.length > 0 &&
    rows.every((row) => [row.wholePeriod, row.annual].every((cell) => (quantityOf(cell)?.value ?? 0n) === 0n))
  );
}
