/** Receptions, trips abroad, running of vehicles, meetings, training and festivals; their vouchers and how they agree. */
import {
  economyCodeOf,
  enterRecord,
  type ListedRecord,
  listAssets,
  listRecords,
  listVoucherParts,
  peopleNames,
  type Register,
  type RegisterRecord,
  reconcile,
  registerNames,
  registers,
  tieRecord,
  untieRecord,
  vehicleUseNames,
  withdrawRecord,
} from '@mingzhang/bureau';
import { formatYuan } from '@mingzhang/kernel';
import { type FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { problem } from '../../schemas.ts';
import { idempotent, yuan } from '../books/shapes.ts';
import { type RouteContext } from '../context.ts';
import {
  entering,
  entryProblems,
  fenTyped,
  ofRecord,
  recorded,
  recordId,
  typedAmount,
  typedCount,
  typedDay,
  typedText,
} from './entering.ts';
import { requireInUnit, unitAndYear, unitId } from './place.ts';

const tag = '台账';

const tie = z
  .object({ id: z.string(), voucher: z.string(), date: z.string(), text: z.string(), amount: yuan })
  .meta({ id: 'RegisterTie', description: '登记与凭证的对应' });

/** What every record of a register shows beside its own columns. */
const shown = {
  id: z.string(),
  date: z.string(),
  cost: yuan,
  about: z.string().describe('一句话说明'),
  maker: z.string(),
  madeAt: z.string(),
  withdrawn: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  ties: z.array(tie),
  tied: yuan,
};
const entered = { unit: unitId, id: recordId, date: typedDay, cost: typedAmount };

const receptionFields = {
  kind: z.enum(['domestic', 'foreign-affairs', 'abroad']).describe('国内、国内中的外事、国（境）外'),
  guests: typedText.describe('来访单位'),
  reason: typedText.describe('接待事由'),
  host: typedText.describe('接待部门或经办人'),
  letter: typedText.describe('公函文号'),
  persons: typedCount.describe('来宾人数'),
  escorts: typedCount.describe('陪同人数'),
};
const tripFields = {
  destination: typedText,
  purpose: typedText,
  approval: typedText.describe('批件文号'),
  ownGroup: z.boolean().describe('组团；否为参团'),
  persons: typedCount,
  returnedOn: typedDay,
};
const vehicleCostFields = {
  vehicle: recordId.describe('车辆卡片'),
  kind: z.enum(['fuel', 'repair', 'insurance', 'toll', 'inspection', 'other']),
  note: typedText,
};
const eventFields = {
  register: z.enum(['meeting', 'training', 'festival']).describe('会议、培训、节庆论坛等活动'),
  name: typedText,
  content: typedText,
  place: typedText,
  until: typedDay,
  persons: typedCount,
};

const reception = z.object({ ...shown, ...receptionFields }).meta({ id: 'Reception', description: '公务接待' });
const trip = z.object({ ...shown, ...tripFields }).meta({ id: 'TripAbroad', description: '因公出国（境）' });
const vehicleCost = z
  .object({ ...shown, ...vehicleCostFields })
  .meta({ id: 'VehicleCost', description: '公务用车运行维护' });
const officeEvent = z.object({ ...shown, ...eventFields }).meta({ id: 'OfficeEvent', description: '会议、培训、活动' });

const registerName = z.enum(registers).meta({ id: 'Register', description: '登记的种类' });

const reconciliation = z
  .object({
    register: registerName,
    name: z.string(),
    code: z.string().nullable().describe('经济分类；节庆等活动没有单独的经济分类'),
    codeName: z.string(),
    records: z.int(),
    persons: z.int(),
    ledger: yuan.describe('总账'),
    registered: yuan.describe('登记'),
    tied: yuan.describe('已对应'),
    differences: z.array(
      z.object({
        kind: z.enum(['untied-record', 'untied-voucher', 'overtied-voucher']),
        id: z.string(),
        date: z.string(),
        text: z.string(),
        amount: yuan,
      }),
    ),
  })
  .meta({ id: 'RegisterReconciliation', description: '登记与总账的核对' });

type Shown = z.infer<z.ZodObject<typeof shown>>;

export const registerRoutes: FastifyPluginAsyncZod<RouteContext> = async (app, { db }) => {
  async function yearOf(unit: string, year: number, wanted: readonly Register[]) {
    const names = await peopleNames(db);
    const span = { from: `${year}-01-01`, to: `${year}-12-31` };
    const rows = await listRecords(db, { unit, registers: wanted, ...span, withdrawn: true });
    return rows.map((row) => ({ record: row.record, shown: describe(row, names) }));
  }

  app.get(
    '/api/office/receptions',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listReceptions',
        tags: [tag],
        summary: '一个单位一年的公务接待，撤回的也在内',
        querystring: unitAndYear,
        response: { 200: z.object({ receptions: z.array(reception) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const receptions = (await yearOf(unit, year, ['reception'])).flatMap(({ record, shown: common }) =>
        record.register === 'reception' ? [{ ...common, ...ownFields(record) }] : [],
      );
      return { receptions };
    },
  );

  app.post(
    '/api/office/receptions',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterReception',
        tags: [tag],
        summary: '登记一次公务接待',
        headers: idempotent,
        body: z.object({ ...entered, ...receptionFields }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => reply.code(201).send(await enter(request, { ...request.body, register: 'reception' })),
  );

  app.get(
    '/api/office/trips',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listTrips',
        tags: [tag],
        summary: '一个单位一年的因公出国（境）团组',
        querystring: unitAndYear,
        response: { 200: z.object({ trips: z.array(trip) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const trips = (await yearOf(unit, year, ['trip'])).flatMap(({ record, shown: common }) =>
        record.register === 'trip' ? [{ ...common, ...ownFields(record) }] : [],
      );
      return { trips };
    },
  );

  app.post(
    '/api/office/trips',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterTrip',
        tags: [tag],
        summary: '登记一个因公出国（境）团组，回国以后',
        headers: idempotent,
        body: z.object({ ...entered, ...tripFields }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => reply.code(201).send(await enter(request, { ...request.body, register: 'trip' })),
  );

  app.get(
    '/api/office/vehicle-costs',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listVehicleCosts',
        tags: [tag],
        summary: '一个单位一年的公务用车运行维护，按车登记',
        querystring: unitAndYear,
        response: {
          200: z.object({
            costs: z.array(vehicleCost),
            vehicles: z.array(
              z
                .object({ id: z.string(), number: z.string(), plate: z.string(), name: z.string(), use: z.string() })
                .meta({ id: 'Vehicle', description: '资产卡片上的车辆' }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const costs = (await yearOf(unit, year, ['vehicle'])).flatMap(({ record, shown: common }) =>
        record.register === 'vehicle' ? [{ ...common, ...ownFields(record) }] : [],
      );
      const vehicles = (await listAssets(db, unit, `${year}-12-31`)).flatMap(({ card }) =>
        card.vehicleUse === null
          ? []
          : [
              {
                id: card.id,
                number: card.number,
                plate: card.plate ?? '',
                name: card.name,
                use: vehicleUseNames[card.vehicleUse],
              },
            ],
      );
      return { costs, vehicles };
    },
  );

  app.post(
    '/api/office/vehicle-costs',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterVehicleCost',
        tags: [tag],
        summary: '登记一笔公务用车运行维护费用',
        headers: idempotent,
        body: z.object({ ...entered, ...vehicleCostFields }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => reply.code(201).send(await enter(request, { ...request.body, register: 'vehicle' })),
  );

  app.get(
    '/api/office/events',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listEvents',
        tags: [tag],
        summary: '一个单位一年的会议、培训、节庆论坛等活动',
        querystring: unitAndYear,
        response: { 200: z.object({ events: z.array(officeEvent) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const rows = await yearOf(unit, year, ['meeting', 'training', 'festival']);
      const events = rows.flatMap(({ record, shown: common }) =>
        'until' in record ? [{ ...common, ...ownFields(record), register: record.register }] : [],
      );
      return { events };
    },
  );

  app.post(
    '/api/office/events',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'enterEvent',
        tags: [tag],
        summary: '登记一次会议、培训或活动，结束以后',
        headers: idempotent,
        body: z.object({ ...entered, ...eventFields }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => reply.code(201).send(await enter(request, request.body)),
  );

  type Typed<Record extends RegisterRecord> = Record extends RegisterRecord
    ? Omit<Record, 'cost'> & { readonly cost: string }
    : never;

  function enter(request: Parameters<typeof entering>[1], record: Typed<RegisterRecord>) {
    const { unit } = record;
    return entering(db, request, { action: 'register.write', unit }, (trx, { by, at, today }) =>
      enterRecord(trx, { record: { ...record, cost: fenTyped(record.cost) } as RegisterRecord, by, at, today }),
    );
  }

  app.post(
    '/api/office/register-records/:id/withdrawal',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'withdrawRegisterRecord',
        tags: [tag],
        summary: '撤回一条登记，写明理由；对应凭证的先解除',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, reason: typedText }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit, reason } = request.body;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        withdrawRecord(trx, { unit, id: request.params.id, by, at, reason }),
      );
    },
  );

  app.post(
    '/api/office/register-records/:id/ties',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'tieRegisterRecord',
        tags: [tag],
        summary: '写明已记账的凭证支付了一条登记的多少',
        headers: idempotent,
        params: ofRecord,
        body: z.object({ unit: unitId, id: recordId, voucher: recordId, amount: typedAmount }),
        response: { 201: recorded, ...entryProblems },
      },
    },
    async (request, reply) => {
      const { unit, id, voucher, amount } = request.body;
      const answer = await entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        tieRecord(trx, { unit, id, record: request.params.id, voucher, amount: fenTyped(amount), by, at }),
      );
      return reply.code(201).send(answer);
    },
  );

  app.post(
    '/api/office/register-records/:id/ties/:tie/undoing',
    {
      config: { action: 'register.write' },
      schema: {
        operationId: 'untieRegisterRecord',
        tags: [tag],
        summary: '解除一条登记与凭证的对应',
        headers: idempotent,
        params: ofRecord.extend({ tie: recordId }),
        body: z.object({ unit: unitId }),
        response: { 200: recorded, ...entryProblems },
      },
    },
    async (request) => {
      const { unit } = request.body;
      const { id: record, tie: id } = request.params;
      return entering(db, request, { action: 'register.write', unit }, (trx, { by, at }) =>
        untieRecord(trx, { unit, id, record, by, at }),
      );
    },
  );

  app.get(
    '/api/office/register-vouchers',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'listRegisterVouchers',
        tags: [tag],
        summary: '一年里按登记的经济分类支出的凭证，及已对应多少',
        querystring: unitAndYear.extend({ register: registerName }),
        response: {
          200: z.object({
            vouchers: z.array(
              z
                .object({ id: z.string(), date: z.string(), text: z.string(), amount: yuan, tied: yuan })
                .meta({ id: 'RegisterVoucher' }),
            ),
          }),
          400: problem,
        },
      },
    },
    async (request) => {
      const { unit, year, register } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const parts = await listVoucherParts(db, { unit, register, year });
      return {
        vouchers: parts.map((part) => ({ ...part, amount: formatYuan(part.amount), tied: formatYuan(part.tied) })),
      };
    },
  );

  app.get(
    '/api/office/register-reconciliation',
    {
      config: { action: 'register.read' },
      schema: {
        operationId: 'reconcileRegisters',
        tags: [tag],
        summary: '一年的各类登记与总账逐项核对：次数、人数、金额，以及没有凭证的登记、没有登记的凭证',
        querystring: unitAndYear,
        response: { 200: z.object({ registers: z.array(reconciliation) }), 400: problem },
      },
    },
    async (request) => {
      const { unit, year } = request.query;
      await requireInUnit(db, request, 'register.read', unit);
      const span = { from: `${year}-01-01`, to: `${year}-12-31` };
      const all = await listRecords(db, { unit, registers, ...span });
      const rows = await Promise.all(
        registers.map(async (register) => {
          const own = all.filter(({ record }) => record.register === register).map(({ record }) => record);
          const economy = economyCodeOf(register);
          const result = economy === null ? null : await reconcile(db, { unit, register, year });
          const registered = result?.registered ?? own.reduce((sum, { cost }) => sum + cost, 0);
          return {
            register,
            name: registerNames[register],
            code: economy?.code ?? null,
            codeName: economy?.name ?? '',
            records: own.length,
            persons: own.reduce((sum, record) => sum + ('persons' in record ? record.persons : 0), 0),
            ledger: formatYuan(result?.ledger ?? 0),
            registered: formatYuan(registered),
            tied: formatYuan(result?.tied ?? 0),
            differences: (result?.differences ?? []).map((one) => ({ ...one, amount: formatYuan(one.amount) })),
          };
        }),
      );
      return { registers: rows };
    },
  );
};

function describe({ record, text, by, at, withdrawn, ties, tied }: ListedRecord, names: (id: string) => string): Shown {
  return {
    id: record.id,
    date: record.date,
    cost: formatYuan(record.cost),
    about: text,
    maker: names(by),
    madeAt: at,
    withdrawn: withdrawn === null ? null : { ...withdrawn, by: names(withdrawn.by) },
    ties: ties.map((one) => ({ ...one, amount: formatYuan(one.amount) })),
    tied: formatYuan(tied),
  };
}

/** The columns of a record that no other register has. */
function ownFields<Record extends RegisterRecord>({
  unit: _,
  id: __,
  date: ___,
  cost: ____,
  register: _____,
  ...own
}: Record) {
  return own;
}
