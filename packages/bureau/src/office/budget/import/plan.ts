/**
 * What an export would change, decided row by row before anything is written: rows become documents or payments, each is compared
 * with what is recorded (new, the same, changed) and held to the same rules as one that a person enters. With one error nothing
 * is imported.
 *
 * What the finance system has changed since is imported as a correction that names the recorded document or payment.
 */
import { type Sheet } from '@mingzhang/documents';
import { type DateText, type Fen, formatYuan, sumFen } from '@mingzhang/kernel';
import {
  type BudgetDocument,
  type BudgetLine,
  type DocumentFacts,
  documentContentRefusal,
  movementsOf,
  type RecordedDocument,
} from '../decide/document.ts';
import { balanceProblem } from '../decide/lines.ts';
import {
  type PaymentFacts,
  type PaymentLine,
  paidMovements,
  paymentContentRefusal,
  type RecordedPayment,
  type RecordedReservation,
  type TreasuryPayment,
} from '../decide/payment.ts';
import { type Amounts } from '../decide/position.ts';
import { decideProject } from '../decide/project.ts';
import { documentKindNames, documentKinds, itemKey, type Movement, type Project } from '../item.ts';
import { type BudgetRefusal, type Refused, refuse } from '../refusals.ts';
import { blocks, type RowProblem } from './problems.ts';
import { type DocumentRow, type PaymentRow, readDocumentRows, readPaymentRows } from './rows.ts';
import { type FoundTable, findTable, type ImportKind, type Mapping } from './table.ts';

export interface ImportFacts {
  readonly unitName: string;
  readonly year: number;
  readonly today: DateText;
  readonly projects: readonly Project[];
  /** All documents of the year. */
  readonly documents: readonly RecordedDocument[];
  /** All payments of the year. */
  readonly payments: readonly RecordedPayment[];
  /** What is still set aside this year. */
  readonly reservations: readonly RecordedReservation[];
  readonly positions: ReadonlyMap<string, Amounts>;
  readonly newId: () => string;
}

/** A recorded one that the export has otherwise. */
export interface Changed<Thing> {
  readonly before: Thing;
  readonly after: Thing;
  readonly row: number;
}

export interface ItemSum {
  readonly functionCode: string;
  readonly rows: number;
  readonly amount: Fen;
}

export interface ImportPlan {
  readonly table: FoundTable;
  readonly problems: readonly RowProblem[];
  /** Of all rows that could be read. */
  readonly sums: readonly ItemSum[];
  readonly total: Fen;
  readonly projects: readonly Project[];
  readonly documents: Differences<BudgetDocument>;
  readonly payments: Differences<TreasuryPayment>;
  /** Reservations that the new payments use up. */
  readonly ends: readonly { readonly id: string; readonly paymentId: string }[];
}

interface Differences<Thing> {
  readonly added: readonly Thing[];
  readonly changed: readonly Changed<Thing>[];
  readonly unchanged: number;
}

export const noDifferences = { added: [], changed: [], unchanged: 0 } as const;

/** Plans the import of a file, or says why it cannot even be looked at row by row. */
export function planImport(
  sheets: readonly Sheet[],
  kind: ImportKind,
  mapping: Mapping,
  facts: ImportFacts,
): { readonly outcome: 'planned'; readonly plan: ImportPlan } | Refused {
  const found = findTable(sheets, kind, mapping);
  if (found.outcome === 'refused') return found;
  const { table } = found;
  if (table.rows.length === 0) {
    return refuse(
      'import-rows-missing',
      `第${table.headerRow}行是表头，下面没有数据行，没有可导入的。请核对导出的条件。`,
    );
  }
  const plan = kind === 'documents' ? planDocuments(table, facts) : planPayments(table, facts);
  return { outcome: 'planned', plan: { ...plan, problems: inOrder(plan.problems, table) } };
}

/** As a person goes through the file: by row, and from left to right. */
function inOrder(problems: readonly RowProblem[], { columns }: FoundTable): readonly RowProblem[] {
  const place = new Map(columns.map(({ header, index }) => [header, index ?? 0]));
  const placeOf = ({ column }: RowProblem): number => place.get(column ?? '') ?? Number.MAX_SAFE_INTEGER;
  return problems.toSorted((a, b) => a.row - b.row || placeOf(a) - placeOf(b));
}

/** True if the plan can be carried out. */
export function isFaultless({ problems }: ImportPlan): boolean {
  return !problems.some(blocks);
}

