/**
 * Policy: the parameters in force on a day in a place, confirmations of drafts by two people, and trials that store nothing. What a
 * rule does not cover is an answer of the trial, in the rule's own words, and no problem of the request.
 */
import {
  amountNames,
  areaName,
  type ClaimedLine,
  classifiedByCatalogue,
  confirmParameterValue,
  enterParameterValue,
  type ListedEntry,
  listParameterEntries,
  type ParameterStanding,
  type ParameterState,
  parameterAreas,
  parameterStates,
  parametersOf,
  parametersOn,
  parameterTopics,
  type RowStanding,
  type SettlementTrial,
  type TrialRefused,
  type TrialSettled,
  topicOf,
  trialChoices,
  trialCodes,
  trialDifferences,
  tryContribution,
  trySettlement,
} from '@mingzhang/bureau';
import {
  areaChain,
  type Fen,
  formatExact,
  formatYuan,
  isMonth,
  parseExact,
  parseYuan,
  yearOf,
} from '@mingzhang/kernel';
import { newId } from '@mingzhang/store';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { refused } from '../duty-refusals.ts';
import { once } from '../idempotency.ts';
import { layersShape, layersShown } from '../layers.ts';
import { Refusal } from '../refusals.ts';
import { problem } from '../schemas.ts';
import { dayText, yuan } from './books/shapes.ts';
import { type RouteContext } from './context.ts';
import { deskRefused } from './insurance/shapes.ts';
import { asked, idempotent, nowBy } from './office/asked.ts';

const tag = '政策';

const area = z.string().min(1).max(100).describe('地区，从省写到县：hunan/yongzhou');
const key = z.string().min(1).max(200).describe('参数：险种/主题/项目');

const state = z
  .enum(Object.keys(parameterStates) as [ParameterState, ...ParameterState[]])
  .describe('in-force 有据可用；confirmed 已确认；draft 草稿；unknown 数值未知；not-covered 未涵盖');

const row = z
  .object({
    area: z.string(),
    areaName: z.string(),
    from: z.string(),
    to: z.string().nullable(),
    unit: z.enum(['yuan', 'ratio', 'days', 'months', 'count', 'word']),
    value: z.string().nullable().describe('照参数文件的写法：金额元、比例小数；null 表示不知道'),
    printed: z.string().nullable().describe('印出的样子：800.00元、80%'),
    state,
    grade: z.string().describe('依据等级：A 官方原文，B 转载的原文，其余为线索'),
    instrument: z.string().nullable(),
    article: z.string().nullable(),
    source: z.string(),
    note: z.string().nullable(),
    confirmedBy: z.string().nullable(),
  })
  .meta({ id: 'ParameterRow', description: '参数的一行' });

const entry = z
  .object({
    id: z.string(),
    area: z.string(),
    from: z.string(),
    value: z.string(),
    document: z.string(),
    maker: z.string(),
    madeAt: z.string(),
    confirmer: z.string().nullable(),
    confirmedAt: z.string().nullable(),
    state: z.enum(['waiting', 'confirmed', 'passed-over']).describe('待确认、已确认、同一行已确认别的录入'),
  })
  .meta({ id: 'ParameterEntry', description: '为草稿录入的数值' });

const standing = z
  .object({
    key: z.string(),
    name: z.string(),
    topic: z.string(),
    state,
    current: row.nullable().describe('当日适用的一行；null 表示未涵盖'),
    next: z
      .object({ day: z.string(), printed: z.string().nullable(), state })
      .nullable()
      .describe('下一次变化的日期和那时的数值；null 表示没有已知的变化'),
    history: z.array(row).describe('本地各期的行，早的在前'),
    entries: z.array(entry),
  })
  .meta({ id: 'PolicyParameter', description: '一个参数在一地一日' });

const amountTyped = z
  .string()
  .regex(/^\d{1,10}(?:\.\d{1,2})?$/)
  .describe('金额，元，至多两位小数');
const amount = amountTyped.default('0');
const decimal = (places: number) => z.string().regex(new RegExp(`^\\d{1,10}(?:\\.\\d{1,${places}})?$`));

