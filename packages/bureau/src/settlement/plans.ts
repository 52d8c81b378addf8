/** Plans made once for a case and asked often: in a county on one day there are some dozens. */
import { type DateText, firstDayOf, monthOf, type ParameterSet } from '@mingzhang/kernel';
import { type Plan, planFor, type VisitCase } from '@mingzhang/policy';
import { type KeptPlan, keptPlan } from './premises.ts';
import { type DeskRefused, ofEngine } from './refusals.ts';

export interface Planned {
  readonly plan: Plan;
  readonly kept: KeptPlan;
}

const plansAtMost = 10_000;
interface Made {
  readonly plans: Map<string, Planned>;
  /** Days on which a parameter begins or has ended, in order. */
  readonly changes: readonly DateText[];
}

const made = new WeakMap<ParameterSet, Made>();

/** Days on which a parameter begins or has ended, in order. */
export function parameterChanges({ rows }: ParameterSet): readonly DateText[] {
  return [...new Set(rows.flatMap(({ from, to }) => (to === null ? [from] : [from, dayAfter(to)])))].sort();
}

function dayAfter(day: DateText): DateText {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The first day of the month, or the latest change in it: until the next one every day has the same plan. */
export function planDay(changes: readonly DateText[], day: DateText): DateText {
  const first = firstDayOf(monthOf(day));
  const change = changes.findLast((one) => one <= day) ?? first;
  return change > first ? change : first;
}

export function plannedFor(parameters: ParameterSet, visit: VisitCase): Planned | DeskRefused {
  const { plans, changes } = made.get(parameters) ?? {
    plans: new Map<string, Planned>(),
    changes: parameterChanges(parameters),
  };
  made.set(parameters, { plans, changes });
  // Within a month in which no parameter changes, one plan stands for every day.
  const key = JSON.stringify({ ...visit, day: planDay(changes, visit.day) });
  const known = plans.get(key);
  if (known !== undefined) return { plan: { ...known.plan, case: visit }, kept: known.kept };
  const plan = planFor(parameters, visit);
  if ('refusal' in plan) return ofEngine(plan);
  if (plans.size >= plansAtMost) plans.clear();
  const planned = { plan, kept: keptPlan(plan) };
  plans.set(key, planned);
  return planned;
}