function planDocuments(table: FoundTable, facts: ImportFacts): ImportPlan {
  const read = readDocumentRows(table, facts.unitName);
  const problems = [...read.problems];
  const projects = planProjects(read.rows, facts, problems);
  const known = [...facts.projects, ...projects];
  // One document for each number and kind; those that give before those that take.
  const groups = [...Map.groupBy(read.rows, ({ kind, number }) => `${kind} ${number}`).values()].sort(
    ([a], [b]) => documentKinds.indexOf(a?.kind ?? 'start') - documentKinds.indexOf(b?.kind ?? 'start'),
  );
  const byNumber = Map.groupBy(facts.documents, ({ kind, number }) => `${kind} ${number}`);
  const added: BudgetDocument[] = [];
  const changed: Changed<BudgetDocument>[] = [];
  const moved: Moved[] = [];
  let unchanged = 0;
  for (const rows of groups) {
    const [first] = rows;
    if (first === undefined || !agree(rows, problems, ['date', 'centrallyHeld'], `《${first.number}》`)) continue;
    const candidates = byNumber.get(`${first.kind} ${first.number}`) ?? [];
    const recorded = candidates.find(({ state }) => state === 'approved') ?? null;
    const document: BudgetDocument = {
      id: facts.newId(),
      year: facts.year,
      kind: first.kind,
      number: first.number,
      date: first.date,
      text: recorded?.text ?? first.text,
      centrallyHeld: first.centrallyHeld,
      corrects: recorded?.id ?? null,
      lines: rows.map(budgetLineOf),
    };
    if (recorded !== null && documentSubstance(recorded) === documentSubstance(document)) {
      unchanged += 1;
      continue;
    }
    const content = documentContentRefusal(
      {
        unitKnown: true,
        today: facts.today,
        projects: known,
        recorded: candidates,
        positions: facts.positions,
      } satisfies DocumentFacts,
      document,
    );
    if (content !== null) {
      // A project that is not there has been told of at the row that first names it.
      if (content.refusal.id === 'project-unknown') continue;
      problems.push(refusedRow(first.row, `${documentKindNames[first.kind]}《${first.number}》`, content.refusal));
      continue;
    }
    if (recorded === null) added.push(document);
    else changed.push({ before: recorded, after: document, row: first.row });
    moved.push({
      rows,
      movements: [...takenBack(recorded === null ? [] : movementsOf(recorded)), ...movementsOf(document)],
    });
  }
  problems.push(...balanceProblems(moved, known, facts.positions));
  return {
    table,
    problems,
    ...sumsOf(read.rows),
    projects,
    documents: { added, changed, unchanged },
    payments: noDifferences,
    ends: [],
  };
}

