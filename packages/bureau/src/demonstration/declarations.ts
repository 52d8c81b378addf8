/**
 * What the demonstration's people declare while no duty computes it: the business figures of the closed years, drawn up by one and
 * checked by another with a sheet that shows them, and – stored – what the department came to in the year before its books began.
 * Amounts that the books know too are taken from the books.
 */
import { createHash } from 'node:crypto';
import { addFen, type DateText, type Fen, formatYuan, multiplyFen, yearOf } from '@mingzhang/kernel';
import { computedFigures } from '../catalogue.ts';
import { type Coordinates, coordinateText, declaredProblem, figureNamed } from '../figures/index.ts';
import { type PlannedSpending } from '../office/invented-year/index.ts';
import { type DemonstrationBooks } from './books.ts';
import { type DemonstrationBudget } from './budget.ts';
import { type NewIdOn } from './ids.ts';
import { demonstrationProjects } from './plan.ts';
import { type DemonstrationRegisters } from './registers.ts';
import { insertAll, type Trx, writtenOn } from './write.ts';

export interface DemonstrationRooms {
  readonly books: DemonstrationBooks;
  readonly budget: DemonstrationBudget;
  readonly registers: DemonstrationRegisters;
}

interface Stated {
  readonly figure: string;
  readonly at: Coordinates;
  readonly value: string;
}

interface Sheet {
  readonly register: string;
  readonly year: number;
  readonly kind: 'declared' | 'stored';
  readonly stated: readonly Stated[];
}

/** So many in the year before the books, and how many thousandths more or fewer every year. */
type Course = readonly [figure: string, at: Coordinates, value: number, growth: number];

/** Counts by the register that they are read from. */
const courses: Readonly<Record<string, readonly Course[]>> = {
  参保登记台账: [
    ['insured-persons', { scheme: 'resident' }, 182_460, -6],
    ['insured-persons', { scheme: 'employee' }, 21_730, 18],
    ['persons-to-enrol', {}, 210_900, -4],
    ['permanent-population', {}, 221_300, -5],
    ['enrolment-task', {}, 203_500, -4],
    ['insured-employers', {}, 486, 15],
  ],
  医疗救助台账: [
    ['assisted-enrolment-persons', { category: 'destitute' }, 1_132, -12],
    ['assisted-enrolment-persons', { category: 'subsistence-allowance' }, 6_480, 9],
    ['assisted-enrolment-persons', { category: 'monitored' }, 2_310, -20],
    ['subsidy-entitled-persons', { category: 'destitute' }, 1_132, -12],
    ['subsidy-entitled-persons', { category: 'subsistence-allowance' }, 6_480, 9],
    ['subsidy-entitled-persons', { category: 'monitored' }, 2_310, -20],
    ['hardship-persons', {}, 10_480, -4],
    ['hardship-enrolled-persons', {}, 10_467, -4],
  ],
  异地就医结算台账: [
    ['direct-settled-cost', {}, 46_820_000, 84],
    ['remote-care-cost', {}, 56_140_000, 66],
    ['remote-registrations', {}, 5_360, 71],
  ],
  支付方式改革台账: [
    ['inpatient-institutions', {}, 19, 0],
    ['dip-institutions', {}, 16, 60],
  ],
  药品耗材采购台账: [
    ['procured-amount', { goods: 'drug' }, 9_430_000, 45],
    ['procured-amount-former-prices', { goods: 'drug' }, 21_650_000, 43],
    ['procuring-institutions', {}, 41, 12],
  ],
  基金监管台账: [
    ['recovered-amount', { means: 'rectification' }, 486_200, 62],
    ['recovered-amount', { means: 'case' }, 198_400, 48],
    ['recovered-amount', { means: 'self-examination' }, 152_700, 75],
    ['recovered-amount', { means: 'intelligent-review' }, 87_300, 110],
    ['fines', {}, 164_000, 35],
    ['cases-filed', {}, 27, 40],
    ['penalised-institutions', {}, 22, 30],
    ['penalty-cases', {}, 23, 35],
    ['clues-transferred', {}, 6, 90],
    ['third-party-checked-institutions', {}, 34, 40],
    ['self-examination-rounds', {}, 2, 0],
  ],
  定点医药机构台账: [
    ['designated-village-clinics', {}, 214, 8],
    ['village-clinics', {}, 226, 0],
    ['institutions-of-level', { 'institution-level': 'primary' }, 16, 0],
    ['institutions-of-level', { 'institution-level': 'secondary' }, 3, 0],
    ['pooled-outpatient-institutions', { 'institution-level': 'primary' }, 14, 45],
    ['pooled-outpatient-institutions', { 'institution-level': 'secondary' }, 3, 0],
    ['remote-outpatient-institutions', { 'institution-level': 'primary' }, 11, 70],
    ['remote-outpatient-institutions', { 'institution-level': 'secondary' }, 3, 0],
  ],
  经办服务台账: [
    ['townships', {}, 14, 0],
    ['villages', {}, 168, 0],
    ['delegated-places', {}, 158, 40],
    ['delegated-matters', {}, 18, 60],
    ['matters-handled', { channel: 'online' }, 38_640, 120],
    ['matters-handled', { channel: 'offline' }, 47_210, -48],
    ['grassroots-handled', {}, 31_480, 55],
    ['ratings', {}, 24_860, 35],
    ['good-ratings', {}, 24_712, 36],
    ['hall-matters', {}, 28, 0],
    ['fiscally-supported-persons', {}, 3_260, 4],
    ['health-checked-persons', {}, 3_118, 9],
  ],
  宣传培训台账: [
    ['brochures', {}, 42_000, 30],
    ['publicity-campaigns', {}, 12, 80],
  ],
  满意度调查: [
    ['survey-answers', { project: 'special-work' }, 412, 20],
    ['survey-satisfied', { project: 'special-work' }, 391, 22],
    ['survey-answers', { project: 'health-check' }, 318, 10],
    ['survey-satisfied', { project: 'health-check' }, 303, 12],
  ],
};

