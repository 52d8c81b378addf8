/**
 * What a year's narrative is written from: facts of this year and the last, budgets and counts as figures of the catalogue, and
 * what people wrote.
 */
import {
  type KnownFigure,
  type NarrativeFacts,
  type PerformanceFacts,
  type RegisterMeasure,
  registerMeasures,
  type StatementFacts,
} from '@mingzhang/disclosure';
import { type Coordinates, type FigureReader } from '../../figures/index.ts';
import { type DepartmentAccounts } from '../../office/index.ts';
import { knownFigure, numberOf, type Place } from './known-figure.ts';
import { priorFigures } from './prior-figures.ts';
import { type KeptText } from './texts.ts';

/** The figure of the catalogue that answers each count of the narrative; what has none is not stated. */
const measureFigures: Readonly<Partial<Record<RegisterMeasure, Place>>> = {
  'abroad-groups': { figure: 'abroad-groups' },
  'abroad-persons': { figure: 'abroad-persons' },
  'vehicles-bought': { figure: 'official-vehicles-bought' },
  'vehicles-kept': { figure: 'official-vehicles-kept' },
  'reception-domestic-batches': { figure: 'reception-batches' },
  'reception-domestic-persons': { figure: 'reception-guests' },
  'meetings-count': { figure: 'meetings-held' },
  'meetings-persons': { figure: 'meeting-participants' },
  'training-count': { figure: 'trainings-held' },
  'training-persons': { figure: 'training-participants' },
  'festivals-count': { figure: 'festival-events' },
  'procurement-goods-sme': { figure: 'sme-contracts', at: 'purchase=goods' },
  'procurement-works-sme': { figure: 'sme-contracts', at: 'purchase=works' },
  'procurement-services-sme': { figure: 'sme-contracts', at: 'purchase=services' },
  'equipment-general': { figure: 'large-equipment', at: 'equipment=general' },
  'equipment-bought': { figure: 'large-equipment-bought' },
  'staff-authorised': { figure: 'approved-posts' },
  'staff-authorised-administrative': { figure: 'approved-posts', at: 'post=administrative' },
  'staff-authorised-institution': { figure: 'approved-posts', at: 'post=institution' },
  'staff-authorised-workman': { figure: 'approved-posts', at: 'post=workman' },
  'staff-actual': { figure: 'staff-in-post' },
  'staff-actual-administrative': { figure: 'staff-in-post', at: 'post=administrative' },
  'staff-actual-institution': { figure: 'staff-in-post', at: 'post=institution' },
  'staff-actual-workman': { figure: 'staff-in-post', at: 'post=workman' },
  'staff-retired': { figure: 'retired-staff' },
  offices: { figure: 'internal-offices' },
};

export interface Gathering {
  readonly accounts: DepartmentAccounts;
  readonly facts: StatementFacts;
  readonly prior: StatementFacts | null;
  readonly reader: FigureReader;
  readonly texts: readonly KeptText[];
  readonly performance: PerformanceFacts;
}

/** The facts of the narrative. */
export async function gatherFacts(gathering: Gathering): Promise<NarrativeFacts> {
  const { accounts, facts, prior, reader, texts, performance } = gathering;
  const { department, year, units } = accounts;
  const registers: Partial<Record<RegisterMeasure, KnownFigure>> = {};
  for (const measure of registerMeasures) {
    const place = measureFigures[measure];
    const found = place === undefined ? null : await knownFigure(reader, department, year, place);
    if (found !== null) registers[measure] = found;
  }
  // Most bureaus have none, and a sentence that says so is not asked for.
  const workmen = ['staff-authorised-workman', 'staff-actual-workman'] as const;
  if (workmen.every((measure) => (registers[measure]?.value ?? 0) === 0))
    for (const one of workmen) delete registers[one];
  const lines = (key: string): readonly string[] => linesOf(texts, key);
  const institution = units.every(({ nature }) => nature === 'institution');
  return {
    accounts: facts,
    prior,
    ...(prior === null ? { priorFigures: await priorFigures(reader, department, year - 1) } : {}),
    self: institution && units.length === 1 ? '本单位' : '本部门',
    startBudget: await startBudget(reader, department, year),
    runningCostBudget: await knownFigure(reader, department, year, { figure: 'running-cost-budget' }),
    registers,
    texts: {
      duties: lines('duties'),
      offices: lines('offices'),
      units: units.map(({ name }) => name),
      purposes: Object.fromEntries(
        texts.flatMap(({ kind, key, text }) =>
          kind === 'part' && key.startsWith('purpose:') ? [[key.slice('purpose:'.length), text]] : [],
        ),
      ),
      evaluating: lines('evaluating'),
      ...(lines('staff-note').length === 0 ? {} : { staffNote: lines('staff-note').join('') }),
      otherMatters: lines('other-matters'),
      contact: lines('contact'),
    },
    performance,
    // The narrative's own sentences name none.
    catalogue: new Map(),
    reasons: Object.fromEntries(texts.flatMap(({ kind, key, text }) => (kind === 'reason' ? [[key, text]] : []))),
  };
}

function linesOf(texts: readonly KeptText[], key: string): readonly string[] {
  const text = texts.find((one) => one.kind === 'part' && one.key === key)?.text ?? '';
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
}

/** By 项; an item that was given nothing at the start has no line. */
async function startBudget(
  reader: FigureReader,
  department: string,
  year: number,
): Promise<Readonly<Record<string, KnownFigure>>> {
  const budget: Record<string, KnownFigure> = {};
  for (const { at, value } of await reader.values('start-budget', { department, year })) {
    const item = itemAt(at);
    if (item === null || item.length !== 7 || value === null) continue;
    budget[item] = {
      value: numberOf('start-budget', value),
      origin: { kind: 'figure', id: 'start-budget', year, item },
    };
  }
  return budget;
}

function itemAt(at: Coordinates): string | null {
  const { item } = at;
  return typeof item === 'string' && Object.keys(at).length === 1 ? item : null;
}