const supposed = z
  .array(z.object({ key, value: z.string().max(40) }))
  .max(50)
  .default([])
  .describe('假设值：只用于这次试算');

const codes = <Table extends Readonly<Record<string, string>>>(table: Table) =>
  z.enum(Object.keys(table) as [keyof Table & string, ...(keyof Table & string)[]]).describe(
    Object.entries(table)
      .map(([id, name]) => `${id} ${name}`)
      .join('；'),
  );

const identity = {
  member: codes(trialCodes.members),
  level: z.string().max(60).default('').describe('医院级别，见 trial-choices'),
  item: z.string().max(60).default('').describe('慢特病、两病的病种，生育的项目'),
  categories: z.array(codes(trialCodes.categories)).max(9).default([]),
  filing: codes(trialCodes.filings).default('local'),
  civilServant: z.boolean().default(false),
};

const visit = z.object({
  area,
  day: dayText.describe('出院日或就诊日，按这一天的规定'),
  scheme: codes(trialCodes.schemes),
  kind: codes(trialCodes.kinds),
  ...identity,
});

const line = z.object({
  code: z.string().max(60).describe('医保目录编码'),
  class: z
    .enum(['a', 'b', 'c'])
    .optional()
    .describe('a 甲类；b 乙类；c 丙类；不写的，类别、比例和限价按医保目录里费用日期的一行'),
  quantity: decimal(4),
  price: decimal(6).describe('单价，元'),
  amount: amountTyped,
  firstPay: decimal(4).default('0').describe('先行自付比例'),
  priceLimit: decimal(6).nullable().default(null).describe('最高支付价，元'),
  day: dayText.optional().describe('费用日期；不写的同就诊日'),
});

const bill = z.object({
  own: amount.describe('全自费'),
  overLimit: amount.describe('超限价'),
  firstPay: amount.describe('先行自付'),
  inScope: amount.describe('政策范围内'),
  lines: z.array(line).max(9_999).default([]).describe('费用明细；有明细的不看上面四项汇总'),
  total: amountTyped.nullable().default(null).describe('总费用；填了的，明细或四项汇总之和须与它相等'),
  hospitalBorne: amount.describe('医院负担'),
  account: amount.describe('个人账户可用额'),
  extraInfants: z.int().min(0).max(9).default(0).describe('生育：第二个起的婴儿数'),
});

const used = z
  .object({
    stays: z.record(z.string().max(60), z.int().min(0).max(999)).default({}).describe('本年住院次数，按医院级别'),
    limitUsed: z.record(z.string().max(80), amountTyped).default({}).describe('慢特病、两病已用的限额'),
    deductible: amount,
    pool: amount,
    outpatientDeductible: amount,
    outpatientPool: amount,
    burden: amount.describe('大病、大额累计的政策范围内个人负担'),
    illness: amount.describe('大病、大额已付'),
    assistanceThreshold: amount.describe('救助起付线已用'),
    assistance: amount.describe('救助已付'),
  })
  .describe('本年已用的累计数');

const settlementTrial = z.object({
  visit,
  bill,
  used: used.optional(),
  supposed,
  other: z
    .object({
      member: identity.member.optional(),
      level: z.string().max(60).optional(),
      item: z.string().max(60).optional(),
      categories: z.array(codes(trialCodes.categories)).max(9).optional(),
      filing: codes(trialCodes.filings).optional(),
      civilServant: z.boolean().optional(),
      supposed: supposed.optional(),
    })
    .optional()
    .describe('另一种情形：与 visit 不同的身份、假设值；其余相同'),
});

const ruleRefused = z
  .object({
    outcome: z.literal('refused'),
    id: z.string(),
    title: z.string(),
    line: z.int().nullable().describe('第几行明细；null 表示与明细无关'),
    message: z.string(),
  })
  .meta({ id: 'TrialRefused', description: '规则不能计算，及其理由' });

