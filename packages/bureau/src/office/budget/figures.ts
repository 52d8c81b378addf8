/**
 * What the budget answers of the published figures: 年初预算, 全年预算, 调剂, 基本支出预算, projects, and the subsidy for 服务能力提升. Their
 * evidence is the documents' lines and the payments' lines themselves.
 *
 * 年初预算 and 全年预算 are those of the general public budget, since the rates of completion are of its expenditure.
 */
import { formatYuan, negateFen, sumFen } from '@mingzhang/kernel';
import { type Db } from '../../books/index.ts';
import { asked, type ComputedFigure, type Coordinates, type Evidence, readOnce } from '../../figures/index.ts';
import { officeUnits, registerFigure } from '../register-figure.ts';
import { documentKindNames, levelNames, spendingOf } from './item.ts';
import { type LineInForce, selectLinesInForce, selectPaidLines } from './records/in-force.ts';

/** Projects of this topic are the subsidy for 医疗服务与保障能力提升. */
const capacityTopic = 'capacity-subsidy';

function linesInForce(db: Db, units: readonly string[], year: number): Promise<readonly LineInForce[]> {
  return readOnce(db, `budget lines ${units.join(' ')} ${year}`, () => selectLinesInForce(db, units, year));
}

interface Wanted {
  readonly figure: string;
  readonly covers: (line: LineInForce, at: Coordinates) => boolean;
  /** The place of a line beside the whole. */
  readonly place?: (line: LineInForce) => Coordinates | null;
}

/** A figure that adds up lines in force. */
function ofLines({ figure, covers, place }: Wanted): ComputedFigure {
  const one = registerFigure({
    figure,
    decimals: 2,
    rows: async (db, units, { year, at }) => {
      const lines = await linesInForce(db, units, year);
      return lines.length === 0 ? null : lines.filter((line) => covers(line, at)).map(evidenceOf);
    },
  });
  if (place === undefined) return one;
  return { ...one, coordinates: async (db, query) => placesOf(db, query, place, covers) };
}

async function placesOf(
  db: Db,
  { department, year }: { readonly department: string; readonly year: number },
  place: (line: LineInForce) => Coordinates | null,
  covers: Wanted['covers'],
): Promise<readonly Coordinates[]> {
  const lines = await linesInForce(db, await officeUnits(db, department), year);
  const places = lines
    .filter((line) => covers(line, {}))
    .map(place)
    .filter((at) => at !== null);
  return [...new Map(places.map((at) => [JSON.stringify(at), at])).values()];
}

function evidenceOf(line: LineInForce): Evidence {
  const { unit, documentId, number, date, kind, projectName, functionCode, level, amount } = line;
  return {
    id: `${unit}/${documentId}/${String(line.line).padStart(5, '0')}`,
    register: '指标账',
    date,
    text: `${documentKindNames[kind]}：${projectName}，${functionCode}，${levelNames[level]}`,
    amount: formatYuan(amount),
    reference: number,
  };
}

/** Codes asked for at any of the classification's levels: 210 takes in 2101501. */
function within(codes: readonly string[] | null, code: string | null): boolean {
  return codes === null || (code !== null && codes.some((asked) => code.startsWith(asked)));
}

const isGeneral = ({ source }: LineInForce): boolean => source === 'general-public-budget';

const atItem = ({ functionCode }: LineInForce): Coordinates => ({ item: functionCode });

/** 科目间调剂: what each item gave away to others in a transfer, seen from the item that gave. */
const reclassified = registerFigure({
  figure: 'budget-reclassified',
  decimals: 2,
  rows: async (db, units, { year, at }) => {
    const lines = await linesInForce(db, units, year);
    if (lines.length === 0) return null;
    const transfers = lines.filter(({ kind }) => kind === 'transfer');
    const byItem = Map.groupBy(
      transfers,
      ({ unit, documentId, functionCode }) => `${unit}/${documentId}/${functionCode}`,
    );
    return [...byItem].flatMap(([id, of]): readonly Evidence[] => {
      const [first] = of;
      // A transfer between projects of one item moves nothing between items.
      const net = sumFen(of.map(({ amount }) => amount));
      if (first === undefined || net >= 0 || !within(asked(at, 'item'), first.functionCode)) return [];
      return [
        {
          id,
          register: '指标账',
          date: first.date,
          text: `调剂：自${first.functionCode}调出`,
          amount: formatYuan(negateFen(net)),
          reference: first.number,
        },
      ];
    });
  },
});