/** Wholes that are the sum of their parts; the other dimensions of the parts have no whole of their own. */
const wholes: ReadonlySet<string> = new Set([
  'insured-persons',
  'assisted-enrolment-persons',
  'subsidy-entitled-persons',
  'procured-amount',
  'procured-amount-former-prices',
  'recovered-amount',
  'institutions-of-level',
  'pooled-outpatient-institutions',
  'remote-outpatient-institutions',
  'matters-handled',
  'survey-answers',
  'survey-satisfied',
]);

/** What a year's counts are: each grown from the start, with the whole of those that are stated in parts. */
function counted(rows: readonly Course[], years: number): readonly Stated[] {
  const stated = rows.map(([figure, at, value, growth]) => ({ figure, at, value: grown(value, growth, years) }));
  const sums = [...Map.groupBy(stated, ({ figure }) => figure)]
    .filter(([figure]) => wholes.has(figure))
    .map(([figure, own]) => ({ figure, at: {}, value: own.reduce((sum, one) => sum + one.value, 0) }));
  return [...stated, ...sums].map(({ figure, at, value }) => {
    return { figure, at, value: figureNamed(figure)?.unit === '元' ? `${value}.00` : String(value) };
  });
}

function grown(value: number, growth: number, years: number): number {
  let now = value;
  for (let year = 0; year < years; year += 1) now += Math.round((now * growth) / 1_000);
  return now;
}

/** Sums of amounts by where they stand. */
class Sums {
  private readonly sums = new Map<string, { readonly figure: string; readonly at: Coordinates; amount: Fen }>();

  add(figure: string, at: Coordinates, amount: Fen): void {
    const key = `${figure} ${coordinateText(at)}`;
    const known = this.sums.get(key);
    if (known === undefined) this.sums.set(key, { figure, at, amount });
    else known.amount = addFen(known.amount, amount);
  }

  stated(): readonly Stated[] {
    return [...this.sums.values()].map(({ figure, at, amount }) => ({ figure, at, value: formatYuan(amount) }));
  }
}

/** 210, 21015 and 2101501. */
function itemAndAbove(code: string): readonly string[] {
  return [3, 5, 7].map((length) => code.slice(0, length));
}