function planPayments(table: FoundTable, facts: ImportFacts): ImportPlan {
  const read = readPaymentRows(table, facts.unitName);
  const problems = [...read.problems];
  const known = new Set(facts.projects.map(({ code }) => code));
  for (const { row, project } of read.rows) {
    if (known.has(project.code)) continue;
    problems.push({
      id: 'project-undescribed',
      row,
      column: headerOf(table, 'project'),
      value: project.code,
      message: `项目库没有编码为“${project.code}”的项目。请先导入指标或在项目库登记，再导入支付。`,
    });
  }
  // One payment for each number; rows below zero under the same number are its refund.
  const keyOf = (number: string, refund: boolean): string => `${refund ? '退' : '付'} ${number}`;
  const groups = [...Map.groupBy(read.rows, ({ number, amount }) => keyOf(number, amount < 0)).values()].sort(
    ([a], [b]) => Number((a?.amount ?? 0) < 0) - Number((b?.amount ?? 0) < 0),
  );
  const current = facts.payments.filter(({ corrected }) => !corrected);
  const recordedBy = new Map(current.map((payment) => [keyOf(payment.number, payment.refunds !== null), payment]));
  const refundsOf = Map.groupBy(
    current.filter(({ refunds }) => refunds !== null),
    ({ refunds }) => refunds,
  );
  const numberOf = new Map(facts.payments.map(({ id, number }) => [id, number]));
  const held = Map.groupBy(
    facts.reservations.filter(({ ended }) => !ended),
    ({ orderNumber }) => orderNumber,
  );
  const added: TreasuryPayment[] = [];
  const changed: Changed<TreasuryPayment>[] = [];
  const ends: { id: string; paymentId: string }[] = [];
  const moved: Moved[] = [];
  let unchanged = 0;
  for (const rows of groups) {
    const [first] = rows;
    if (first === undefined) continue;
    const fields = ['date', 'payee', 'kind', 'orderNumber', 'original'] as const;
    if (!agree(rows, problems, fields, `支付凭证${first.number}`)) continue;
    const refund = first.amount < 0;
    const recorded = recordedBy.get(keyOf(first.number, refund)) ?? null;
    const original = refund ? recordedBy.get(keyOf(first.original ?? first.number, false)) : undefined;
    if (refund && original === undefined) {
      problems.push({
        id: 'original-unclear',
        row: first.row,
        column: headerOf(table, 'amount'),
        value: formatYuan(first.amount),
        message: `退回${formatYuan(-first.amount)}元，但不知退的是哪一笔：没有支付凭证${first.original ?? first.number}。请补上原支付凭证号，或先导入原支付。`,
      });
      continue;
    }
    const payment: TreasuryPayment = {
      id: facts.newId(),
      year: facts.year,
      number: first.number,
      date: first.date,
      kind: first.kind,
      payee: first.payee,
      text: recorded?.text ?? first.text,
      orderNumber: first.orderNumber,
      refunds: original?.id ?? null,
      corrects: recorded?.id ?? null,
      lines: rows.map(paymentLineOf),
    };
    if (recorded !== null && paymentSubstance(recorded, numberOf) === paymentSubstance(payment, numberOf)) {
      unchanged += 1;
      continue;
    }
    const recordedHere = [recorded, original, ...(original === undefined ? [] : (refundsOf.get(original.id) ?? []))];
    const content = paymentContentRefusal(
      {
        unitKnown: true,
        today: facts.today,
        projects: facts.projects,
        recorded: recordedHere.filter((one) => one != null),
        reservations: [],
        positions: facts.positions,
      } satisfies PaymentFacts,
      payment,
    );
    if (content !== null) {
      // A project that is not there has been told of row by row.
      if (content.refusal.id !== 'project-unknown') {
        problems.push(refusedRow(first.row, `支付凭证${first.number}`, content.refusal));
      }
      continue;
    }
    if (recorded === null) added.push(payment);
    else changed.push({ before: recorded, after: payment, row: first.row });
    // Later rows of the file may refund what this one pays.
    const standing: RecordedPayment = { ...payment, corrected: false, voucherId: null };
    recordedBy.set(keyOf(payment.number, refund), standing);
    numberOf.set(payment.id, payment.number);
    if (payment.refunds !== null) {
      const earlier = (refundsOf.get(payment.refunds) ?? []).filter(({ id }) => id !== payment.corrects);
      refundsOf.set(payment.refunds, [...earlier, standing]);
    }
    const freed = refund || payment.orderNumber === null ? [] : (held.get(payment.orderNumber) ?? []);
    if (payment.orderNumber !== null) held.delete(payment.orderNumber);
    ends.push(...freed.map(({ id }) => ({ id, paymentId: payment.id })));
    moved.push({
      rows,
      movements: [
        ...freed.flatMap((reservation) => reservedBack(reservation)),
        ...takenBack(recorded === null ? [] : paidMovements(recorded)),
        ...paidMovements(payment),
      ],
    });
  }
  problems.push(...balanceProblems(moved, facts.projects, facts.positions));
  return {
    table,
    problems,
    ...sumsOf(read.rows),
    projects: [],
    documents: noDifferences,
    payments: { added, changed, unchanged },
    ends,
  };
}

/** The projects that the rows name and the library lacks, where the rows describe them. */
function planProjects(rows: readonly DocumentRow[], facts: ImportFacts, problems: RowProblem[]): readonly Project[] {
  const known = new Map(facts.projects.map((project) => [project.code, project]));
  const planned: Project[] = [];
  const told = new Set<string>();
  const add = (draft: Project, row: number): void => {
    const projects = [known.get(draft.code), known.get(draft.parent ?? '')].filter((one) => one !== undefined);
    const decision = decideProject({ unitKnown: true, projects, parentHasBudget: false }, draft);
    if (decision.outcome === 'refused') {
      problems.push(refusedRow(row, `项目“${draft.name}”`, decision.refusal));
      return;
    }
    known.set(draft.code, draft);
    planned.push(draft);
  };
  for (const { row, project, projectKind, parent, functionCode } of rows) {
    if (known.has(project.code) || told.has(project.code)) continue;
    told.add(project.code);
    if (projectKind === null || project.name === '') {
      problems.push({
        id: 'project-undescribed',
        row,
        column: null,
        value: project.code,
        message: `项目库没有编码为“${project.code}”的项目，文件里也没有它的名称和类别，无法自动登记。请先在项目库登记。`,
      });
      continue;
    }
    const shared = { kind: projectKind, firstYear: facts.year, lastYear: null, topic: null };
    if (parent !== null && parent.code !== project.code && !known.has(parent.code)) {
      add({ ...shared, code: parent.code, name: parent.name || parent.code, parent: null, functionCode: null }, row);
    }
    const above = parent === null || parent.code === project.code ? null : parent.code;
    add({ ...shared, code: project.code, name: project.name, parent: above, functionCode }, row);
  }
  return planned;
}

