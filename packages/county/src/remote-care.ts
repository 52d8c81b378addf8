/**
 * What the county's institutions did for people insured elsewhere: the province's clearing statement of each month, taken in by the use
 * case of the desk. The last one has lines that are wrong or odd and wait for somebody. Numbers are invented.
 */
import { importStatement, previewStatement } from '@mingzhang/bureau';
import { addMonths, type DateText, type Fen, formatYuan, type Month, multiplyFen, uuid7 } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type Transaction } from 'kysely';
import { Chance } from './chance.ts';
import { type InstitutionKind } from './model.ts';
import { type DrawnCounty } from './parts.ts';
import { fullSize } from './places.ts';

const header = [
  '医药机构编号',
  '医药机构名称',
  '清算年月',
  '参保地医保区划',
  '清算类别',
  '病种名称',
  '结算方式',
  '清算人次',
  '医疗费总额（元）',
  '基金支付总额（元）',
];

interface Course {
  readonly insuredArea: string;
  readonly visit: '住院' | '普通门诊' | '门诊慢特病' | '药店购药';
  readonly disease?: string;
  readonly manual?: true;
  /** A month at one institution of the county in full size, in ten-thousandths. */
  readonly visits: number;
  readonly cost: Fen;
  /** What the fund pays of it, in per cent. */
  readonly paid: number;
}

/** Another city of the province; two other provinces. */
const [neighbour, coast, north] = ['990201', '980101', '970301'] as const;

const inpatient = { visit: '住院' } as const;
const outpatient = { visit: '普通门诊' } as const;
const pressure = { visit: '门诊慢特病', disease: '高血压' } as const;
const sugar = { visit: '门诊慢特病', disease: '糖尿病' } as const;
const bought = { visit: '药店购药' } as const;

const courses: Partial<Record<InstitutionKind, readonly Course[]>> = {
  'level-3': [
    { ...inpatient, insuredArea: neighbour, visits: 820_000, cost: 684_300, paid: 63 },
    { ...inpatient, insuredArea: coast, visits: 210_000, cost: 792_150, paid: 57 },
    { ...inpatient, insuredArea: north, manual: true, visits: 30_000, cost: 655_080, paid: 0 },
    { ...outpatient, insuredArea: neighbour, visits: 2_600_000, cost: 19_640, paid: 51 },
    { ...outpatient, insuredArea: coast, visits: 900_000, cost: 22_310, paid: 48 },
    { ...pressure, insuredArea: neighbour, visits: 540_000, cost: 24_860, paid: 62 },
    { ...sugar, insuredArea: neighbour, visits: 380_000, cost: 32_450, paid: 62 },
    { ...sugar, insuredArea: coast, visits: 90_000, cost: 33_940, paid: 60 },
  ],
  'level-2': [
    { ...inpatient, insuredArea: neighbour, visits: 140_000, cost: 512_700, paid: 66 },
    { ...inpatient, insuredArea: coast, visits: 40_000, cost: 548_260, paid: 60 },
    { ...outpatient, insuredArea: neighbour, visits: 460_000, cost: 16_480, paid: 51 },
    { ...pressure, insuredArea: neighbour, visits: 110_000, cost: 22_730, paid: 62 },
  ],
  'level-1': [
    { ...inpatient, insuredArea: neighbour, visits: 20_000, cost: 318_900, paid: 70 },
    { ...outpatient, insuredArea: neighbour, visits: 80_000, cost: 11_250, paid: 53 },
  ],
  township: [{ ...outpatient, insuredArea: neighbour, visits: 60_000, cost: 7_420, paid: 55 }],
  pharmacy: [{ ...bought, insuredArea: neighbour, visits: 30_000, cost: 9_860, paid: 0 }],
};

interface Hands {
  readonly department: string;
  readonly by: string;
}

/** A statement for each month in which somebody came, handed in on the eighth of the next. */
export async function writeRemoteCare(
  trx: Transaction<Database>,
  county: DrawnCounty,
  { department, by }: Hands,
): Promise<void> {
  const { years, seed } = county.plan;
  const chance = new Chance(seed, 'remote care');
  const last: Month = `${years.last}-12`;
  for (let month: Month = `${years.first}-01`; month <= last; month = addMonths(month, 1)) {
    const lines = [...linesOf(county, chance, month), ...(month === last ? wrong(county, month) : [])];
    if (lines.length === 0) continue;
    const rows = [header, ...lines];
    const today: DateText = `${addMonths(month, 1)}-08`;
    const at = new Date(`${today}T02:00:00Z`);
    const bytes = Buffer.from(rows.map((cells) => `${cells.join(',')}\n`).join(''));
    const sheet = { name: '', rows: rows.map((cells, index) => ({ number: index + 1, cells })) };
    const content = { bytes, file: { ok: true, format: 'csv', sheets: [sheet] } } as const;
    const looked = await previewStatement(trx, { department, today, ...content, limit: 0 });
    if ('refusal' in looked) throw new Error(looked.refusal.message);
    const done = await importStatement(trx, {
      ...content,
      department,
      id: uuid7(at.getTime(), chance.bytes(10)),
      name: `异地就医清算单${month}.csv`,
      seen: looked.seen,
      by,
      at,
      today,
    });
    if ('refusal' in done) throw new Error(done.refusal.message);
  }
}

function linesOf({ plan, places }: DrawnCounty, chance: Chance, month: Month): readonly (readonly string[])[] {
  return places.institutions.flatMap(({ code, name, kind }) =>
    (courses[kind] ?? []).flatMap(({ insuredArea, visit, disease = '', manual, visits: mean, cost, paid }) => {
      const visits = chance.times(Math.round((mean * plan.people) / fullSize));
      if (visits === 0) return [];
      const total = Math.round((visits * cost * chance.between(9_000, 11_000)) / 10_000);
      const fund = multiplyFen(total, { numerator: paid, denominator: 100 });
      const channel = manual === true ? '非直接结算' : '直接结算';
      const when = month.replace('-', '');
      return [
        [code, name, when, insuredArea, visit, disease, channel, String(visits), formatYuan(total), formatYuan(fund)],
      ];
    }),
  );
}

/** An institution that nobody has registered, and a line without the disease. */
function wrong({ plan: { area }, places }: DrawnCounty, month: Month): readonly (readonly string[])[] {
  const when = month.replace('-', '');
  const [first] = places.institutions;
  return [
    [`H${area}90019`, '安康门诊部', when, coast, '普通门诊', '', '直接结算', '6', '912.00', '430.00'],
    [first?.code ?? '', first?.name ?? '', when, coast, '门诊慢特病', '', '直接结算', '2', '540.00', '324.00'],
  ];
}
