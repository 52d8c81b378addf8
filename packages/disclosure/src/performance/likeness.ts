/**
 * How like another project's goal a goal is: the share of neighbouring pairs of characters that two texts have in common, after the
 * projects' own names and the words that every goal has are taken out. A goal copied from another project keeps that project's words.
 *
 *     Dice: 2 × shared ÷ (pairs of one + pairs of the other), in whole per cent
 */
import { squeeze } from '../compact.ts';

export interface GoalText {
  /** Whatever the caller knows it by. */
  readonly id: string;
  readonly project: string;
  readonly goal: string;
  readonly indicators: readonly string[];
}

export interface Likeness {
  readonly id: string;
  readonly other: string;
  /** Whole per cent. */
  readonly percent: number;
  /** Indicators of the same name that say something of their project. */
  readonly indicators: readonly string[];
}

/** From how many per cent a goal is said to be like another's. */
export const likenessNoticed = 70;

/** Names that any project's indicators may have. */
const general = /^(?:工作|任务|项目)?(?:完成|达标|及时|合格|验收|资金|预算|成本|满意|服务对象|群众|受益).{0,12}$/;

const everywhere = /确保|保障|按照|要求|完成|当年|全年|年度|工作|任务|项目|资金|目标|及时|有效|进一步|\d+/g;

function pairsOf(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  let plain = squeeze(text);
  for (const name of names) plain = plain.replaceAll(squeeze(name), '|');
  plain = plain.replace(everywhere, '|').replace(/[^\p{Script=Han}A-Za-z|]/gu, '|');
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const pair = plain.slice(at, at + 2);
    if (!pair.includes('|')) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function diceOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const count = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((sum, one) => sum + one, 0);
  const all = count(a) + count(b);
  if (all === 0) return 0;
  let shared = 0;
  for (const [pair, times] of a) shared += Math.min(times, b.get(pair) ?? 0);
  return Math.floor((200 * shared) / all);
}

/** Goals that are like an earlier one of another project, each with the one it is most like. */
export function likeGoals(goals: readonly GoalText[]): readonly Likeness[] {
  return goals.flatMap((goal, at): readonly Likeness[] => {
    const found = goals
      .slice(0, at)
      .filter((other) => other.project !== goal.project)
      .map((other): Likeness => {
        const names = [goal.project, other.project];
        const percent = diceOf(pairsOf(goal.goal, names), pairsOf(other.goal, names));
        const shared = goal.indicators.filter((name) => !general.test(name) && other.indicators.includes(name));
        return { id: goal.id, other: other.id, percent, indicators: shared };
      })
      .filter(({ percent, indicators }) => percent >= likenessNoticed || indicators.length >= 2)
      .toSorted((a, b) => b.percent - a.percent || b.indicators.length - a.indicators.length);
    return found.slice(0, 1);
  });
}
