/**
 * The demonstration's procurement: for every project that buys equipment, software or services a plan, a contract and its
 * acceptances, and each booked voucher as a payment of it. What is published of a closed year is what was paid in it.
 */
import { type DateText, type Fen, fen, sumFen } from '@mingzhang/kernel';
import { type Chance } from '../office/invented-year/index.ts';
import {
  type Acceptance,
  acceptanceProblem,
  contractProblem,
  isMediumOrSmall,
  type ProcurementContract,
  type ProcurementPlan,
  type Purchase,
  paymentProblem,
  planProblem,
  purchases,
} from '../office/procurement/decide.ts';
import { type DemonstrationBooks, type DemonstrationVoucher } from './books.ts';
import { daysBefore, idsFrom } from './ids.ts';
import { demonstrationProjects } from './plan.ts';
import { supplierOf } from './suppliers.ts';
import { insertAll, type Persons, type Trx, writtenOn } from './write.ts';

interface Payment {
  readonly id: string;
  readonly contract: string;
  readonly voucher: string;
  readonly date: DateText;
  readonly amount: Fen;
}

export interface DemonstrationProcurement {
  readonly unit: string;
  readonly plans: readonly ProcurementPlan[];
  readonly contracts: readonly ProcurementContract[];
  readonly acceptances: readonly Acceptance[];
  readonly payments: readonly Payment[];
  /** Of the closed years. */
  readonly statistics: readonly {
    readonly id: string;
    readonly year: number;
    readonly purchase: Purchase;
    readonly amount: Fen;
  }[];
}

const kinds: Readonly<Record<string, { readonly purchase: Purchase; readonly name: string }>> = {
  30226: { purchase: 'services', name: '劳务服务' },
  30227: { purchase: 'services', name: '委托服务' },
  31002: { purchase: 'goods', name: '办公设备' },
  31007: { purchase: 'services', name: '软件开发' },
};

/** The procurement of a unit over its years. */
export function drawUpProcurement(
  { unit, years, plans, vouchers }: DemonstrationBooks,
  today: DateText,
  chance: Chance,
): DemonstrationProcurement {
  const newId = idsFrom(chance);
  const out = { plans: [] as ProcurementPlan[], contracts: [] as ProcurementContract[] };
  const acceptances: Acceptance[] = [];
  const payments: (Payment & { readonly purchase: Purchase })[] = [];
  for (const { year, spending } of plans) {
    for (const { economyCode, project, amount } of spending) {
      const kind = kinds[economyCode];
      const supplier = supplierOf(unit.id, economyCode, year);
      const paid = vouchers.filter((one) => isOf(one, year, economyCode, project));
      const [first] = paid;
      if (kind === undefined || supplier === null || first === undefined) continue;
      const name = `${projectName(project)}${kind.name}`;
      const begun: DateText = `${year}-01-02`;
      const before = daysBefore(first.voucher.date, 5 + chance(15));
      const signedOn = before < begun ? begun : before;
      const plan: ProcurementPlan = {
        id: newId(begun),
        year,
        name,
        purchase: kind.purchase,
        amount: fen(Math.ceil(amount / 100_000) * 100_000),
        reserved: isMediumOrSmall(supplier.size) ? 'whole' : 'none',
        document: `禾采备〔${year}〕${out.plans.length + 1}号`,
      };
      const contract: ProcurementContract = {
        id: newId(signedOn),
        plan: plan.id,
        number: `HT${year}-${unit.id === 'demo-bureau' ? '1' : '2'}${String(out.contracts.length + 1).padStart(3, '0')}`,
        name: `${name}合同`,
        supplier: supplier.name,
        supplierSize: supplier.size,
        signedOn,
        amount,
        deposit: 0,
      };
      const days = { today, closed: null };
      accept(planProblem(plan));
      accept(contractProblem(contract, { ...days, plan, contracted: 0, numberTaken: false }));
      out.plans.push(plan);
      out.contracts.push(contract);
      let done = 0;
      for (const one of paid) {
        const { date } = one.voucher;
        const part = sumFen(one.lines.map((line) => line.amount));
        const acceptance: Acceptance = {
          id: newId(date),
          contract: contract.id,
          date,
          amount: part,
          report: `验收单${contract.number}-${acceptances.filter((each) => each.contract === contract.id).length + 1}`,
        };
        accept(acceptanceProblem(acceptance, { ...days, contract, accepted: done }));
        acceptances.push(acceptance);
        if (one.state === 'booked') {
          const id = newId(date);
          const facts = { contract, paid: done, accepted: done + part, voucher: { amount: part, tied: 0 } };
          accept(paymentProblem(id, part, facts));
          const payment = { id, contract: contract.id, voucher: one.voucher.id, date, amount: part };
          payments.push({ ...payment, purchase: kind.purchase });
        }
        done += part;
      }
    }
  }
  const closed = years.slice(0, -1);
  const statistics = closed.flatMap((year) =>
    purchases.map((purchase) => {
      const own = payments.filter((one) => one.purchase === purchase && one.date.startsWith(`${year}-`));
      return { id: newId(`${year}-12-31`), year, purchase, amount: sumFen(own.map(({ amount }) => amount)) };
    }),
  );
  return { unit: unit.id, ...out, acceptances, payments, statistics };
}

