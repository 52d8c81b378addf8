/** The voucher desk: event rules, vouchers from drawing up to booking, one by one and several at once. */
import {
  type AccountSet,
  accountSets,
  bookVoucher,
  checkVoucher,
  type DeskVoucher,
  findVoucher,
  type ListedVoucher,
  listVouchers,
  previewVoucher,
  type RuleOnOffer,
  type RuleSide,
  returnVoucher,
  reviseVoucher,
  rulesOnOffer,
  type StepCommand,
  type StepOutcome,
  type Submitted,
  submitVoucher,
  type VoucherContent,
  type VoucherSubmission,
  withdrawVoucher,
} from '@mingzhang/bureau';
import { formatYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { type Transaction } from 'kysely';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { DutyRefusal } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import {
  answered,
  asked,
  describeEntry,
  dimensions,
  dimensionsOf,
  entrySide,
  fenOf,
  idempotent,
  monthText,
  nameAccount,
  namedAccount,
  page,
  yuan,
} from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import { deskRefused } from './desk-refused.ts';
import { fiscalYear, requireInUnit, unitId } from './place.ts';

const tag = '凭证';

const id = z
  .string()
  .regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .describe('第7版UUID，由提交一方生成');
const byId = z.object({ id });
const state = z
  .enum(['made', 'checked', 'booked', 'returned', 'withdrawn'])
  .meta({ id: 'VoucherState', description: '待复核、待记账、已记账、已退回、已撤销' });

const dimensionName = z.enum(['functionCode', 'economyCode', 'fund', 'spending', 'source', 'project', 'counterpart']);
const ruleSide = z.object({
  account: namedAccount.nullable(),
  choice: z.string().nullable().describe('从哪一组科目中选定'),
  requires: z.array(dimensionName),
  keeps: z.array(dimensionName),
});

const voucherRule = z
  .object({
    id: z.string(),
    text: z.string(),
    source: z.string(),
    grade: z.string().describe('依据的证据等级'),
    choices: z.array(z.object({ name: z.string(), accounts: z.array(namedAccount) })),
    books: z.array(
      z.object({
        book: z.enum(['financial', 'budgetary', 'fund']),
        set: z.string(),
        debit: ruleSide,
        credit: ruleSide,
      }),
    ),
    requires: z.array(dimensionName).describe('金额行必须写明的核算项目'),
    keeps: z.array(dimensionName),
    byTreasury: z.boolean().describe('财政直接支付，须写明支付凭证号'),
  })
  .meta({ id: 'VoucherRule', description: '经济业务的分录规则' });

/** An amount as it is typed; the ledger says what is wrong with one that is not above zero. */
const amount = z
  .string()
  .regex(/^-?\d{1,13}(?:\.\d{1,2})?$/)
  .describe('金额，元，至多两位小数');

const content = z
  .union([
    z.object({
      rule: z.string().max(100).describe('分录规则'),
      lines: z.array(z.object({ amount, dimensions })).max(500),
      choices: z.record(z.string().max(63), z.string().max(63)).optional(),
    }),
    z.object({
      entries: z
        .array(
          z.object({
            set: z.string().max(63),
            legs: z
              .array(
                z.object({
                  account: z.string().max(63),
                  side: z.enum(['debit', 'credit']),
                  amount,
                  dimensions,
                }),
              )
              .max(1000),
          }),
        )
        .max(4)
        .describe('手工填制的分录，一个账套一笔'),
    }),
    z.object({
      takesBack: z.string().max(40).describe('冲销哪一张已记账的凭证'),
      reason: z.string().max(200).describe('冲销的理由'),
    }),
  ])
  .meta({ id: 'VoucherContent', description: '按业务、手工，或冲销' });

const draft = {
  unit: unitId,
  date: z.string().max(10).describe('YYYY-MM-DD'),
  text: z.string().max(400).optional().describe('摘要；不写时用分录规则的'),
  content,
  paymentOrder: z.string().max(100).nullable().default(null).describe('国库集中支付凭证号'),
  attachments: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(100)
    .default([])
    .describe('附件的 SHA-256'),
};

const listed = {
  id: z.string(),
  unit: z.string(),
  state,
  date: z.string(),
  text: z.string(),
  total: yuan,
  rule: z.string().nullable(),
  paymentOrder: z.string().nullable(),
  source: z.string().nullable().describe('由哪一笔登记而来'),
  month: z.string().nullable(),
  number: z.int().nullable().describe('记账凭证号，逐月连续'),
  madeBy: z.string(),
  maker: z.string(),
  checkedBy: z.string().nullable(),
  checker: z.string().nullable(),
  bookedBy: z.string().nullable(),
  booker: z.string().nullable(),
  reason: z.string().nullable().describe('退回或撤销的理由'),
  attachments: z.int(),
};

const listedVoucher = z.object(listed).meta({ id: 'ListedVoucher', description: '凭证列表的一行' });

const voucher = z
  .object({
    ...listed,
    kind: z.enum(['opening', 'ordinary', 'closing']),
    madeAt: z.string(),
    checkedAt: z.string().nullable(),
    bookedAt: z.string().nullable(),
    entries: z.array(entrySide),
    files: z.array(z.object({ sha256: z.string(), name: z.string(), mediaType: z.string(), size: z.int() })),
    content: content.nullable().describe('编制时所填，供修改；由规则自动生成的为 null'),
    takesBack: z.string().nullable().describe('所冲销的凭证'),
    takenBackBy: z.string().nullable().describe('冲销它的凭证'),
  })
  .meta({ id: 'Voucher', description: '一张凭证' });

const stepAnswer = z
  .object({
    id: z.string(),
    state,
    month: z.string().nullable(),
    number: z.int().nullable(),
    payments: z
      .object({
        tied: z.array(z.object({ id: z.string(), number: z.string() })),
        open: z.array(
          z.object({ id: z.string(), number: z.string(), why: z.enum(['amount-differs', 'item-differs']) }),
        ),
      })
      .nullable()
      .describe('写明支付凭证号的凭证记账时：已挂接的国库支付，和同号而金额或科目不符、仍未入账的'),
  })
  .meta({ id: 'VoucherStep', description: '办理后的状态' });

const batchAnswer = z
  .object({
    results: z.array(
      z.object({
        id: z.string(),
        done: stepAnswer.nullable(),
        refusal: problem.nullable().describe('没有办成的理由'),
      }),
    ),
  })
  .meta({ id: 'VoucherBatch', description: '逐张的结果；一张不成，不影响其他' });

const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

type Step = (trx: Transaction<Database>, command: StepCommand) => Promise<StepOutcome>;

export const voucherRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, charts }) => {
  app.get(
    '/api/office/voucher-rules',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'listVoucherRules',
        tags: [tag],
        summary: '在某日适用的分录规则：两方科目、可选的科目、要写明的核算项目',
        querystring: z.object({ unit: unitId, date: z.iso.date() }),
        response: { 200: z.object({ rules: z.array(voucherRule) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, date } = request.query;
      await requireInUnit(db, request, 'voucher.read', unit);
      const sets = await accountSets(db, unit);
      return { rules: rulesOnOffer(sets, date).map((rule) => describeRule(sets, rule)) };
    },
  );

  app.get(
    '/api/office/vouchers',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'listVouchers',
        tags: [tag],
        summary: '凭证列表：未记账的在前，其后按月份和凭证号由新到旧',
        querystring: z.object({
          unit: unitId,
          year: fiscalYear.optional(),
          month: monthText.optional(),
          state: state.optional(),
          words: z.string().max(100).optional().describe('摘要或支付凭证号中的字'),
          source: z.string().max(200).optional(),
          ...page,
        }),
        response: {
          200: z.object({
            vouchers: z.array(listedVoucher),
            total: z.int(),
            states: z.record(state, z.int()).describe('同样的筛选下，各状态有几张'),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      await requireInUnit(db, request, 'voucher.read', request.query.unit);
      const { rows, total, states } = await listVouchers(db, request.query);
      return { vouchers: rows.map(describeListed), total, states: { ...states } };
    },
  );

  app.get(
    '/api/office/vouchers/:id',
    {
      config: { action: 'voucher.read' },
      schema: {
        operationId: 'getVoucher',
        tags: [tag],
        summary: '一张凭证：两方分录、附件、经手人',
        params: byId,
        querystring: z.object({ unit: unitId }),
        response: { 200: voucher, 400: problem, 404: problem },
      },
    },
    async (request) => {
      const { unit } = request.query;
      await requireInUnit(db, request, 'voucher.read', unit);
      const found = await findVoucher(db, unit, request.params.id);
      if (found === null) throw unknownVoucher(request.params.id);
      return describeVoucher(found);
    },
  );

  async function describeVoucher(found: DeskVoucher): Promise<z.infer<typeof voucher>> {
    const sets = await accountSets(db, found.unit);
    return {
      ...describeListed(found),
      kind: found.voucher.kind,
      madeAt: found.madeAt.toISOString(),
      checkedAt: found.checkedAt?.toISOString() ?? null,
      bookedAt: found.bookedAt?.toISOString() ?? null,
      entries: found.voucher.entries.map((entry) => describeEntry(sets, entry)),
      files: found.files.map((file) => ({ ...file })),
      content: found.asked === null ? null : describeContent(found.asked),
      takesBack: found.takesBack,
      takenBackBy: found.takenBackBy,
    };
  }

  app.post(
    '/api/office/voucher-previews',
    {
      config: { action: 'voucher.make' },
      schema: {
        operationId: 'previewVoucher',
        tags: [tag],
        summary: '凭证会怎样记：两方分录，和提交会被拒绝的理由；不保存',
        body: z.object(draft),
        response: {
          200: z
            .object({
              text: z.string().nullable(),
              entries: z.array(entrySide),
              refusal: problem.nullable(),
            })
            .meta({ id: 'VoucherPreview' }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit } = request.body;
      await requireInUnit(db, request, 'voucher.make', unit);
      // The id of nobody: nothing is kept of it.
      const preview = await previewVoucher(
        db,
        submissionOf(request, '00000000-0000-7000-8000-000000000000', request.body),
      );
      const sets = await accountSets(db, unit);
      return {
        text: preview.voucher?.text ?? null,
        entries: (preview.voucher?.entries ?? []).map((entry) => describeEntry(sets, entry)),
        refusal: preview.refusal === null ? null : deskRefused(preview.refusal).problem,
      };
    },
  );

  app.post(
    '/api/office/vouchers',
    {
      config: { action: 'voucher.make' },
      schema: {
        operationId: 'submitVoucher',
        tags: [tag],
        summary: '提交一张凭证待复核；同一编号、同样的内容重发，仍是那一张',
        headers: idempotent,
        body: z.object({ ...draft, id }),
        response: { 201: z.object({ id: z.string(), again: z.boolean() }), ...problems },
      },
    },
    async (request, reply) => {
      await requireInUnit(db, request, 'voucher.make', request.body.unit);
      const submission = submissionOf(request, request.body.id, request.body);
      const answer = await once(db, asked(request, submission.at), async (trx) =>
        submitted(await submitVoucher(trx, submission)),
      );
      return reply.code(201).send(answer);
    },
  );

  app.put(
    '/api/office/vouchers/:id',
    {
      config: { action: 'voucher.make' },
      schema: {
        operationId: 'reviseVoucher',
        tags: [tag],
        summary: '修改本人编制、还没有复核或被退回的凭证',
        headers: idempotent,
        params: byId,
        body: z.object(draft),
        response: { 200: z.object({ id: z.string(), again: z.boolean() }), ...problems },
      },
    },
    async (request) => {
      await requireInUnit(db, request, 'voucher.make', request.body.unit);
      const submission = submissionOf(request, request.params.id, request.body);
      return once(db, asked(request, submission.at), async (trx) => submitted(await reviseVoucher(trx, submission)));
    },
  );

  const steps = [
    ['check', 'voucher.check', '复核', checkVoucher],
    ['return', 'voucher.check', '退回给编制人', returnVoucher],
    ['withdraw', 'voucher.make', '撤销本人编制的凭证', withdrawVoucher],
    ['book', 'voucher.book', '记账：过账并编号', (trx, command) => bookVoucher(trx, charts, command)],
  ] as const satisfies readonly (readonly [string, string, string, Step])[];

  for (const [name, action, summary, take] of steps) {
    app.post(
      `/api/office/vouchers/:id/${name}`,
      {
        config: { action },
        schema: {
          operationId: `${name}Voucher`,
          tags: [tag],
          summary,
          headers: idempotent,
          params: byId,
          body: z.object({ unit: unitId, reason: z.string().max(500).optional().describe('退回、撤销须写明') }),
          response: { 200: stepAnswer, ...problems },
        },
      },
      async (request) => {
        const { unit, reason } = request.body;
        await requireInUnit(db, request, action, unit);
        const at = new Date();
        const command = {
          unit,
          id: request.params.id,
          person: actorOf(request).id,
          at,
          today: dayOf(at),
          reason,
        };
        return once(db, asked(request, at), async (trx) => stepped(command.id, await take(trx, command)));
      },
    );
  }

  for (const [name, action, summary, take] of steps.filter(([step]) => step === 'check' || step === 'book')) {
    app.post(
      `/api/office/vouchers/${name}`,
      {
        config: { action },
        schema: {
          operationId: `${name}Vouchers`,
          tags: [tag],
          summary: `${summary}，几张一起；逐张回答`,
          body: z.object({ unit: unitId, ids: z.array(id).min(1).max(200) }),
          response: { 200: batchAnswer, 400: problem },
        },
      },
      async (request) => {
        const { unit, ids } = request.body;
        await requireInUnit(db, request, action, unit);
        const person = actorOf(request).id;
        const results: z.infer<typeof batchAnswer>['results'] = [];
        // One after the other, each in a transaction of its own: numbers follow the order in which they were chosen.
        for (const one of new Set(ids)) {
          const at = new Date();
          const command = { unit, id: one, person, at, today: dayOf(at) };
          try {
            const done = await db.transaction().execute(async (trx) => stepped(one, await take(trx, command)));
            results.push({ id: one, done, refusal: null });
          } catch (error) {
            if (!(error instanceof DutyRefusal)) throw error;
            results.push({ id: one, done: null, refusal: { ...error.problem } });
          }
        }
        return { results };
      },
    );
  }
};

function submissionOf(
  request: FastifyRequest,
  voucherId: string,
  body: z.infer<z.ZodObject<typeof draft>>,
): VoucherSubmission {
  const at = new Date();
  const { unit, date, text, paymentOrder, attachments } = body;
  const order = paymentOrder?.trim() ?? '';
  return {
    id: voucherId,
    unit,
    date,
    text: text === undefined || text.trim() === '' ? undefined : text.trim(),
    content: contentOf(body.content),
    paymentOrder: order === '' ? null : order,
    attachments,
    maker: actorOf(request).id,
    at,
    today: dayOf(at),
  };
}

function contentOf(given: z.infer<typeof content>): VoucherContent {
  if ('rule' in given) {
    const { rule, lines, choices } = given;
    return {
      rule,
      lines: lines.map((line) => ({ amount: fenOf(line.amount), dimensions: dimensionsOf(line.dimensions) })),
      ...(choices === undefined ? {} : { choices }),
    };
  }
  if ('entries' in given) {
    return {
      entries: given.entries.map(({ set, legs }) => ({
        set,
        legs: legs.map((leg) => ({ ...leg, amount: fenOf(leg.amount), dimensions: dimensionsOf(leg.dimensions) })),
      })),
    };
  }
  return given;
}

/** As it was sent. */
function describeContent(asked: VoucherContent): z.infer<typeof content> {
  if ('rule' in asked) {
    const { rule, lines, choices } = asked;
    return answered({
      rule,
      lines: lines.map((line) => ({ amount: formatYuan(line.amount), dimensions: line.dimensions })),
      ...(choices === undefined ? {} : { choices }),
    });
  }
  if ('entries' in asked) {
    return answered({
      entries: asked.entries.map(({ set, legs }) => ({
        set,
        legs: legs.map((leg) => ({ ...leg, amount: formatYuan(leg.amount) })),
      })),
    });
  }
  return answered(asked);
}

function describeRule(sets: readonly AccountSet[], rule: RuleOnOffer): z.infer<typeof voucherRule> {
  const sideOf = (set: string, side: RuleSide) => {
    const own = sets.find((one) => one.id === set);
    return {
      ...side,
      account: side.account === null || own === undefined ? null : nameAccount(own, side.account),
    };
  };
  return answered({
    ...rule,
    books: rule.books.map(({ book, set, debit, credit }) => ({
      book,
      set,
      debit: sideOf(set, debit),
      credit: sideOf(set, credit),
    })),
  });
}

function submitted(outcome: Submitted): { id: string; again: boolean } {
  if ('refusal' in outcome) throw deskRefused(outcome.refusal);
  return { ...outcome };
}

function stepped(voucherId: string, outcome: StepOutcome): z.infer<typeof stepAnswer> {
  if ('refusal' in outcome) throw deskRefused(outcome.refusal);
  const { payments, ...step } = outcome;
  return {
    id: voucherId,
    ...step,
    payments: payments === undefined ? null : { tied: [...payments.tied], open: [...payments.open] },
  };
}

function unknownVoucher(voucherId: string): DutyRefusal {
  return deskRefused({ id: 'voucher-unknown', message: `没有编号为${voucherId}的凭证。请从凭证列表中打开。` });
}

function describeListed(row: ListedVoucher): z.infer<typeof listedVoucher> {
  return {
    id: row.id,
    unit: row.unit,
    state: row.state,
    date: row.date,
    text: row.text,
    total: formatYuan(row.total),
    rule: row.rule,
    paymentOrder: row.paymentOrder,
    source: row.source,
    month: row.month,
    number: row.number,
    madeBy: row.madeBy,
    maker: row.maker,
    checkedBy: row.checkedBy,
    checker: row.checker,
    bookedBy: row.bookedBy,
    booker: row.booker,
    reason: row.reason,
    attachments: row.attachments,
  };
}