/** Budgets of a year by item and by project, from the documents. */
function budgeted(rooms: readonly DemonstrationRooms[], year: number): readonly Stated[] {
  const sums = new Sums();
  for (const { documents } of rooms.map(({ budget }) => budget)) {
    for (const { kind, lines } of documents.filter((one) => one.year === year)) {
      for (const { functionCode, project, amount } of lines) {
        const known = demonstrationProjects.find(({ code }) => code === project);
        const figures = kind === 'start' ? ['start-budget', 'annual-budget'] : ['annual-budget'];
        for (const figure of figures) {
          sums.add(figure, {}, amount);
          for (const item of itemAndAbove(functionCode)) sums.add(figure, { item }, amount);
          const ofProject = figure === 'start-budget' ? 'project-start-budget' : 'project-budget';
          if (known?.kind !== 'specific') continue;
          sums.add(ofProject, {}, amount);
          sums.add(ofProject, { project: known.topic }, amount);
        }
        const running = known?.kind === 'public-running' && known.unit === 'demo-bureau';
        if (running) sums.add('running-cost-budget', {}, amount);
      }
    }
  }
  return sums.stated();
}

/** Money that went from the department's books into the funds. */
function subsidised(rooms: readonly DemonstrationRooms[], year: number): readonly Stated[] {
  const sums = new Sums();
  for (const { budget } of rooms) {
    for (const { lines } of budget.documents.filter((one) => one.year === year && one.kind !== 'carry-over')) {
      for (const { project, level, amount } of lines) {
        if (project === 'XM-JMBZ') {
          sums.add('fund-subsidy-paid', {}, amount);
          sums.add('fund-subsidy-paid', { scheme: 'resident', level }, amount);
        }
      }
    }
  }
  return sums.stated();
}

/** Who took part in what the registers have. */
function attended(rooms: readonly DemonstrationRooms[], year: number): readonly Stated[] {
  const records = rooms
    .flatMap(({ registers }) => registers.records)
    .map(({ record }) => record)
    .filter(({ date }) => date.startsWith(`${year}-`));
  const persons = (register: string): number =>
    records.reduce((sum, one) => sum + (one.register === register && 'persons' in one ? one.persons : 0), 0);
  const held = records.filter(({ register }) => register === 'meeting' || register === 'training').length;
  return [
    { figure: 'meeting-participants', at: {}, value: String(persons('meeting')) },
    { figure: 'training-participants', at: {}, value: String(persons('training')) },
    { figure: 'meetings-and-trainings', at: {}, value: String(held) },
  ];
}

const threePublic: Readonly<Record<string, string>> = { 30217: 'reception', 30231: 'vehicle-running' };

/** What the year before the first came to: a little less of everything, and nothing carried over. */
function yearBefore(rooms: readonly DemonstrationRooms[]): readonly Stated[] {
  const sums = new Sums();
  for (const { books } of rooms) {
    for (const line of books.plans[0]?.spending ?? []) {
      const amount = multiplyFen(line.amount, { numerator: 965, denominator: 1_000 });
      addSpending(sums, line, amount, books.unit.nature === 'administrative');
    }
  }
  return sums.stated();
}

function addSpending(sums: Sums, line: PlannedSpending, amount: Fen, administrative: boolean): void {
  const { functionCode, economyCode, spending, source } = line;
  const fiscal = source === 'general-public-budget';
  sums.add('accounts-total', {}, amount);
  sums.add('income-final', {}, amount);
  sums.add('income-final', { income: fiscal ? 'fiscal' : 'other' }, amount);
  sums.add('expenditure-final', {}, amount);
  sums.add('expenditure-final', { kind: spending }, amount);
  if (!fiscal) return;
  sums.add('fiscal-accounts-total', {}, amount);
  sums.add('general-expenditure-final', {}, amount);
  for (const item of itemAndAbove(functionCode)) sums.add('general-expenditure-final', { item }, amount);
  const part = threePublic[economyCode];
  if (part !== undefined) {
    sums.add('three-public-final', {}, amount);
    sums.add('three-public-final', { part }, amount);
    if (part === 'vehicle-running') sums.add('three-public-final', { part: 'vehicles' }, amount);
  }
  if (economyCode === '30215') sums.add('meeting-cost-final', {}, amount);
  if (economyCode === '30216') sums.add('training-cost-final', {}, amount);
  if (spending !== 'basic') return;
  const running = /^3(?:02|10)/.test(economyCode);
  sums.add('basic-expenditure-final', {}, amount);
  sums.add('basic-expenditure-final', { group: running ? 'running' : 'personnel' }, amount);
  if (running && administrative) sums.add('running-cost-final', {}, amount);
}

