/**
 * 试算: what a visit or a contribution comes to under the parameters of a place and day, with values supposed beside them where one
 * asks "what if". Nothing is stored; the files and the confirmations are not touched.
 */
import { type AreaId, type DateText, firstDayOf, type ParameterSet, type SupposedValue } from '@mingzhang/kernel';
import {
  type Accumulators,
  type BenefitItem,
  type Bill,
  benefitItems,
  categories,
  contributionRefusals,
  differences,
  type EmployeeContribution,
  type EmployeeMonth,
  employeeContribution,
  employeeKinds,
  explainForPatient,
  explainForStaff,
  filings,
  layersOf,
  members,
  namedUnder,
  noneUsed,
  type ParameterUse,
  type PayerDifference,
  payers,
  planFor,
  type ResidentContribution,
  type ResidentEnrolment,
  residentContribution,
  type Settlement,
  type SettlementLayer,
  schemes,
  settle,
  settlementRefusals,
  type VisitCase,
  visitKinds,
} from '@mingzhang/policy';
import { formOf, valueTyped } from './decide.ts';
import { type ParameterRefused, refuse } from './refusals.ts';

/** The codes of the rules with their names, for whoever asks for a trial. */
export const trialCodes = {
  schemes,
  kinds: visitKinds,
  members,
  filings,
  categories,
  employeeKinds,
  payers,
  noneUsed,
} as const;

/** A value supposed for a key, as a person types it. */
export interface Supposition {
  readonly key: string;
  readonly value: string;
}

/** The rules do not settle it, with their own refusal. */
export interface TrialRefused {
  readonly outcome: 'refused';
  readonly id: string;
  readonly title: string;
  readonly line: number | null;
  readonly message: string;
}

export interface TrialSettled {
  readonly outcome: 'settled';
  readonly settlement: Settlement;
  readonly layers: readonly SettlementLayer[];
  readonly staff: readonly string[];
  readonly patient: readonly string[];
  readonly parameters: readonly ParameterUse[];
  /** Names of supposed parameters that this visit does not depend on. */
  readonly unused: readonly string[];
}

export interface SettlementTrial {
  readonly visit: VisitCase;
  readonly bill: Bill;
  readonly used: Accumulators;
  readonly supposed: readonly Supposition[];
}

/** Settles once, storing nothing. A supposition that cannot be made is refused before anything is reckoned. */
export function trySettlement(
  set: ParameterSet,
  { visit, bill, used, supposed }: SettlementTrial,
): TrialSettled | TrialRefused | ParameterRefused {
  const values = suppositionsOf(set, visit.area, visit.day, supposed);
  if ('refusal' in values) return values;
  const plan = planFor(set.supposing(values.supposed), visit);
  if ('refusal' in plan) return rulesRefuse(plan);
  const settlement = settle(plan, bill, used);
  if ('refusal' in settlement) return rulesRefuse(settlement);
  const parameters = [...plan.uses.pool, ...plan.uses.illness, ...plan.uses.civilServant, ...plan.uses.assistance];
  const asked = new Set(parameters.map(({ key }) => key));
  const derivation = settlement.derivation ?? [];
  return {
    outcome: 'settled',
    settlement,
    layers: layersOf(derivation, visit),
    staff: explainForStaff(derivation),
    patient: explainForPatient(derivation),
    parameters,
    unused: values.names.filter(({ key }) => !asked.has(key)).map(({ name }) => name),
  };
}

/** What each payer would pay more or less; null unless both have been settled. */
export function trialDifferences(
  first: TrialSettled | TrialRefused,
  other: TrialSettled | TrialRefused,
): readonly PayerDifference[] | null {
  if (first.outcome === 'refused' || other.outcome === 'refused') return null;
  return differences(first.settlement, other.settlement);
}

