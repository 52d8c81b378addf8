/** The funds' finance: bank accounts and payees, subsidies by document, movements, and where the two sets of books meet. */
import {
  accountBalance,
  accountMonths,
  accountRoles,
  checkMovement,
  checkPayee,
  departmentExpenditure,
  enterAccount,
  enterPayee,
  enterSpending,
  enterSubsidy,
  fundExpenditureItems,
  fundIncomeItems,
  fundNames,
  fundSchemes,
  fundSets,
  fundYears,
  listAccounts,
  listBureaus,
  listMovements,
  listPayees,
  listSpendings,
  listSubsidies,
  makeMovement,
  meetOf,
  movementKinds,
  payeeKinds,
  peopleNames,
  sendMovementBack,
  statementSources,
  statementSourcesOfRole,
  subsidyLevels,
  subsidyPaths,
  subsidyPurposes,
} from '@mingzhang/bureau';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { once } from '../../idempotency.ts';
import { asked, idempotent } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  entered,
  fenTyped,
  givenId,
  handOf,
  problems,
  typedAmount,
  typedDay,
  typedText,
  yuanOf,
} from '../insurance/shapes.ts';
import { done, fundCode, mayRead, ofDepartment, tag } from './shapes.ts';

const codes = <Code extends string>(names: Readonly<Record<Code, unknown>>) =>
  z.enum(Object.keys(names) as [Code, ...Code[]]);

const named = z.object({ id: z.string(), name: z.string() });

const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([id, name]) => ({ id, name }));

const account = z
  .object({
    id: z.string(),
    set: z.string(),
    role: codes(accountRoles),
    name: z.string(),
    bank: z.string(),
    number: z.string(),
    openedOn: z.string(),
    balance: z.string().describe('今天的账面余额，元'),
  })
  .meta({ id: 'FundAccount', description: '基金的一个银行账户' });

const payee = z
  .object({
    id: z.string(),
    kind: codes(payeeKinds),
    name: z.string(),
    bank: z.string(),
    number: z.string(),
    state: z.enum(['waiting', 'standing', 'ended']).describe('待复核、在用、已停用'),
    maker: z.string(),
    checker: z.string().nullable(),
  })
  .meta({ id: 'FundPayee', description: '收款人和收款账户' });

const subsidy = z
  .object({
    id: z.string(),
    number: z.string(),
    level: codes(subsidyLevels),
    fund: fundCode,
    year: z.int(),
    functionCode: z.string(),
    purpose: codes(subsidyPurposes),
    path: codes(subsidyPaths),
    amount: z.string(),
    issuedOn: z.string(),
    spent: z.string().describe('已支出，元'),
    received: z.string().describe('已到账，元'),
  })
  .meta({ id: 'FundSubsidy', description: '一份财政补助文件' });

const movement = z
  .object({
    id: z.string(),
    set: z.string(),
    fund: fundCode,
    kind: z.string(),
    account: z.string(),
    toAccount: z.string().nullable(),
    subsidy: z.string().nullable(),
    from: z.string().nullable().describe('退回多付待遇款的人或机构'),
    date: z.string(),
    amount: z.string(),
    reference: z.string(),
    text: z.string(),
    state: z.enum(['made', 'booked', 'sent-back']).describe('待复核、已记账、已退回'),
    reason: z.string(),
    voucher: z.string().nullable(),
    maker: z.string(),
    checker: z.string().nullable(),
    mine: z.boolean().describe('是否本人所经办'),
  })
  .meta({ id: 'FundMovement', description: '一笔资金变动' });

const meeting = z
  .object({
    lines: z.array(
      z.object({
        fund: fundCode,
        year: z.int(),
        document: z.string(),
        number: z.string(),
        functionCode: z.string(),
        path: codes(subsidyPaths),
        spent: z.string(),
        received: z.string(),
        difference: z.string(),
        verdict: z.enum(['equal', 'timing', 'differs']).describe('相等、时间性差异、不符'),
        reason: z.string(),
      }),
    ),
    loose: z.array(z.string()).describe('一方账上有而没有文件的'),
    failures: z.int(),
  })
  .meta({ id: 'FundMeeting', description: '部门和财政的支出与基金财政补贴收入' });

