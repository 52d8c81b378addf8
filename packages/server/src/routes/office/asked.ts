/** Who asks for what in a request of the office, as `once` remembers it. */
import { type Actor } from '@mingzhang/bureau';
import { type FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../actor.ts';

export const idempotent = z.object({ 'idempotency-key': z.string().optional() });

export function nowBy(request: FastifyRequest): { readonly actor: Actor; readonly at: Date } {
  return { actor: actorOf(request), at: new Date() };
}

export function asked(request: FastifyRequest, personId: string, at: Date) {
  const header = request.headers['idempotency-key'];
  return {
    header: typeof header === 'string' ? header : undefined,
    personId,
    request: [request.method, request.url, request.body],
    at,
  };
}