const settled = z
  .object({
    outcome: z.literal('settled'),
    amounts: z.object(Object.fromEntries(amountNames.map((name) => [name, yuan])) as Record<Amount, typeof yuan>),
    poolRatio: z.string().nullable().describe('统筹支付比例；定额的为 null'),
    payers: z.array(z.object({ payer: z.string(), name: z.string(), amount: yuan })).describe('谁付，按支付的先后'),
    after: z
      .object({ burden: yuan, pool: yuan, illness: yuan, assistance: yuan, deductible: yuan })
      .describe('算后的本年累计'),
    layers: layersShape,
    staff: z.array(z.string()).describe('推导，供经办人员'),
    patient: z.array(z.string()).describe('推导，供参保人'),
    parameters: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        printed: z.string(),
        instrument: z.string().nullable(),
        article: z.string().nullable(),
        grade: z.string(),
        confirmedBy: z.string().nullable(),
        supposed: z.boolean(),
      }),
    ),
    unused: z.array(z.string()).describe('这次就诊用不到的假设值'),
  })
  .meta({ id: 'TrialSettled', description: '试算的结果' });

type Amount = (typeof amountNames)[number];

const variant = z.discriminatedUnion('outcome', [settled, ruleRefused]);

const settlementAnswer = z
  .object({
    first: variant,
    other: variant.nullable(),
    differences: z
      .array(z.object({ payer: z.string(), name: z.string(), before: yuan, after: yuan, difference: yuan }))
      .nullable()
      .describe('另一种情形减第一种，按支付方，只列有变化的；null 表示没有另一种，或有一种不能计算'),
  })
  .meta({ id: 'SettlementTrial', description: '待遇试算' });

const contributionTrial = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('resident'),
    area,
    year: z.int().min(2000).max(2100).describe('参保年度'),
    enrolledOn: dayText,
    bornOn: dayText,
    categories: z.array(codes(trialCodes.categories)).max(9).default([]),
    supposed,
  }),
  z.object({
    kind: z.literal('employee'),
    area,
    month: z.string().refine(isMonth).describe('YYYY-MM'),
    member: codes(trialCodes.employeeKinds),
    wage: amount.describe('申报工资'),
    supposed,
  }),
]);

const contributionAnswer = z.discriminatedUnion('outcome', [
  z
    .object({
      outcome: z.literal('due'),
      amounts: z.array(z.object({ name: z.string(), amount: yuan.nullable().describe('null 表示没有查到') })),
      facts: z.array(z.object({ name: z.string(), text: z.string() })),
    })
    .meta({ id: 'ContributionDue', description: '应缴' }),
  ruleRefused,
]);

