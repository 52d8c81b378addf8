/** How the registers' routes are asked and answered: who enters, in which unit, once; and what was refused. */
import {
  type ActionId,
  type Entered,
  type Outcome,
  officeRegisterRefusals,
  type RegisterRefused,
} from '@mingzhang/bureau';
import { type DateText, type Fen, parseYuan } from '@mingzhang/kernel';
import { type Database } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type Kysely, type Transaction } from 'kysely';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { once } from '../../idempotency.ts';
import { problem } from '../../schemas.ts';
import { asked } from '../books/shapes.ts';
import { deskRefused } from './desk-refused.ts';
import { requireInUnit } from './place.ts';

export const recordId = z.string().max(40).describe('第7版UUID，由提交一方生成');
export const ofRecord = z.object({ id: recordId });

/** As it was typed: what is no amount, no day, no whole number is refused in words by the duty itself. */
export const typedAmount = z.string().max(30).describe('金额，元，最多两位小数');
export const typedDay = z.string().max(20).describe('YYYY-MM-DD');
export const typedMonth = z.string().max(20).describe('YYYY-MM');
export const typedText = z.string().max(1000);
export const typedCount = z.number();

/** What was written. */
export const recorded = z
  .object({
    id: z.string(),
    again: z.boolean().describe('同一编号、同一内容先前已经登记'),
    warnings: z.array(z.string()).describe('已登记但值得核对之处'),
  })
  .meta({ id: 'Recorded', description: '已登记' });

export const entryProblems = { 400: problem, 404: problem, 409: problem, 422: problem };

/** The amount in fen, or what no duty takes for an amount. */
export function fenTyped(text: string): Fen {
  return parseYuan(text.replaceAll(/[,，\s]/g, '')) ?? Number.NaN;
}

export interface Entering extends Omit<Entered, 'unit' | 'id'> {
  readonly today: DateText;
}

/** Carries a command out for whoever may do it in the unit, once for an Idempotency-Key; a refusal is thrown. */
export async function entering(
  db: Kysely<Database>,
  request: FastifyRequest,
  { action, unit }: { readonly action: ActionId; readonly unit: string },
  command: (trx: Transaction<Database>, by: Entering) => Promise<Outcome>,
): Promise<z.infer<typeof recorded>> {
  await requireInUnit(db, request, action, unit);
  const at = new Date();
  const by = actorOf(request).id;
  return once(db, asked(request, at), async (trx) => {
    const outcome = await command(trx, { by, at, today: dayOf(at) });
    if ('refusal' in outcome) throw registerRefused(outcome);
    return { ...outcome, warnings: [...outcome.warnings] };
  });
}

/** A register answers with refusals of its own list, of the voucher desk's and of access; each is said under its own. */
export function registerRefused({ refusal }: RegisterRefused): DutyRefusal {
  const { id, message } = refusal;
  const own = Object.keys(officeRegisterRefusals).find((one) => one === id) as
    | keyof typeof officeRegisterRefusals
    | undefined;
  return own === undefined
    ? deskRefused(refusal as Parameters<typeof deskRefused>[0])
    : refused('office-registers', { id: own, message });
}

/** A linked voucher, as the registers show it. */
export const linkedVoucher = z
  .object({
    voucher: z.string(),
    text: z.string(),
    state: z.string(),
    number: z.string().nullable(),
    reversed: z.boolean().describe('已冲销'),
  })
  .meta({ id: 'LinkedVoucher', description: '由登记生成的凭证' });
