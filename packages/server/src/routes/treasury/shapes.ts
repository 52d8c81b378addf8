/** What the routes of the funds' finance have in common. */
import { type FundPartId, fundNames, type TreasuryRefused } from '@mingzhang/bureau';
import { type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requirePermission } from '../../actor.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';

export const tag = '基金财务';

export const fundCode = z
  .enum(Object.keys(fundNames) as [FundPartId, ...FundPartId[]])
  .meta({ id: 'FundPart', description: '基金：居民、职工统筹、职工个人账户、医疗救助' });

export const ofDepartment = z.object({ department: z.string().max(100).describe('经办机构') });

/** The funds' finance says whose words a refusal is in. */
export function treasuryRefused({ refusal }: TreasuryRefused): DutyRefusal {
  switch (refusal.list) {
    case 'treasury':
      return refused('treasury', refusal);
    case 'ledger':
      return refused('ledger', refusal);
    case 'access':
      return refused('access', refusal);
  }
}

/** What was done, or the refusal thrown. */
export function done<T extends object>(outcome: T | TreasuryRefused): T {
  if ('refusal' in outcome) throw treasuryRefused(outcome);
  return outcome;
}

export function mayRead(request: FastifyRequest, department: string): void {
  requirePermission(request, 'treasury.read', { department });
}
