/** The text of a goal form speaks of the source that its title names: a provincial project is not 中央直达. */
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Form } from '../model.ts';
import { cellPlace, formName, formsOf, quantityOf, related } from './form-support.ts';

const levels: readonly { readonly key: string; readonly title: RegExp; readonly text: RegExp; readonly name: string }[] = [
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
        const foreign = levels.find((other) => other !== level && other.text.test(text.replace(title, '')) && nothingFrom(form, other.key));
        const source = foreign === undefined ? undefined : forms.find((other) => other !== form && foreign.title.test(squeeze(other.project ?? '')));
        report.judge(foreign === undefined, () => ({
          place: cellPlace(form, field.cell, field.label, ''),
          stated: foreign?.text.exec(text)?.[0] ?? '',
          expected: level.name,
          message: `${formName(form)}名称和资金来源都是${level.name}资金，${field.label}却写“${foreign?.text.exec(text.replace(title, ''))?.[0] ?? ''}”${source === undefined ? '' : `，疑抄自${formName(source)}`}。`,
          also: [
            ...form.funds.filter((row) => row.key === foreign?.key).flatMap((row) => quantityOf(row.annual) ?? []).map((quantity) => related('counterpart', quantity.place, quantity.printed)),
          ],
          labels: [formName(form), field.label],
        }));
      }
    }
  },
};

/** The form itself gives no money of that source. */
function nothingFrom(form: Form, key: string): boolean {
  const rows = form.funds.filter((row) => row.key === key);
  return rows.length > 0 && rows.every((row) => [row.wholePeriod, row.annual].every((cell) => (quantityOf(cell)?.value ?? 0n) === 0n));
}