const projects = registerFigure({
  figure: 'projects',
  rows: async (db, units, { year }) => {
    const lines = await linesInForce(db, units, year);
    if (lines.length === 0) return null;
    const byProject = Map.groupBy(
      lines.filter(({ projectKind }) => spendingOf(projectKind) === 'project'),
      ({ unit, project }) => `${unit}/${project}`,
    );
    return [...byProject].flatMap(([id, of]): readonly Evidence[] => {
      const budget = sumFen(of.map(({ amount }) => amount));
      if (budget <= 0) return [];
      const name = of[0]?.projectName ?? '';
      return [{ id, register: '项目库', date: null, text: `${name}，全年预算${formatYuan(budget)}元`, amount: '1' }];
    });
  },
});

const capacitySpent = registerFigure({
  figure: 'capacity-subsidy-spent',
  decimals: 2,
  places: Object.keys(levelNames).map((level) => ({ level })),
  rows: async (db, units, { year, at }) => {
    const lines = await linesInForce(db, units, year);
    if (lines.length === 0) return null;
    // A payment whose export does not say the level is of the only level that gives its project money; else of none.
    const levels = Map.groupBy(lines, ({ unit, project }) => `${unit}/${project}`);
    const levelOf = (key: string): string | null => {
      const given = new Set((levels.get(key) ?? []).map(({ level }) => level));
      return given.size === 1 ? ([...given][0] ?? null) : null;
    };
    const wanted = asked(at, 'level');
    const paid = await selectPaidLines(db, units, year, capacityTopic);
    return paid
      .filter(({ level, unit, project }) => within(wanted, level ?? levelOf(`${unit}/${project}`)))
      .map(({ unit, paymentId, line, number, date, payee, text, amount, voucherId }) => ({
        id: `${unit}/${paymentId}/${String(line).padStart(5, '0')}`,
        register: '国库支付',
        date,
        text: [payee, text].filter((part) => part !== '').join('，'),
        amount: formatYuan(amount),
        reference: number,
        ...(voucherId === null ? {} : { voucher: { unit, id: voucherId } }),
      }));
  },
});

export const budgetFigures: readonly ComputedFigure[] = [
  ofLines({
    figure: 'start-budget',
    covers: (line, at) => isGeneral(line) && line.kind === 'start' && within(asked(at, 'item'), line.functionCode),
    place: atItem,
  }),
  reclassified,
  ofLines({
    figure: 'annual-budget',
    covers: (line, at) => isGeneral(line) && within(asked(at, 'item'), line.functionCode),
    place: atItem,
  }),
  ofLines({ figure: 'centrally-held-budget', covers: ({ centrallyHeld }) => centrallyHeld }),
  ofLines({
    figure: 'basic-expenditure-budget',
    covers: ({ projectKind, economyCode }, at) => {
      const groups = asked(at, 'group');
      const group = projectKind === 'personnel' ? 'personnel' : 'running';
      return (
        spendingOf(projectKind) === 'basic' &&
        (groups === null || groups.includes(group)) &&
        within(asked(at, 'economic'), economyCode)
      );
    },
    place: ({ projectKind }) => ({ group: projectKind === 'personnel' ? 'personnel' : 'running' }),
  }),
  projects,
  ofLines({
    figure: 'project-budget',
    covers: ({ projectKind, topic }, at) => {
      const topics = asked(at, 'project');
      return topics === null ? spendingOf(projectKind) === 'project' : topic !== null && topics.includes(topic);
    },
    place: ({ topic }) => (topic === null ? null : { project: topic }),
  }),
  ofLines({
    figure: 'project-start-budget',
    covers: ({ projectKind, topic, kind }, at) => {
      const topics = asked(at, 'project');
      if (kind !== 'start') return false;
      return topics === null ? spendingOf(projectKind) === 'project' : topic !== null && topics.includes(topic);
    },
    place: ({ topic }) => (topic === null ? null : { project: topic }),
  }),
  ofLines({
    figure: 'capacity-subsidy-received',
    covers: ({ topic, kind, level }, at) =>
      topic === capacityTopic && kind !== 'carry-over' && within(asked(at, 'level'), level),
    place: ({ level }) => ({ level }),
  }),
  capacitySpent,
];
