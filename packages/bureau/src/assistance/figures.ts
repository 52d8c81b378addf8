/** Part B, what is no subsidy: money raised, budgeted and carried over by its documents; spent by the fund's books; paid by settlement. */
import { formatYuan } from '@mingzhang/kernel';
import { visitKinds } from '@mingzhang/policy';
import { sql } from 'kysely';
import {
  asked,
  type ComputedFigure,
  type Coordinates,
  counted,
  type Evidence,
  type FigureQuery,
  measures,
  pageOf,
  readOnce,
  settledFigure,
} from '../figures/index.ts';
import {
  fiscalLevels,
  type SourceKind,
  type SourceLevel,
  sourceKinds,
  sourceLevels,
  sourcePurposes,
} from './decide.ts';
import { listSources, type Source, spentOf } from './funds.ts';
import { type Db } from './recording.ts';

/** A figure added up from the checked documents of a year; none of a kind entered is no value, not nothing. */
function documented(
  figure: string,
  {
    kind,
    levels,
    dimension,
  }: {
    readonly kind: SourceKind;
    readonly levels: readonly SourceLevel[];
    readonly dimension?: 'level' | 'visit';
  },
): ComputedFigure {
  const placeOf = ({ level, purpose }: Source): string => (dimension === 'visit' ? purpose : level);
  const read = async (db: Db, { department, year, at }: FigureQuery): Promise<readonly Source[] | null> => {
    const all = await readOnce(db, `assistance sources ${department} ${year}`, () =>
      listSources(db, { department, year }),
    );
    const counted = all.filter((one) => one.state === 'checked' && one.kind === kind && levels.includes(one.level));
    if (counted.length === 0) return null;
    const wanted = dimension === undefined ? null : asked(at, dimension);
    return counted.filter(
      (one) => (dimension !== 'visit' || one.purpose !== '') && (wanted === null || wanted.includes(placeOf(one))),
    );
  };
  return {
    figure,
    async value(db, query) {
      const found = await read(db, query);
      return found === null ? null : formatYuan(found.reduce((sum, { amount }) => sum + amount, 0));
    },
    async evidence(db, query, page) {
      return pageOf(((await read(db, query)) ?? []).map(evidenceOf), page);
    },
    async coordinates(db, query) {
      if (dimension === undefined) return [];
      const found = (await read(db, { ...query, at: {} })) ?? [];
      return [...new Set(found.map(placeOf))]
        .filter((place) => dimension === 'level' || place !== 'enrolment')
        .map((place) => ({ [dimension]: place }));
    },
  };
}

function evidenceOf({ id, kind, level, purpose, amount, document, dated }: Source): Evidence {
  const what = purpose === '' ? '' : `，${sourcePurposes[purpose]}`;
  return {
    id,
    register: '医疗救助资金台账',
    date: dated,
    text: `${sourceLevels[level]}${sourceKinds[kind]}${what}`,
    amount: formatYuan(amount),
    reference: document,
  };
}

/** What the fund's books spent; evidence by voucher. */
const expenditure: ComputedFigure = {
  figure: 'assistance-expenditure',
  async value(db, { department, year }) {
    return (await hasBooks(db, department)) ? formatYuan(await spentOf(db, department, year)) : null;
  },
  async evidence(db, { department, year }, { after, limit }) {
    const { rows } = await sql<{
      id: string;
      unit: string;
      voucher: string;
      date: string;
      text: string;
      amount: number;
    }>`
      select e.set_id || '/' || v.id as id, v.unit_id as unit, v.id as voucher, v.date, v.text, sum(l.amount)::bigint as amount
      from account_set s
      join accounting_unit u on u.id = s.unit_id and u.department_id = ${department}
      join ledger_entry e on e.set_id = s.id and e.kind = 'ordinary'
        and e.date between ${`${year}-01-01`} and ${`${year}-12-31`}
      join ledger_leg l on l.set_id = e.set_id and l.entry_id = e.id and l.account like '%-expense'
        and l.dimensions like '%fund=assistance%'
      join ledger_voucher v on v.unit_id = s.unit_id and v.id = e.voucher_id
      where s.book = 'fund' and 'assistance' = any(s.funds)
        and (${after}::text is null or e.set_id || '/' || v.id > ${after})
      group by e.set_id, v.unit_id, v.id, v.date, v.text
      order by 1 limit ${limit + 1}`.execute(db);
    const page = rows.slice(0, limit).map(({ id, unit, voucher, date, text, amount }): Evidence => {
      return { id, register: '医疗救助基金账', date, text, amount: formatYuan(amount), voucher: { unit, id: voucher } };
    });
    return { rows: page, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  },
  async coordinates() {
    return [];
  },
};

async function hasBooks(db: Db, department: string): Promise<boolean> {
  const row = await db
    .selectFrom('account_set as s')
    .innerJoin('accounting_unit as u', 'u.id', 's.unit_id')
    .select('s.id')
    .where('u.department_id', '=', department)
    .where(sql<boolean>`'assistance' = any(s.funds)`)
    .executeTakeFirst();
  return row !== undefined;
}

const paidPlaces = ['employee', 'resident'].flatMap((scheme): readonly Coordinates[] => [
  { scheme },
  ...['inpatient', 'outpatient'].map((visit) => ({ scheme, visit })),
]);

/** 住院 by stays and what is paid on application, 门诊 all else. */
const payments = counted({
  figure: 'assistance-payments',
  register: '待遇结算',
  money: true,
  kept: (db, { department }) => hasBooks(db, department),
  places: paidPlaces,
  ...settledFigure(({ at }) => {
    const visits = asked(at, 'visit');
    const kinds = Object.keys(visitKinds).filter((kind) =>
      visits?.includes(kind === 'inpatient' ? kind : 'outpatient'),
    );
    return { measure: measures.assistance, schemes: asked(at, 'scheme'), visitKinds: visits === null ? null : kinds };
  }),
});

export const assistanceFigures: readonly ComputedFigure[] = [
  documented('assistance-funds-raised', { kind: 'received', levels: fiscalLevels, dimension: 'level' }),
  expenditure,
  documented('assistance-carried-over', { kind: 'carried-over', levels: Object.keys(sourceLevels) as SourceLevel[] }),
  documented('lottery-welfare-funds', { kind: 'received', levels: ['lottery'] }),
  documented('assistance-budget', { kind: 'budget', levels: fiscalLevels, dimension: 'level' }),
  documented('assistance-budget-by-visit', { kind: 'budget', levels: fiscalLevels, dimension: 'visit' }),
  payments,
];
