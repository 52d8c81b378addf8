/**
 * 编制数 and 实际在职人数 of the base-data table are the numbers that the report it belongs to gives in words:
 * 「某局编制人数61人，2024年末实有在职人数55人」 above 编制数 58 cannot both be. Numbers of a part of the staff (行政编制6名, 下属中心编制20人)
 * are not compared, nor where the text gives several.
 */
import { type Certainty, type Place } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { matchesOf } from '../matches.ts';
import { type Disclosure, type Form, type FormCell } from '../model.ts';
import { bodyOf, placeIn } from './document-support.ts';
import { formName, formsOf, quantityOf, related } from './form-support.ts';

const posts =
  /([^，。；、：（\d]{0,24})编制(?:人员|人数|总数|数)?(?:共计|共有|共|为|有|是|：)*(\d{1,4})(?=人|名|个(?!月|工作日|项目))/g;
const persons =
  /([^，。；、：（\d]{0,24}?)(实有|在职|在编|在岗)(?:在职|在编|在岗)?(?:干部)?(?:职工|工作人员|人员)?(?:人数|总数|数)?(?:共计|共有|共|为|有|是|：)*(\d{1,4})(?=人|名)/g;
/** Words before the number that make it one of a part of the staff. */
const ofAPart =
  /行政|事业|工勤|参公|机关|公益|编外|中心|下属|所属|二级|科|股|空|超|缺|离退|退休|临聘|聘用|借调|平均|上年/;

interface Stated {
  readonly count: number;
  readonly sure: boolean;
  readonly place: Place;
}

export const formBaseStaffAgrees: Check = {
  meta: {
    id: 'form-base-staff-agrees',
    family: 'staff',
    severity: 'error',
    certainty: 'strong',
    name: '基础数据表人数与正文一致',
    help: '基础数据表的编制数、实际在职人数与绩效报告正文所写的编制、在职人数一致。',
  },
  run(document, report) {
    const bases = formsOf(document, 'base-data');
    let compared = false;
    for (const form of bases) {
      for (const [column, name, pattern] of [
        ['authorized', '编制数', posts],
        ['actual', '实际在职人数', persons],
      ] as const) {
        const cell = staffCell(form, column);
        const quantity = quantityOf(cell);
        const { whole: stated, parts } = statedIn(document, form.part, pattern);
        const [first] = stated;
        if (quantity === null || first === undefined || quantity.dimension !== 'count') continue;
        const count = Number(quantity.value / 100_000_000n);
        const agrees = stated.some((one) => one.count === count);
        if (!agrees && new Set(stated.map((one) => one.count)).size > 1) continue;
        // The form may count the subordinate units in that the text counts apart.
        if (!agrees && sumsOf(parts).has(count - first.count)) continue;
        compared = true;
        report.judge(agrees, () => ({
          certainty: (first.sure ? 'strong' : 'possible') satisfies Certainty,
          place: first.place,
          stated: `${first.count}人`,
          expected: `${count}人`,
          difference: `${first.count - count}人`,
          message: `报告正文写${column === 'authorized' ? '编制' : '在职'}${first.count}人，${formName(form)}“${name}”为${count}人，相差${Math.abs(first.count - count)}人；同一时点的人数应当一致。`,
          also: [related('counterpart', quantity.place, quantity.printed)],
          labels: [formName(form), name],
        }));
      }
    }
    if (!compared) report.notApplicable('没有可与基础数据表核对的编制和在职人数');
  },
};

function staffCell(form: Form, column: string): FormCell | undefined {
  return form.base.find((row) => row.columns[column] !== undefined)?.columns[column];
}

/** What sums some of these numbers make; of many, only those of the first few. */
function sumsOf(numbers: readonly number[]): ReadonlySet<number> {
  const sums = new Set([0]);
  for (const number of numbers.slice(0, 8)) for (const sum of [...sums]) sums.add(sum + number);
  return sums;
}

/** The numbers of the whole staff that the part's running text gives, and those of parts of it. */
function statedIn(
  document: Disclosure,
  part: number,
  pattern: RegExp,
): { readonly whole: readonly Stated[]; readonly parts: readonly number[] } {
  const own = document.bureau ?? '';
  const whole: Stated[] = [];
  const parts: number[] = [];
  for (const text of bodyOf(document)) {
    if (text.part !== part) continue;
    for (const match of matchesOf(text.text, pattern)) {
      const lead = (match[1] ?? '').replace(own, '');
      const count = Number(match[3] ?? match[2]);
      if (ofAPart.test(lead)) {
        parts.push(count);
        continue;
      }
      const end = match.index + match[0].length;
      // Of people at work it is only said for certain who is counted where the words say 在职 or 在编.
      const sure = match[3] === undefined || /在职|在编/.test(match[0]);
      whole.push({ count, sure, place: placeIn(text, Math.max(match.index, end - 14), end + 1) });
    }
  }
  return { whole, parts };
}