function accept(problem: { readonly refusal: { readonly message: string } } | null): void {
  if (problem !== null) throw new Error(problem.refusal.message);
}

function isOf(
  { voucher, lines }: DemonstrationVoucher,
  year: number,
  economyCode: string,
  project: string | undefined,
): boolean {
  const [first] = lines;
  return (
    voucher.date.startsWith(`${year}-`) &&
    first?.dimensions.economyCode === economyCode &&
    first.dimensions.project === project
  );
}

function projectName(code: string | undefined): string {
  return demonstrationProjects.find((one) => one.code === code)?.name ?? '机关';
}

/** Writes plans, contracts, acceptances, payments and what was published. */
export async function writeProcurement(
  trx: Trx,
  { unit, plans, contracts, acceptances, payments, statistics }: DemonstrationProcurement,
  { maker }: Persons,
): Promise<void> {
  const made = (date: DateText) => ({ unit_id: unit, made_by: maker, made_at: writtenOn(date, 10) });
  await insertAll(
    trx,
    'procurement_plan',
    plans.map((plan) => ({ ...plan, ...made(`${plan.year}-01-02`) })),
  );
  await insertAll(
    trx,
    'procurement_contract',
    contracts.map(({ id, plan, number, name, supplier, supplierSize, signedOn, amount, deposit }) => {
      const firm = { supplier, supplier_size: supplierSize, signed_on: signedOn };
      return { id, plan_id: plan, number, name, ...firm, amount, deposit, ...made(signedOn) };
    }),
  );
  await insertAll(
    trx,
    'procurement_acceptance',
    acceptances.map(({ id, contract, date, amount, report }) => {
      return { id, contract_id: contract, date, amount, report, ...made(date) };
    }),
  );
  await insertAll(
    trx,
    'procurement_payment',
    payments.map(({ id, contract, voucher, date, amount }) => {
      return { id, contract_id: contract, voucher_id: voucher, amount, ...made(date) };
    }),
  );
  await insertAll(
    trx,
    'procurement_statistic',
    statistics.map(({ id, year, purchase, amount }) => {
      const document = `${year}年政府采购信息统计报表`;
      return { id, year, purchase, amount, explanation: '', document, ...made(`${year}-12-31`) };
    }),
  );
  if (unit === 'demo-bureau') await writeBuilding(trx, statistics, made);
}

/** Rooms that another office had repaired for the bureau: the area is under control, the money is not in these books. */
async function writeBuilding(
  trx: Trx,
  statistics: DemonstrationProcurement['statistics'],
  made: (date: DateText) => { readonly unit_id: string; readonly made_by: string; readonly made_at: string },
): Promise<void> {
  const [first] = statistics;
  if (first === undefined) return;
  const date: DateText = `${first.year + 1}-03-20`;
  const areas = { area_approved: 62_000, area_actual: 61_850, investment_approved: 0, investment_actual: 0 };
  const building = { id: first.id, name: '业务用房维修（机关事务服务中心实施）', year: first.year + 1, ...areas };
  await insertAll(trx, 'building_project', [
    { ...building, document: `禾发改〔${first.year + 1}〕9号`, ...made(date) },
  ]);
}
