/**
 * Declared and stored values on the database: drawn up by one, checked by another, replaced by one that names it. A value counts
 * once it is checked.
 */
import { parseExact, yearOf } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Selectable, type Transaction } from 'kysely';
import { type AccessRefusal, decideChecking, recordAction } from '../access/index.ts';
import { figureNamed } from './catalogue.ts';
import { coordinateText, parseCoordinates, strangeCoordinate } from './coordinates.ts';
import { cutOffs, type DeclaredProblem, type DeclaredValue, declaredProblem } from './declared.ts';
import { type Coordinates, type Figure } from './figure.ts';
import { type FigureRefusal, refuseFigure } from './refusals.ts';

/** Declared while no duty computes it; stored for a year whose books are not here. */
export type DeclarationKind = 'declared' | 'stored';

export interface DeclarationDraft extends Omit<DeclaredValue, 'checker' | 'area'> {
  /** UUID of version 7, made by whoever submits. */
  readonly id: string;
  readonly department: string;
  readonly kind: DeclarationKind;
  /** The declaration that this one replaces. */
  readonly replaces: string | null;
}

export interface Declaration extends DeclarationDraft {
  readonly madeAt: Date;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
  readonly returnedReason: string | null;
  /** The declaration that has taken its place. */
  readonly replacedBy: string | null;
}

type Outcome<T> = T | { readonly refusal: FigureRefusal | AccessRefusal };