export const policyRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  app.get(
    '/api/parameters/areas',
    {
      config: { action: 'policy.read' },
      schema: {
        operationId: 'listParameterAreas',
        tags: [tag],
        summary: '有参数的地区和主题',
        response: {
          200: z.object({
            areas: z.array(z.object({ id: z.string(), name: z.string(), rows: z.int() })),
            topics: z.array(z.object({ id: z.string(), name: z.string() })),
          }),
        },
      },
    },
    async () => ({ areas: [...parameterAreas()], topics: [...parameterTopics()] }),
  );

  app.get(
    '/api/parameters',
    {
      config: { action: 'policy.read' },
      schema: {
        operationId: 'listParameters',
        tags: [tag],
        summary: '一地一日的政策参数：有据可用、草稿、未涵盖，下次变化，各期的行和确认',
        querystring: z.object({
          area,
          day: dayText,
          topic: z.string().max(60).optional().describe('主题，如 resident/inpatient'),
          search: z.string().max(100).optional().describe('名称、参数、文件中的文字'),
        }),
        response: {
          200: z.object({
            area: z.string(),
            areaName: z.string(),
            counts: z.record(z.string(), z.int()).describe('各种状态的项数，不论主题和搜索'),
            missing: z.array(z.string()).describe('别处有而本地没有任何一行的主题'),
            parameters: z.array(standing),
          }),
        },
      },
    },
    async (request) => {
      const { area: place, day, topic, search = '' } = request.query;
      const all = parametersOn(await parametersOf(db), place, day);
      const entries = Map.groupBy(await listParameterEntries(db), (one) => one.key);
      const chain = areaChain(place);
      const words = search.trim().toLowerCase();
      const shown = all.filter(
        (one) => (topic === undefined || topicOf(one.key) === topic) && (words === '' || mentions(one, words)),
      );
      const counts = Object.fromEntries(
        Object.keys(parameterStates).map((id) => [id, all.filter((one) => one.state === id).length]),
      );
      const known = new Set(all.map((one) => topicOf(one.key)));
      return {
        area: place,
        areaName: areaName(place),
        counts,
        missing: parameterTopics().flatMap(({ id, name }) => (known.has(id) ? [] : [name])),
        parameters: shown.map((one) =>
          describeStanding(
            one,
            (entries.get(one.key) ?? []).filter((entered) => chain.includes(entered.area)),
          ),
        ),
      };
    },
  );

  app.post(
    '/api/parameters/confirmations',
    {
      config: { action: 'policy.enter' },
      schema: {
        operationId: 'enterParameterValue',
        tags: [tag],
        summary: '对照文件为草稿录入数值；由另一人确认后才参与计算',
        headers: idempotent,
        body: z.object({
          area,
          key,
          from: dayText.describe('所对应的行的起日'),
          value: z.string().max(40).describe('照参数文件的写法：金额元，比例小数'),
          document: z.string().max(300).describe('核对的文件'),
        }),
        response: {
          201: z.object({ id: z.string() }),
          400: problem,
          403: problem,
          404: problem,
          409: problem,
          422: problem,
        },
      },
    },
    async (request, reply) => {
      const { actor, at } = nowBy(request);
      const answer = await once(db, asked(request, actor.id, at), async (trx) => {
        const outcome = await enterParameterValue(trx, { ...request.body, id: newId(), by: actor.id, at });
        if ('refusal' in outcome) throw refused('parameters', outcome.refusal);
        return outcome;
      });
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/parameters/confirmations/:id/confirm',
    {
      config: { action: 'policy.confirm' },
      schema: {
        operationId: 'confirmParameterValue',
        tags: [tag],
        summary: '确认他人录入的数值；确认后不再改动',
        headers: idempotent,
        params: z.object({ id: z.uuid() }),
        response: { 200: z.object({ id: z.string() }), 403: problem, 404: problem, 409: problem, 422: problem },
      },
    },
    async (request) => {
      const { actor, at } = nowBy(request);
      return once(db, asked(request, actor.id, at), async (trx) => {
        const outcome = await confirmParameterValue(trx, { id: request.params.id, by: actor.id, at });
        if (!('refusal' in outcome)) return outcome;
        const { id, message } = outcome.refusal;
        if (id === 'checker-is-maker') throw refused('access', { id, message });
        throw refused('parameters', outcome.refusal as Parameters<typeof refused<'parameters'>>[1]);
      });
    },
  );

  app.get(
    '/api/settlements/trial-choices',
    {
      config: { action: 'policy.try' },
      schema: {
        operationId: 'listTrialChoices',
        tags: [tag],
        summary: '一地一日有规定的医院级别、病种和项目',
        querystring: visit.pick({ area: true, day: true, scheme: true, kind: true }),
        response: {
          200: z.object({
            levels: z.array(z.object({ id: z.string(), name: z.string() })),
            items: z.array(z.object({ id: z.string(), name: z.string() })),
          }),
        },
      },
    },
    async (request) => {
      const { levels, items } = trialChoices(await parametersOf(db), request.query);
      return { levels: [...levels], items: [...items] };
    },
  );

  app.post(
    '/api/settlements/trial',
    {
      config: { action: 'policy.try' },
      schema: {
        operationId: 'trySettlement',
        tags: [tag],
        summary: '待遇试算：金额、给经办人员和给参保人的推导，或不能计算的理由；可比较两种情形。不保存',
        body: settlementTrial,
        response: { 200: settlementAnswer, 400: problem, 422: problem },
      },
    },
    async (request) => {
      const { other, ...body } = request.body;
      const set = await parametersOf(db);
      const trial = await trialOf(db, body);
      const run = (one: SettlementTrial): TrialSettled | TrialRefused => {
        const outcome = trySettlement(set, one);
        if ('refusal' in outcome) throw refused('parameters', outcome.refusal);
        return outcome;
      };
      const first = run(trial);
      if (other === undefined) return { first: describeVariant(first), other: null, differences: null };
      const { supposed: otherSupposed, ...changes } = other;
      const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const second = run({
        ...trial,
        visit: { ...trial.visit, ...said },
        supposed: otherSupposed ?? trial.supposed,
      });
      const changed = trialDifferences(first, second);
      return {
        first: describeVariant(first),
        other: describeVariant(second),
        differences:
          changed?.map(({ payer, before, after, difference }) => ({
            payer,
            name: trialCodes.payers[payer],
            before: formatYuan(before),
            after: formatYuan(after),
            difference: formatYuan(difference),
          })) ?? null,
      };
    },
  );

  app.post(
    '/api/contributions/trial',
    {
      config: { action: 'policy.try' },
      schema: {
        operationId: 'tryContribution',
        tags: [tag],
        summary: '缴费试算：居民一年、职工一月的应缴和补助、资助。不保存',
        body: contributionTrial,
        response: { 200: contributionAnswer, 400: problem, 422: problem },
      },
    },
    async (request) => {
      const { body } = request;
      const set = await parametersOf(db);
      const outcome = tryContribution(
        set,
        body.kind === 'resident'
          ? { kind: 'resident', enrolment: body, supposed: body.supposed }
          : {
              kind: 'employee',
              month: { area: body.area, month: body.month, kind: body.member, wage: fenOf(body.wage) },
              supposed: body.supposed,
            },
      );
      if ('refusal' in outcome) throw refused('parameters', outcome.refusal);
      return describeContribution(outcome);
    },
  );
};