/** True if the rows of one document or payment say the same in the fields that it has once; else a problem is told. */
function agree<Row extends DocumentRow | PaymentRow>(
  rows: readonly Row[],
  problems: RowProblem[],
  fields: readonly (keyof Row)[],
  what: string,
): boolean {
  const [first, ...rest] = rows;
  if (first === undefined) return true;
  const other = rest.find((row) => fields.some((field) => row[field] !== first[field]));
  if (other === undefined) return true;
  const field = fields.find((name) => other[name] !== first[name]);
  problems.push({
    id: 'rows-disagree',
    row: other.row,
    column: null,
    value: field === undefined ? null : String(other[field] ?? ''),
    message: `${what}的第${first.row}行和第${other.row}行不一致（${String(first[field ?? 'date'] ?? '')}，${String(other[field ?? 'date'] ?? '')}）。同一份的各行应当相同，请改正其中一行。`,
  });
  return false;
}

interface Moved {
  readonly rows: readonly { readonly row: number }[];
  readonly movements: readonly Movement[];
}

/**
 * Where an item would go below zero when everything is done: told at the rows that take from it, the last first, for they are the
 * likeliest to be wrong. The order within the file does not matter.
 */
function balanceProblems(
  moved: readonly Moved[],
  projects: readonly Project[],
  positions: ReadonlyMap<string, Amounts>,
): readonly RowProblem[] {
  const byItem = Map.groupBy(
    moved.flatMap(({ rows, movements }) => movements.map((movement) => ({ rows, movement }))),
    ({ movement }) => itemKey(movement),
  );
  const problems: RowProblem[] = [];
  for (const of of byItem.values()) {
    const problem = balanceProblem(
      { positions, projects },
      of.map(({ movement }) => movement),
    );
    if (problem === null) continue;
    const [id, message] = problem;
    const taking = of.filter(({ movement: { kind, amount } }) => (kind === 'paid' ? amount > 0 : amount < 0));
    const last = (taking.at(-1) ?? of.at(-1))?.rows[0]?.row ?? 0;
    problems.push(refusedRow(last, '整个文件导入后', { id, message }));
  }
  return problems;
}

function refusedRow(row: number, what: string, { id, message }: BudgetRefusal): RowProblem {
  return { id: 'refused-by-rule', row, column: null, value: id, message: `${what}：${message}` };
}

function takenBack(movements: readonly Movement[]): readonly Movement[] {
  return movements.map((movement) => ({ ...movement, amount: -movement.amount }));
}

function reservedBack({ year, lines }: RecordedReservation): readonly Movement[] {
  return lines.map(({ project, functionCode, source, amount }) => {
    return { project, functionCode, source, kind: 'reserved', month: `${year}-12`, amount: -amount };
  });
}

function headerOf(table: FoundTable, field: string): string | null {
  return table.columns.find((column) => column.field === field)?.header ?? null;
}

function budgetLineOf({ project, functionCode, economyCode, source, level, direct, amount }: DocumentRow): BudgetLine {
  return { project: project.code, functionCode, economyCode, source, level, direct, amount };
}

function paymentLineOf({ project, functionCode, economyCode, source, level, amount }: PaymentRow): PaymentLine {
  return { project: project.code, functionCode, economyCode, source, level, amount };
}

/** What of a document the finance system answers for: not its id, its text or the order of its lines. */
function documentSubstance({ date, centrallyHeld, lines }: BudgetDocument): string {
  const texts = lines.map((line) =>
    [line.project, line.functionCode, line.economyCode, line.source, line.level, line.direct, line.amount].join(' '),
  );
  return JSON.stringify([date, centrallyHeld, texts.sort()]);
}

/** As `documentSubstance`. What a refund takes back is known by its number, for the payment may have been corrected since. */
function paymentSubstance(
  { date, kind, payee, orderNumber, refunds, lines }: TreasuryPayment,
  numberOf: ReadonlyMap<string, string>,
): string {
  const texts = lines.map((line) =>
    [line.project, line.functionCode, line.economyCode, line.source, line.level, line.amount].join(' '),
  );
  const original = refunds === null ? null : (numberOf.get(refunds) ?? null);
  return JSON.stringify([date, kind, payee, orderNumber, original, texts.sort()]);
}

function sumsOf(rows: readonly (DocumentRow | PaymentRow)[]): {
  readonly sums: readonly ItemSum[];
  readonly total: Fen;
} {
  const sums = [...Map.groupBy(rows, ({ functionCode }) => functionCode)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([functionCode, of]) => ({
      functionCode,
      rows: of.length,
      amount: sumFen(of.map(({ amount }) => amount)),
    }));
  return { sums, total: sumFen(rows.map(({ amount }) => amount)) };
}
