/** Which unit and year a request is about, and whether the person may act there. */
import { type ActionId } from '@mingzhang/bureau';
import { type Database } from '@mingzhang/store';
import { type FastifyRequest } from 'fastify';
import { type Kysely } from 'kysely';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';

export const unitId = z.string().min(1).max(100).describe('会计主体（单位）的标识');

export const fiscalYear = z.coerce.number().int().min(2000).max(2099).describe('预算年度');

export const unitAndYear = z.object({ unit: unitId, year: fiscalYear });

/** An amount in yuan with two decimals; below zero where money is taken away. */
export const yuan = z
  .string()
  .regex(/^-?\d{1,12}\.\d{2}$/)
  .describe('金额，元，两位小数');

/**
 * Refuses unless the person may do it in the unit. A unit that does not exist is refused by the duty itself, to those who may do
 * it anywhere.
 */
export async function requireInUnit(
  db: Kysely<Database>,
  request: FastifyRequest,
  action: ActionId,
  unit: string,
): Promise<void> {
  const found = await db
    .selectFrom('accounting_unit')
    .select('department_id')
    .where('id', '=', unit)
    .executeTakeFirst();
  if (found === undefined) requirePermission(request, action);
  else requirePermission(request, action, { department: found.department_id, unit });
}