function mentions({ key: id, name, current, history }: ParameterStanding, words: string): boolean {
  const { row: of } = current ?? history[history.length - 1] ?? {};
  return [id, name, of?.instrument, of?.article].some((text) => text?.toLowerCase().includes(words) === true);
}

function describeStanding(one: ParameterStanding, entries: readonly ListedEntry[]): z.infer<typeof standing> {
  const { key: id, name, state: of, current, next, history } = one;
  return {
    key: id,
    name,
    topic: topicOf(id),
    state: of,
    current: current === null ? null : describeRow(current),
    next:
      next === null
        ? null
        : {
            day: next.day,
            printed: next.standing?.printed ?? null,
            state: next.standing?.state ?? 'not-covered',
          },
    history: history.map(describeRow),
    entries: entries.map(({ key: _, madeAt, confirmedAt, ...rest }) => ({
      ...rest,
      madeAt: madeAt.toISOString(),
      confirmedAt: confirmedAt?.toISOString() ?? null,
    })),
  };
}

function describeRow({ row: of, state: how, text, printed, confirmedBy }: RowStanding): z.infer<typeof row> {
  const { area: place, from, to, unit, grade, instrument, article, source, note } = of;
  return {
    area: place,
    areaName: areaName(place),
    from,
    to,
    unit,
    value: text,
    printed,
    state: how,
    grade,
    instrument,
    article,
    source,
    note,
    confirmedBy,
  };
}

/** Amounts have been matched by their pattern already. */
function fenOf(text: string): Fen {
  const amountRead = parseYuan(text);
  if (amountRead === null) throw new Refusal('request-invalid', `“${text}”不是至多两位小数的金额，没有计算。`);
  return amountRead;
}

function scaled(text: string, places: number): number {
  const value = parseExact(text);
  const step = 10n ** BigInt(8 - places);
  if (value === null || value % step !== 0n) throw new Refusal('request-invalid', `“${text}”的小数过多，没有计算。`);
  return Number(value / step);
}

type TrialBody = Omit<z.infer<typeof settlementTrial>, 'other'>;

