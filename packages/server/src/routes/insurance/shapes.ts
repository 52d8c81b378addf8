/** What the registry's and the settlement desk's routes have in common: who asks, ids and amounts, and what was refused. */
import {
  type DeskRefused,
  type EnrolmentRefused,
  type enterSpell,
  type RegistryRefusalId,
  type RegistryRefused,
  registryRefusals,
  type TravelRefused,
} from '@mingzhang/bureau';
import { type DateText, type Fen, formatYuan, parseYuan } from '@mingzhang/kernel';
import { type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';
import { dayOf } from '../../clock.ts';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';
import { problem } from '../../schemas.ts';
import { type RouteContext } from '../context.ts';

export const codes = <Code extends string>(names: Readonly<Record<Code, string>>) =>
  z.enum(Object.keys(names) as [Code, ...Code[]]);

export const givenId = z.string().max(40).describe('第7版UUID，由提交一方生成');
export const typedDay = z.string().max(20).describe('YYYY-MM-DD');
export const typedText = z.string().max(1000);
export const typedAmount = z.string().max(30).describe('金额，元，最多两位小数');
export const ofPerson = z.object({ id: givenId });

export const entered = z
  .object({ id: z.string(), again: z.boolean().describe('同一编号、同一内容先前已经登记') })
  .meta({ id: 'Entered', description: '已登记' });

export const problems = { 400: problem, 404: problem, 409: problem, 422: problem };

/** The amount in fen, or what no duty takes for an amount. */
export function fenTyped(text: string): Fen {
  return parseYuan(text.replaceAll(/[,，\s]/g, '')) ?? Number.NaN;
}

export const yuanOf = (amount: Fen): string => formatYuan(amount);

export function handOf(request: FastifyRequest): { readonly by: string; readonly at: Date; readonly today: DateText } {
  const at = new Date();
  return { by: actorOf(request).id, at, today: dayOf(at) };
}

type Work = (trx: Parameters<typeof enterSpell>[0]) => ReturnType<typeof enterSpell>;

/** Carries a command of the registry out in a transaction; what is refused is thrown, so that nothing of it stays. */
export function entering(db: RouteContext['db'], work: Work): Promise<{ id: string; again: boolean }> {
  return db.transaction().execute(async (trx) => {
    const outcome = await work(trx);
    if ('refusal' in outcome) throw registryRefused(outcome);
    return { ...outcome };
  });
}

/** The registry answers with refusals of its own list and of access. */
export function registryRefused({ refusal: { id, message } }: RegistryRefused): DutyRefusal {
  if (Object.hasOwn(registryRefusals, id)) return refused('registry', { id: id as RegistryRefusalId, message });
  return refused('access', { id: id as Parameters<typeof refused<'access'>>[1]['id'], message });
}

/** The settlement desk says whose words a refusal is in. */
export function deskRefused({ refusal }: DeskRefused): DutyRefusal {
  switch (refusal.list) {
    case 'settlement':
      return refused('settlement', refusal);
    case 'policy':
      return refused('policy', refusal);
    case 'registry':
      return refused('registry', refusal);
    case 'ledger':
      return refused('ledger', refusal);
    case 'access':
      return refused('access', refusal);
  }
}

/** So does enrolment. */
export function enrolmentRefused({ refusal }: EnrolmentRefused): DutyRefusal {
  switch (refusal.list) {
    case 'enrolment':
      return refused('enrolment', refusal);
    case 'policy':
      return refused('policy', refusal);
    case 'registry':
      return refused('registry', refusal);
    case 'ledger':
      return refused('ledger', refusal);
    case 'access':
      return refused('access', refusal);
  }
}

/** And 异地就医. */
export function travelRefused({ refusal }: TravelRefused): DutyRefusal {
  return refusal.list === 'travel' ? refused('travel', refusal) : refused('registry', refusal);
}

/** A 参保单位 as a person reads it: by its registered name, or by its code, with the word that nobody has registered it. */
export function employerShown(names: ReadonlyMap<string, string>, code: string): string {
  return code === '' ? '' : (names.get(code) ?? `${code}（未登记单位）`);
}
