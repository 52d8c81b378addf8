/**
 * Which reasons are not accepted: a closed list, in order of precedence (`docs/reference/refusals-reasons.md`). A reason is put into
 * its sentence and the sentence into a document of its own, which is then audited and read like anybody's: what is accepted here is
 * never found fault with later.
 *
 *     支出减少的主要原因是支出减少               → reason-repeats-figures
 *     决算数大于预算数的主要原因是压减开支       → reason-against-direction
 */
import { subtractFen } from '@mingzhang/kernel';
import { type Block } from '../blocks.ts';
import { checks } from '../checks/index.ts';
import { measuresIn } from '../claims/phrasebook.ts';
import { audit } from '../judge.ts';
import { readDisclosure } from '../read.ts';
import { percent, printsAsZero, wanyuan } from './print.ts';
import { type ReasonAsked, withinSentence } from './reasons.ts';

export const reasonRefusals = {
  'reason-empty': '没有写原因',
  'reason-too-long': '原因太长',
  'reason-repeats-figures': '只把增减又说了一遍',
  'reason-against-direction': '原因与增减方向相反',
  'reason-leaves-rest': '写明的金额没有说明全部变动',
  'reason-names-person': '原因里有个人姓名',
  'reason-unfinished': '原因没有写完',
  'reason-wording': '文字有差错',
  'reason-reads-as-statement': '原因里的数会被读成另一项说明',
} as const;

export type ReasonRefusalId = keyof typeof reasonRefusals;

export interface ReasonRefusal {
  readonly refusal: ReasonRefusalId;
  /** What is wrong and what to do, with the figures. */
  readonly message: string;
}

const longest = 300;

/** What each check says of a reason. */
export const refusalOfCheck: Readonly<Record<string, ReasonRefusalId>> = {
  'reasons-not-circular': 'reason-repeats-figures',
  'reasons-fit-direction': 'reason-against-direction',
  'reasons-cover-change': 'reason-leaves-rest',
  'no-personal-names': 'reason-names-person',
  'placeholders-filled': 'reason-unfinished',
  'template-text-removed': 'reason-unfinished',
  'brackets-closed': 'reason-wording',
  'punctuation-single': 'reason-wording',
  'words-not-doubled': 'reason-wording',
  'words-spelt-right': 'reason-wording',
  'terms-up-to-date': 'reason-wording',
  'thousands-uniform': 'reason-wording',
  'units-stated': 'reason-wording',
  'dates-possible': 'reason-wording',
};

const order = Object.keys(reasonRefusals);

/** The first refusal of a reason for what was asked, or null where it is accepted. */
export function reasonRefusal(asked: ReasonAsked, reason: string, year: number): ReasonRefusal | null {
  const text = withinSentence(reason);
  const change = `${asked.name}${asked.direction === 1 ? '增加' : '减少'}${wanyuan(Math.abs(subtractFen(asked.now, asked.base)))}万元`;
  if (text === '') return { refusal: 'reason-empty', message: `${change}，请写明为什么；系统不代拟原因，也不能空着。` };
  if (text.length > longest)
    return {
      refusal: 'reason-too-long',
      message: `原因有${text.length}字，最多${longest}字；请只写主要原因，细节放在所附的说明里。`,
    };
  if (saysOnlyFigures(text))
    return {
      refusal: 'reason-repeats-figures',
      message: `“${text}”只是把${change}又说了一遍，没有说为什么；请写明引起变动的事。`,
    };
  return faults(asked, text, year)[0] ?? null;
}

const figures = /[-+]?\d[\d,]*(?:\.\d+)?(?:万元|亿元|元|%|个百分点|万)?/g;
const linking =
  /主要|原因|因为|由于|所致|导致|引起|使得|有所|相应|比较|相比|对比|较大|较多|较小|较少|情况|变动|变化|增减|实际|本年度?|当年|上一?年度?|去年|今年|年初|年末|全年|调整后?|年度|预算数?|决算数?|数额|金额|总额|总计|合计|收支|收入|支出|经费|费用|资金|开支|拨款|财政|项目|业务|部分|各项|相关|增加|减少|增长|下降|上升|降低|提高|增多|增幅|降幅|增支|减支|大于|小于|高于|低于|多于|少于|超过|不足|持平|一致|完成|执行|率|故|因|系|是|为|的|了|而|与|和|及|比|较|同|各|均|从|到|至|由|在|中|数|额|本(?:部门|单位)?/g;

/** True if nothing is left of a reason without figures, names of measures, directions and what links them. */
function saysOnlyFigures(reason: string): boolean {
  let text = reason;
  for (const { start, end } of measuresIn(reason, 'three-public').reverse())
    text = text.slice(0, start) + text.slice(end);
  const left = text
    .replace(figures, '')
    .replace(linking, '')
    .replace(/[^\p{Script=Han}A-Za-z]/gu, '');
  return left.length < 2;
}

/** What the audit finds, and what the reader mistakes, in the sentence with this reason; the first in the list's order first. */
function faults(asked: ReasonAsked, text: string, year: number): readonly ReasonRefusal[] {
  const told = documentWith(asked, text, year);
  const found = audit(
    told,
    checks.filter(({ meta }) => refusalOfCheck[meta.id] !== undefined),
  ).findings.map(
    ({ check, message }): ReasonRefusal => ({ refusal: refusalOfCheck[check] ?? 'reason-wording', message }),
  );
  const without = documentWith(asked, '政策调整', year);
  const statements = (document: typeof told): string =>
    document.claims
      .filter(({ kind }) => kind !== 'reason' && kind !== 'other')
      .map(({ kind, measure, quantity }) => `${kind} ${measure} ${quantity.printed}`)
      .join('\n');
  if (statements(told) !== statements(without) || told.amounts !== told.amountsUnderstood)
    found.push({
      refusal: 'reason-reads-as-statement',
      message: `“${text}”里的数会被读成另一项增减或另一个科目；请去掉与预算、上年相比的数，只写引起变动的事和它的金额。`,
    });
  return found.sort((a, b) => order.indexOf(a.refusal) - order.indexOf(b.refusal));
}

/** The change and its reason, as the only sentence of a document. */
function documentWith({ against, direction, now, base }: ReasonAsked, text: string, year: number) {
  const change = Math.abs(subtractFen(now, base));
  const [word, rate] = direction === 1 ? ['增加', '增长'] : ['减少', '下降'];
  const growth = printsAsZero(base) ? '' : `，${rate}${percent(change, base)}%`;
  const [heading, sentence] =
    against === 'prior'
      ? [
          '一、收入支出决算总体情况说明',
          `${year}年度收入总计${wanyuan(now)}万元。与上年相比，收入总计${word}${wanyuan(change)}万元${growth}，主要原因是${text}。`,
        ]
      : [
          '一、财政拨款“三公”经费支出决算情况说明',
          `公务接待费支出预算为${wanyuan(base)}万元，支出决算为${wanyuan(now)}万元，决算数${direction === 1 ? '大于' : '小于'}预算数的主要原因是${text}。`,
        ];
  const texts = [`${year}年度部门决算`, heading, sentence];
  const blocks = texts.map(
    (one, index): Block => ({ kind: 'paragraph', text: one, spans: [{ line: index + 1, start: 0 }] }),
  );
  return readDisclosure(blocks, texts.join('').length);
}