async function trialOf(
  db: RouteContext['db'],
  { visit: of, bill: typed, used: before, supposed: values }: TrialBody,
): Promise<SettlementTrial> {
  const { lines, total, extraInfants, hospitalBorne, account, own, overLimit, firstPay, inScope } = typed;
  const { stays, limitUsed, ...amounts } = used.parse(before ?? {});
  const fen = (record: Readonly<Record<string, string>>): Record<string, Fen> =>
    Object.fromEntries(Object.entries(record).map(([name, text]) => [name, fenOf(text)]));
  const of4 = {
    own: fenOf(own),
    overLimit: fenOf(overLimit),
    firstPay: fenOf(firstPay),
    inScope: fenOf(inScope),
  };
  const claimed = lines.map((one): ClaimedLine => {
    const coded = {
      code: one.code,
      quantity: scaled(one.quantity, 4),
      price: scaled(one.price, 6),
      amount: fenOf(one.amount),
      day: one.day ?? of.day,
    };
    if (one.class === undefined) return coded;
    return {
      ...coded,
      class: one.class,
      firstPay: scaled(one.firstPay, 4),
      priceLimit: one.priceLimit === null ? null : scaled(one.priceLimit, 6),
      inForceFrom: '2000-01-01',
      inForceTo: null,
    };
  });
  const bill = await classifiedByCatalogue(db, {
    lines: claimed,
    ...(lines.length === 0 ? { sums: of4 } : {}),
    ...(total === null ? {} : { total: fenOf(total) }),
    hospitalBorne: fenOf(hospitalBorne),
    account: fenOf(account),
    extraInfants,
  });
  if ('refusal' in bill) throw deskRefused(bill);
  return {
    visit: of,
    bill,
    used: { ...trialCodes.noneUsed(yearOf(of.day)), ...fen(amounts), stays, limitUsed: fen(limitUsed) },
    supposed: values,
  };
}

function describeVariant(outcome: TrialSettled | TrialRefused): z.infer<typeof variant> {
  if (outcome.outcome === 'refused') return { ...outcome };
  const { settlement, layers, staff, patient, parameters, unused } = outcome;
  const { after } = settlement;
  const payers = Object.entries(trialCodes.payers) as [keyof typeof trialCodes.payers, string][];
  return {
    outcome: 'settled',
    amounts: Object.fromEntries(amountNames.map((name) => [name, formatYuan(settlement[name])])) as Record<
      Amount,
      string
    >,
    poolRatio: settlement.poolRatio === null ? null : `${formatExact(BigInt(settlement.poolRatio) * 1_000_000n)}%`,
    payers: payers
      .filter(([payer]) => settlement[payer] > 0)
      .map(([payer, name]) => ({ payer, name, amount: formatYuan(settlement[payer]) })),
    after: {
      deductible: formatYuan(after.deductible),
      pool: formatYuan(after.pool),
      burden: formatYuan(after.burden),
      illness: formatYuan(after.illness),
      assistance: formatYuan(after.assistance),
    },
    layers: layersShown(layers),
    staff: [...staff],
    patient: [...patient],
    parameters: parameters.map((one) => ({ ...one })),
    unused: [...unused],
  };
}

function describeContribution(
  outcome: Exclude<ReturnType<typeof tryContribution>, { readonly refusal: unknown }>,
): z.infer<typeof contributionAnswer> {
  if (outcome.outcome === 'refused') return { ...outcome };
  const named = (rows: readonly (readonly [string, Fen | null])[]) =>
    rows.map(([name, value]) => ({ name, amount: value === null ? null : formatYuan(value) }));
  if (outcome.outcome === 'employee') {
    const { base, person, employer, maternity, unemploymentFund, account } = outcome.contribution;
    return {
      outcome: 'due',
      amounts: named([
        ['缴费基数', base],
        ['个人缴费', person],
        ['单位缴费', employer],
        ['生育保险（单位）', maternity],
        ['失业保险基金代缴', unemploymentFund],
        ['划入个人账户', account],
      ]),
      facts: [],
    };
  }
  const { standard, subsidy, subsidyCategory, person, fiscal, central, local, coveredFrom, newborn, late } =
    outcome.contribution;
  return {
    outcome: 'due',
    amounts: named([
      ['个人缴费标准', standard],
      ['资助参保', subsidy],
      ['本人应缴', person],
      ['财政补助', fiscal],
      ['其中中央', central],
      ['其中地方', local],
    ]),
    facts: [
      { name: '享受待遇起日', text: coveredFrom },
      ...(subsidyCategory === null ? [] : [{ name: '资助身份', text: trialCodes.categories[subsidyCategory] }]),
      ...(newborn ? [{ name: '参保方式', text: '新生儿' }] : []),
      ...(late ? [{ name: '参保方式', text: '集中征缴期后' }] : []),
    ],
  };
}