export type ContributionTrial =
  | { readonly kind: 'resident'; readonly enrolment: ResidentEnrolment; readonly supposed: readonly Supposition[] }
  | { readonly kind: 'employee'; readonly month: EmployeeMonth; readonly supposed: readonly Supposition[] };

export type ContributionOutcome =
  | { readonly outcome: 'resident'; readonly contribution: ResidentContribution }
  | { readonly outcome: 'employee'; readonly contribution: EmployeeContribution }
  | TrialRefused;

/** What is due, storing nothing. The year's rules are those of its first day, the month's those of its own. */
export function tryContribution(set: ParameterSet, trial: ContributionTrial): ContributionOutcome | ParameterRefused {
  const { area } = trial.kind === 'resident' ? trial.enrolment : trial.month;
  const day = trial.kind === 'resident' ? `${trial.enrolment.year}-01-01` : firstDayOf(trial.month.month);
  const values = suppositionsOf(set, area, day, trial.supposed);
  if ('refusal' in values) return values;
  const supposing = set.supposing(values.supposed);
  if (trial.kind === 'resident') {
    const contribution = residentContribution(supposing, trial.enrolment);
    return 'refusal' in contribution ? rulesRefuse(contribution) : { outcome: 'resident', contribution };
  }
  const contribution = employeeContribution(supposing, trial.month);
  return 'refusal' in contribution ? rulesRefuse(contribution) : { outcome: 'employee', contribution };
}

interface Suppositions {
  readonly supposed: readonly SupposedValue[];
  readonly names: readonly { readonly key: string; readonly name: string }[];
}

/** Values that stand all through a year, of parameters that the place knows at its end. */
export function supposedInYear(
  set: ParameterSet,
  area: AreaId,
  year: number,
  wanted: readonly Supposition[],
): readonly SupposedValue[] | ParameterRefused {
  const values = suppositionsOf(set, area, `${year}-12-31`, wanted);
  if ('refusal' in values) return values;
  return values.supposed.map((one) => ({ ...one, from: `${year}-01-01` }));
}

/** Values that stand on the one day. A key that the place does not know on it cannot be supposed: no rule would ask for it. */
function suppositionsOf(
  set: ParameterSet,
  area: AreaId,
  day: DateText,
  wanted: readonly Supposition[],
): Suppositions | ParameterRefused {
  const supposed: SupposedValue[] = [];
  const names: { key: string; name: string }[] = [];
  for (const { key, value: text } of wanted) {
    const found = set.find(area, key, day);
    if (found.kind === 'not-covered') {
      return refuse('supposed-unknown', `${area}在${day}没有“${key}”这个参数，不能假设它的值。请从参数列表中选取。`);
    }
    const { row } = found;
    const value = valueTyped(set, row, text);
    if (value === null) {
      return refuse('supposed-malformed', `“${row.name}”假设为“${text}”，应是${formOf(set, row)}。没有计算。`);
    }
    supposed.push({ area, key, from: day, to: day, value });
    names.push({ key, name: row.name });
  }
  return { supposed, names };
}

function rulesRefuse(refused: {
  readonly refusal: string;
  readonly message: string;
  readonly line?: number | null;
}): TrialRefused {
  const titles: Readonly<Record<string, string>> = { ...settlementRefusals, ...contributionRefusals };
  const { refusal: id, message, line = null } = refused;
  return { outcome: 'refused', id, title: titles[id] ?? id, line, message };
}

/** The levels and items that a place has rules for on a day, named as the files name them: 二级医院. */
export function trialChoices(
  set: ParameterSet,
  { area, day, scheme, kind }: Pick<VisitCase, 'area' | 'day' | 'scheme' | 'kind'>,
): { readonly levels: readonly BenefitItem[]; readonly items: readonly BenefitItem[] } {
  const place = { area, day, scheme, kind };
  if (kind !== 'inpatient' && kind !== 'outpatient') return { levels: [], items: benefitItems(set, place) };
  return { levels: namedUnder(set, place, `${kind}/deductible/`), items: [] };
}
