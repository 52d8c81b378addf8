/** Plans made once for a case and asked often: in a county on one day there are some dozens. */
import { type ParameterSet } from '@mingzhang/kernel';
import { type Plan, planFor, type VisitCase } from '@mingzhang/policy';
import { type KeptPlan, keptPlan } from './premises.ts';
import { type DeskRefused, ofEngine } from './refusals.ts';

export interface Planned {
  readonly plan: Plan;
  readonly kept: KeptPlan;
}

const plansAtMost = 10_000;
const made = new WeakMap<ParameterSet, Map<string, Planned>>();

export function plannedFor(parameters: ParameterSet, visit: VisitCase): Planned | DeskRefused {
  const plans = made.get(parameters) ?? new Map<string, Planned>();
  made.set(parameters, plans);
  const key = JSON.stringify(visit);
  const known = plans.get(key);
  if (known !== undefined) return known;
  const plan = planFor(parameters, visit);
  if ('refusal' in plan) return ofEngine(plan);
  if (plans.size >= plansAtMost) plans.clear();
  const planned = { plan, kept: keptPlan(plan) };
  plans.set(key, planned);
  return planned;
}