export const treasuryRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db, charts }) => {
  app.get(
    '/api/treasury/choices',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listTreasuryChoices',
        tags: [tag],
        summary: '有基金账的经办机构，及各种可选项的名称',
        response: {
          200: z.object({
            today: z.string(),
            departments: z.array(
              named.extend({
                sets: z.array(named.extend({ funds: z.array(fundCode) })),
                years: z
                  .object({
                    booked: z.array(z.int()).describe('记了账的，近的在前'),
                    budgeted: z.array(z.int()).describe('有预算的，近的在前'),
                    lastMonth: z.string().nullable().describe('最近一个记了账的月份'),
                  })
                  .describe('各页有数的年度'),
              }),
            ),
            funds: z.array(named),
            roles: z.array(named.extend({ sources: z.array(named).describe('与哪些对账单核对') })),
            incomeItems: z.array(named),
            expenditureItems: z.array(named),
            schemes: z.array(named),
            kinds: z.array(
              named.extend({
                roles: z.array(codes(accountRoles)),
                to: z.array(codes(accountRoles)).nullable(),
                confirmed: z.boolean().describe('这样记账的依据已核实'),
              }),
            ),
            levels: z.array(named),
            paths: z.array(named),
            purposes: z.array(named),
            payeeKinds: z.array(named),
          }),
        },
      },
    },
    async (request) => {
      const departments = [];
      for (const { id, name } of await listBureaus(db)) {
        const sets = await fundSets(db, id);
        if (sets.length > 0) {
          const years = await fundYears(db, id);
          departments.push({
            id,
            name,
            sets: sets.map((set) => ({ id: set.id, name: set.name, funds: [...set.funds] })),
            years: { ...years, booked: [...years.booked], budgeted: [...years.budgeted] },
          });
        }
      }
      return {
        today: handOf(request).today,
        departments,
        funds: choicesOf(fundNames),
        roles: Object.entries(accountRoles).map(([id, { name }]) => ({
          id,
          name,
          sources: statementSourcesOfRole[id as keyof typeof accountRoles].map((source) => {
            return { id: source, name: statementSources[source] };
          }),
        })),
        incomeItems: Object.entries(fundIncomeItems).map(([id, { name }]) => ({ id, name })),
        expenditureItems: Object.entries(fundExpenditureItems).map(([id, { name }]) => ({ id, name })),
        schemes: Object.entries(fundSchemes).map(([id, { name }]) => ({ id, name })),
        kinds: movementKinds.map(({ id, name, roles, to = null, grade }) => {
          return {
            id,
            name,
            roles: [...roles],
            to: to === null ? null : [...to],
            confirmed: grade === 'A' || grade === 'B',
          };
        }),
        levels: choicesOf(subsidyLevels),
        paths: choicesOf(subsidyPaths),
        purposes: choicesOf(subsidyPurposes),
        payeeKinds: choicesOf(payeeKinds),
      };
    },
  );

  app.get(
    '/api/treasury/accounts',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundAccounts',
        tags: [tag],
        summary: '基金的银行账户和账面余额',
        querystring: ofDepartment,
        response: { 200: z.object({ accounts: z.array(account) }), ...problems },
      },
    },
    async (request) => {
      const { department } = request.query;
      mayRead(request, department);
      const { today } = handOf(request);
      const accounts = [];
      for (const { department: _, ...one } of await listAccounts(db, department)) {
        accounts.push({ ...one, balance: yuanOf(await accountBalance(db, one, today)) });
      }
      return { accounts };
    },
  );

  app.get(
    '/api/treasury/accounts/:id/months',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundAccountMonths',
        tags: [tag],
        summary: '一个银行账户一年各月的收付',
        params: z.object({ id: givenId }),
        querystring: ofDepartment.extend({ year: z.coerce.number().int().min(1990).max(2999) }),
        response: {
          200: z.object({ months: z.array(z.object({ month: z.string(), received: z.string(), paid: z.string() })) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department, year } = request.query;
      mayRead(request, department);
      const found = (await listAccounts(db, department)).find(({ id }) => id === request.params.id);
      if (found === undefined) return { months: [] };
      const months = await accountMonths(db, found, year);
      return {
        months: months.map(({ month, received, paid }) => ({ month, received: yuanOf(received), paid: yuanOf(paid) })),
      };
    },
  );

  app.post(
    '/api/treasury/accounts',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'enterFundAccount',
        tags: [tag],
        summary: '登记基金的一个银行账户',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          set: z.string().max(100),
          role: z.string().max(20),
          name: typedText,
          bank: typedText,
          number: typedText,
          openedOn: typedDay,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await enterAccount(trx, { ...body, ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/treasury/payees',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundPayees',
        tags: [tag],
        summary: '收款人和收款账户',
        querystring: ofDepartment,
        response: { 200: z.object({ payees: z.array(payee.extend({ mine: z.boolean() })) }), ...problems },
      },
    },
    async (request) => {
      mayRead(request, request.query.department);
      const names = await peopleNames(db);
      const { by } = handOf(request);
      return {
        payees: (await listPayees(db, request.query.department)).map(({ maker, checker, ...row }) => {
          return { ...row, maker: names(maker), checker: checker === null ? null : names(checker), mine: maker === by };
        }),
      };
    },
  );

  app.post(
    '/api/treasury/payees',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'enterFundPayee',
        tags: [tag],
        summary: '登记收款人的收款账户；另一人复核后才用',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          kind: z.string().max(20),
          name: typedText,
          bank: typedText,
          number: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await enterPayee(trx, { ...body, ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/payees/:id/check',
    {
      config: { action: 'treasury.check' },
      schema: {
        operationId: 'checkFundPayee',
        tags: [tag],
        summary: '复核收款账户；原来的账户随即停用',
        params: z.object({ id: givenId }),
        body: ofDepartment,
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { department } = request.body;
      requirePermission(request, 'treasury.check', { department });
      return reply.code(201).send(done(await checkPayee(db, { department, ...request.params, ...handOf(request) })));
    },
  );

  app.get(
    '/api/treasury/subsidies',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundSubsidies',
        tags: [tag],
        summary: '财政补助文件，已支出和已到账的金额；还没有对应文件的部门凭证',
        querystring: ofDepartment,
        response: {
          200: z.object({
            subsidies: z.array(subsidy),
            vouchers: z.array(
              z.object({
                unit: z.string(),
                voucher: z.string(),
                date: z.string(),
                text: z.string(),
                functionCode: z.string(),
                left: z.string().describe('还没有对应文件的金额，元'),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { department } = request.query;
      mayRead(request, department);
      const spendings = await listSpendings(db, department);
      const movements = await listMovements(db, department, { from: '1990-01-01', to: '2999-12-31' });
      const sum = (amounts: readonly number[]): string => yuanOf(amounts.reduce((total, one) => total + one, 0));
      const vouchers = await departmentExpenditure(db, department, { flagged: true });
      return {
        subsidies: (await listSubsidies(db, department)).map((one) => ({
          ...one,
          amount: yuanOf(one.amount),
          spent: sum(spendings.filter((row) => row.subsidy === one.id).map((row) => row.amount)),
          received: sum(
            movements.filter((row) => row.subsidy === one.id && row.state === 'booked').map((row) => row.amount),
          ),
        })),
        vouchers: vouchers
          .filter(({ amount, given }) => amount > given)
          .map(({ amount, given, ...row }) => ({ ...row, left: yuanOf(amount - given) })),
      };
    },
  );

  app.post(
    '/api/treasury/subsidies',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'enterFundSubsidy',
        tags: [tag],
        summary: '登记一份财政补助文件',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          number: typedText,
          level: z.string().max(20),
          fund: z.string().max(40),
          year: z.int(),
          functionCode: z.string().max(20),
          purpose: z.string().max(20),
          path: z.string().max(20),
          amount: typedAmount,
          issuedOn: typedDay,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await enterSubsidy(trx, { ...body, amount: fenTyped(body.amount), ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/subsidies/:id/spendings',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'enterFundSubsidySpending',
        tags: [tag],
        summary: '登记一份文件的支出：对应部门凭证，或财政的拨款凭证',
        headers: idempotent,
        params: z.object({ id: givenId }),
        body: ofDepartment.extend({
          id: givenId,
          spentOn: typedDay,
          amount: typedAmount,
          voucher: z.object({ unit: z.string().max(100), id: givenId }).nullable(),
          reference: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body, params } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await enterSpending(trx, { ...body, subsidy: params.id, amount: fenTyped(body.amount), ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/treasury/movements',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'listFundMovements',
        tags: [tag],
        summary: '一年的资金变动，最近的在前',
        querystring: ofDepartment.extend({ year: z.coerce.number().int().min(1990).max(2999) }),
        response: { 200: z.object({ movements: z.array(movement) }), ...problems },
      },
    },
    async (request) => {
      const { department, year } = request.query;
      mayRead(request, department);
      const names = await peopleNames(db);
      const { by } = handOf(request);
      const movements = await listMovements(db, department, { from: `${year}-01-01`, to: `${year}-12-31` });
      return {
        movements: movements.map(({ maker, checker, amount, ...row }) => ({
          ...row,
          amount: yuanOf(amount),
          maker: names(maker),
          checker: checker === null ? null : names(checker),
          mine: maker === by,
        })),
      };
    },
  );

  app.post(
    '/api/treasury/movements',
    {
      config: { action: 'treasury.make' },
      schema: {
        operationId: 'makeFundMovement',
        tags: [tag],
        summary: '经办一笔资金变动；另一人复核后记账',
        headers: idempotent,
        body: ofDepartment.extend({
          id: givenId,
          fund: z.string().max(40),
          kind: z.string().max(40),
          account: givenId,
          toAccount: givenId.nullable(),
          subsidy: givenId.nullable(),
          from: z
            .object({ kind: z.enum(['institution', 'person']), key: z.string().max(200) })
            .nullable()
            .default(null)
            .describe('收回多付的待遇款：机构按名称，个人按应付款列表里的 payee；其他种类为 null'),
          date: typedDay,
          amount: typedAmount,
          reference: typedText,
          text: typedText,
        }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      requirePermission(request, 'treasury.make', { department: body.department });
      const hand = handOf(request);
      const answer = await once(db, asked(request, hand.at), async (trx) =>
        done(await makeMovement(trx, { ...body, amount: fenTyped(body.amount), ...hand })),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/treasury/movements/:id/decision',
    {
      config: { action: 'treasury.check' },
      schema: {
        operationId: 'decideOnFundMovement',
        tags: [tag],
        summary: '复核一笔资金变动并记账，或退回并写明原因',
        params: z.object({ id: givenId }),
        body: ofDepartment.extend({ approve: z.boolean(), reason: typedText }),
        response: { 201: entered, ...problems },
      },
    },
    async (request, reply) => {
      const { department, approve, reason } = request.body;
      requirePermission(request, 'treasury.check', { department });
      const decision = { department, ...request.params, ...handOf(request) };
      const outcome = approve
        ? await checkMovement(db, charts, decision)
        : await sendMovementBack(db, { ...decision, reason });
      return reply.code(201).send(done(outcome));
    },
  );

  app.get(
    '/api/treasury/meeting',
    {
      config: { action: 'treasury.read' },
      schema: {
        operationId: 'getFundMeeting',
        tags: [tag],
        summary: '两套账相接：部门和财政的支出与基金财政补贴收入，逐份文件',
        querystring: ofDepartment,
        response: { 200: meeting, ...problems },
      },
    },
    async (request) => {
      const { department } = request.query;
      mayRead(request, department);
      const met = await meetOf(db, department);
      return {
        lines: (met?.lines ?? []).map(({ spent, received, difference, ...line }) => ({
          ...line,
          spent: yuanOf(spent),
          received: yuanOf(received),
          difference: yuanOf(difference),
        })),
        loose: [...(met?.loose ?? [])],
        failures: met?.failures.length ?? 0,
      };
    },
  );
};