/** Sheets of all closed years and of the one before. */
export function drawUpDeclarations(rooms: readonly DemonstrationRooms[]): readonly Sheet[] {
  const years = rooms[0]?.books.years.slice(0, -1) ?? [];
  const [first = 0] = years;
  const before = first - 1;
  const counts = [before, ...years].flatMap((year) =>
    Object.entries(courses).map(
      ([register, rows]): Sheet => ({ register, year, kind: 'declared', stated: counted(rows, year - before) }),
    ),
  );
  const ofBooks = years.flatMap((year): readonly Sheet[] => [
    { register: '预算指标账', year, kind: 'declared', stated: budgeted(rooms, year) },
    { register: '社会保障基金财政专户', year, kind: 'declared', stated: subsidised(rooms, year) },
    { register: '会议培训台账', year, kind: 'declared', stated: attended(rooms, year) },
  ]);
  const stored: Sheet = { register: `${before}年度部门决算`, year: before, kind: 'stored', stated: yearBefore(rooms) };
  return [...counts, ...ofBooks, stored];
}

interface Signed {
  readonly maker: string;
  readonly checker: string;
}

/** Writes the sheets as attachments and what they say as checked values. Figures that a duty computes are left to it. */
export async function writeDeclarations(
  trx: Trx,
  sheets: readonly Sheet[],
  persons: { readonly declared: Signed; readonly stored: Signed },
  newId: NewIdOn,
): Promise<void> {
  const computed = new Set(computedFigures().map(({ figure }) => figure));
  const attachments: Record<string, string>[] = [];
  const rows: Record<string, string | number | null>[] = [];
  for (const { register, year, kind, stated } of sheets) {
    const { maker, checker } = persons[kind];
    const wanted = stated.filter(({ figure }) => kind === 'stored' || !computed.has(figure));
    if (wanted.length === 0) continue;
    const text = wanted.map((one) => `${termOf(one.figure)}\t${coordinateText(one.at)}\t${one.value}\n`).join('');
    const bytes = Buffer.from(`${register}（${year}年）\n${text}`, 'utf8');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const day: DateText = `${year + 1}-01-15`;
    attachments.push({
      sha256,
      name: `${year}年${register}.txt`,
      media_type: 'text/plain',
      bytes: `\\x${bytes.toString('hex')}`,
      added_by: maker,
      added_at: writtenOn(day),
    });
    for (const one of wanted)
      rows.push(declarationOf(one, { register, year, kind, sha256, maker, checker, day }, newId));
  }
  await insertAll(trx, 'attachment', attachments);
  await insertAll(trx, 'figure_declaration', rows);
}

function termOf(id: string): string {
  return figureNamed(id)?.term ?? id;
}

interface Sheeted extends Signed, Omit<Sheet, 'stated'> {
  readonly sha256: string;
  readonly day: DateText;
}

function declarationOf({ figure: id, at, value }: Stated, sheet: Sheeted, newId: NewIdOn) {
  const { register, year, kind, sha256, maker, checker, day } = sheet;
  const figure = figureNamed(id);
  if (figure === null) throw new Error(`no figure ${id}`);
  const end: DateText = `${year}-12-31`;
  const survey = figure.survey === true ? { sample: 450, date: `${year}-11-20`, form: '现场问卷' } : undefined;
  const problem = declaredProblem(
    {
      figure: id,
      at,
      area: '',
      period: { from: `${year}-01-01`, to: end },
      cutOff: { kind: 'year-end', date: end },
      value,
      denominator: null,
      sourceRegister: register,
      ...(survey === undefined ? {} : { survey }),
      attachmentHash: sha256,
      maker,
      checker,
    },
    figure,
    () => false,
  );
  if (problem !== null) throw new Error(`${yearOf(end)} ${id} ${coordinateText(at)}: ${problem}`);
  return {
    department_id: 'demo',
    id: newId(day),
    kind,
    figure: id,
    coordinates: coordinateText(at),
    period_from: `${year}-01-01`,
    period_to: end,
    cut_off_kind: 'year-end',
    cut_off_date: end,
    value,
    source_register: register,
    attachment: sha256,
    survey_sample: survey?.sample ?? null,
    survey_date: survey?.date ?? null,
    survey_form: survey?.form ?? null,
    made_by: maker,
    made_at: writtenOn(day),
    checked_by: checker,
    checked_at: writtenOn(day, 10),
  };
}