/** Draws up a value for checking. `computes` says which figures a duty computes for that department and year. */
export async function declareFigure(
  trx: Transaction<Database>,
  draft: DeclarationDraft,
  at: Date,
  computes: (figure: string) => boolean,
): Promise<Outcome<{ readonly id: string; readonly again: boolean }>> {
  const figure = figureNamed(draft.figure);
  if (figure === null) return refuseFigure('figure-unknown', `指标目录里没有“${draft.figure}”。请从目录中选取。`);
  const strange = strangeCoordinate(figure, draft.at);
  if (strange !== null) {
    return refuseFigure('coordinates-unknown', `“${figure.term}”没有分项“${strange}”。请从目录列出的分项中选取。`);
  }
  const problem = declaredProblem(
    { ...draft, area: '', checker: '' },
    figure,
    draft.kind === 'stored' ? () => false : computes,
  );
  if (problem !== null) return refuseFigure(problem, problemMessage(problem, figure, draft));
  const file = await trx
    .selectFrom('attachment')
    .select('name')
    .where('sha256', '=', draft.attachmentHash)
    .executeTakeFirst();
  if (file === undefined) {
    return refuseFigure('attachment-not-uploaded', '附件还没有上传成功，请重新上传后再提交。');
  }
  const standing = await standingDeclarations(trx, draft.department, draft.figure, yearOf(draft.period.to));
  const coordinates = coordinateText(draft.at);
  const same = standing.find(
    (one) => coordinateText(one.at) === coordinates && one.cutOff.kind === draft.cutOff.kind && one.id !== draft.id,
  );
  if (same !== undefined && draft.replaces !== same.id) {
    return refuseFigure(
      'declaration-stands',
      `“${figure.term}”${yearOf(draft.period.to)}年（${cutOffs[draft.cutOff.kind]}）已有填报值${same.value}${figure.unit}。要更正，请在那一条上选“更正”。`,
    );
  }
  if (draft.replaces !== null && same === undefined) {
    return refuseFigure('declaration-unknown', '要更正的那一条填报不在，或不是同一指标、同一分项、同一截止时点的。');
  }
  const { id, department, survey, denominator } = draft;
  const inserted = await trx
    .insertInto('figure_declaration')
    .values({
      department_id: department,
      id,
      kind: draft.kind,
      figure: draft.figure,
      coordinates,
      period_from: draft.period.from,
      period_to: draft.period.to,
      cut_off_kind: draft.cutOff.kind,
      cut_off_date: draft.cutOff.date,
      value: draft.value,
      denominator_figure: denominator?.figure ?? null,
      denominator_value: denominator?.value ?? null,
      denominator_register: denominator?.sourceRegister ?? null,
      source_register: draft.sourceRegister,
      attachment: draft.attachmentHash,
      survey_sample: survey?.sample ?? null,
      survey_date: survey?.date ?? null,
      survey_form: survey?.form ?? null,
      replaces: draft.replaces,
      made_by: draft.maker,
      made_at: at,
    })
    .onConflict((conflict) => conflict.columns(['department_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return { id, again: true };
  await recordAction(trx, {
    id: newId(),
    at,
    person: draft.maker,
    action: 'figure.declare',
    subject: `declaration:${department}/${id}`,
    detail: { figure: draft.figure, coordinates, value: draft.value },
  });
  return { id, again: false };
}

interface Decision {
  readonly department: string;
  readonly id: string;
  readonly person: string;
  readonly at: Date;
}

/** The second pair of eyes: from now on the value counts. */
export async function checkDeclaration(
  trx: Transaction<Database>,
  { department, id, person, at }: Decision,
): Promise<Outcome<{ readonly id: string }>> {
  const row = await lockDeclaration(trx, department, id);
  const unfit = unfitFor(row, '复核');
  if (row === null || unfit !== null) return unfit ?? unknownDeclaration();
  const term = figureNamed(row.figure)?.term ?? row.figure;
  const refused = decideChecking({ maker: row.made_by, checker: person, what: `“${term}”的填报值` });
  if (refused !== null) return refused;
  await trx
    .updateTable('figure_declaration')
    .set({ checked_by: person, checked_at: at })
    .where('department_id', '=', department)
    .where('id', '=', id)
    .execute();
  await traceDecision(trx, { department, id, person, at }, { checked: true });
  return { id };
}

/** Sends a value back to whoever drew it up; another is declared in its place. */
export async function returnDeclaration(
  trx: Transaction<Database>,
  { reason, ...decision }: Decision & { readonly reason: string },
): Promise<Outcome<{ readonly id: string }>> {
  const row = await lockDeclaration(trx, decision.department, decision.id);
  const unfit = unfitFor(row, '退回');
  if (row === null || unfit !== null) return unfit ?? unknownDeclaration();
  if (reason.trim().length < 2) return refuseFigure('return-reason-missing', '退回要写明理由，填报人才知道要改什么。');
  await trx
    .updateTable('figure_declaration')
    .set({ returned_reason: reason.trim() })
    .where('department_id', '=', decision.department)
    .where('id', '=', decision.id)
    .execute();
  await traceDecision(trx, decision, { returned: true, reason: reason.trim() });
  return { id: decision.id };
}

type Row = Selectable<Database['figure_declaration']>;

async function lockDeclaration(trx: Transaction<Database>, department: string, id: string): Promise<Row | null> {
  const row = await trx
    .selectFrom('figure_declaration')
    .selectAll()
    .where('department_id', '=', department)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

function unknownDeclaration(): { readonly refusal: FigureRefusal } {
  return refuseFigure('declaration-unknown', '没有这条填报。请从填报列表打开。');
}

function unfitFor(row: Row | null, what: string): { readonly refusal: FigureRefusal } | null {
  if (row === null) return unknownDeclaration();
  if (row.checked_by !== null)
    return refuseFigure('declaration-state-unfit', `这条填报已经复核，不能再${what}。更正请另行填报。`);
  if (row.returned_reason !== null) return refuseFigure('declaration-state-unfit', `这条填报已经退回，不能再${what}。`);
  return null;
}

async function traceDecision(
  trx: Transaction<Database>,
  { department, id, person, at }: Decision,
  detail: Readonly<Record<string, string | boolean>>,
): Promise<void> {
  const subject = `declaration:${department}/${id}`;
  await recordAction(trx, { id: newId(), at, person, action: 'figure.check', subject, detail });
}

/** Declarations of a year that have not been sent back or replaced, checked or not. */
async function standingDeclarations(
  db: Kysely<Database>,
  department: string,
  figure: string,
  year: number,
): Promise<readonly Declaration[]> {
  const rows = await listDeclarations(db, { department, figure, year });
  return rows.filter(({ returnedReason, replacedBy }) => returnedReason === null && replacedBy === null);
}

/** Values that count: checked, and not replaced by another that is checked. */
export async function checkedDeclarations(
  db: Kysely<Database>,
  { department, figure, year }: { readonly department: string; readonly figure?: string; readonly year: number },
): Promise<readonly Declaration[]> {
  const rows = await listDeclarations(db, { department, year, ...(figure === undefined ? {} : { figure }) });
  const checked = rows.filter(({ checker }) => checker !== null);
  const replaced = new Set(checked.map(({ replaces }) => replaces));
  return checked.filter(({ id }) => !replaced.has(id));
}

export async function listDeclarations(
  db: Kysely<Database>,
  { department, figure, year }: { readonly department: string; readonly figure?: string; readonly year?: number },
): Promise<readonly Declaration[]> {
  let query = db
    .selectFrom('figure_declaration as d')
    .selectAll('d')
    .select(({ selectFrom }) =>
      selectFrom('figure_declaration as r')
        .whereRef('r.department_id', '=', 'd.department_id')
        .whereRef('r.replaces', '=', 'd.id')
        .where('r.returned_reason', 'is', null)
        .select('r.id')
        .as('replaced_by'),
    )
    .where('d.department_id', '=', department);
  if (figure !== undefined) query = query.where('d.figure', '=', figure);
  if (year !== undefined)
    query = query.where('d.period_to', '>=', `${year}-01-01`).where('d.period_to', '<=', `${year}-12-31`);
  const rows = await query.orderBy('d.id').execute();
  return rows.map((row): Declaration => {
    const { survey_sample: sample, survey_date: date, survey_form: form } = row;
    return {
      id: row.id,
      department: row.department_id,
      kind: row.kind as DeclarationKind,
      figure: row.figure,
      at: parseCoordinates(row.coordinates) ?? {},
      period: { from: row.period_from, to: row.period_to },
      cutOff: { kind: row.cut_off_kind as keyof typeof cutOffs, date: row.cut_off_date },
      value: row.value,
      denominator:
        row.denominator_figure === null
          ? null
          : {
              figure: row.denominator_figure,
              value: row.denominator_value ?? '',
              sourceRegister: row.denominator_register ?? '',
            },
      sourceRegister: row.source_register,
      ...(sample === null || date === null || form === null ? {} : { survey: { sample, date, form } }),
      attachmentHash: row.attachment,
      replaces: row.replaces,
      maker: row.made_by,
      madeAt: row.made_at,
      checker: row.checked_by,
      checkedAt: row.checked_at,
      returnedReason: row.returned_reason,
      replacedBy: row.replaced_by,
    };
  });
}

/**
 * Of several values of one place and year, which one the year's figure is: the year's end before any other day, then the latest
 * day. What was counted at another cut-off stays to be asked for by its own name.
 */
export function valueOfYear(declarations: readonly Declaration[], at: Coordinates): Declaration | null {
  const here = declarations.filter((one) => coordinateText(one.at) === coordinateText(at));
  const rank = ({ cutOff }: Declaration): string => `${cutOff.kind === 'year-end' ? 1 : 0} ${cutOff.date}`;
  return here.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))[0] ?? null;
}

function problemMessage(problem: DeclaredProblem, { term, unit }: Figure, draft: DeclarationDraft): string {
  const { value, period, cutOff, denominator } = draft;
  switch (problem) {
    case 'figure-is-computed':
      return `“${term}”由系统从账簿和台账计算，不用填报。若与您掌握的数不同，请查它的明细。`;
    case 'value-not-a-number':
      return `“${value}”不是数。请填不带单位和千分号的数，如 1552.69。`;
    case 'value-not-whole':
      return `“${term}”的单位是${unit}，${value}不是整数。请核对。`;
    case 'value-finer-than-a-fen':
      return `“${term}”以元为单位，最多两位小数，${value}细于分。请核对是否把万元当作了元。`;
    case 'date-malformed':
      return `期间${period.from}至${period.to}或截止日${cutOff.date}不是存在的日期，应写作“2024-12-31”。`;
    case 'period-reversed':
      return `期间的首日${period.from}在末日${period.to}之后。请对调。`;
    case 'cut-off-outside-period':
      return `截止日${cutOff.date}（${cutOffs[cutOff.kind]}）不在${period.from}至${period.to}之内。请核对年度。`;
    case 'denominator-missing':
      return `“${term}”是比率，要写明分母是什么、多少、取自哪里，别人才能复算。`;
    case 'denominator-is-no-operand':
      return `“${denominator?.figure}”不在“${term}”的公式里，不能作它的分母。`;
    case 'denominator-is-zero':
      return `分母${denominator?.value}为零或不是数，比率不成立。`;
    case 'survey-missing':
      return `“${term}”来自调查，要写明有效样本数、调查日期和问卷形式。`;
    case 'survey-malformed':
      return '调查的样本数须是正整数，日期须在期间之内或之前，问卷形式不能空着。';
    case 'source-register-missing':
      return `“${term}”要写明取自哪一本台账或报表，如“参保登记台账”。`;
    case 'attachment-hash-malformed':
      return `“${term}”要附上能证明它的材料，请先上传附件。`;
  }
}

/** Stated value and day as numbers and dates that compare: used where a computed value meets a declared one. */
export function sameValue(a: string, b: string): boolean {
  return parseExact(a) === parseExact(b);
}
