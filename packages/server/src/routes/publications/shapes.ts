/** What the publication desk is asked and answers, as JSON. */
import {
  type FullVersion,
  type ListedVersion,
  publicationFormats,
  publicationStates,
  publicationSteps,
} from '@mingzhang/bureau';
import { isBlocking } from '@mingzhang/kernel';
import { z } from 'zod';
import { finding } from '../../schemas.ts';

const keysOf = <Key extends string>(names: Readonly<Record<Key, string>>) => Object.keys(names) as [Key, ...Key[]];

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const format = z.enum(publicationFormats);
const state = z.enum(keysOf(publicationStates));
const step = z.enum(keysOf(publicationSteps));

export const listedVersion = z
  .object({
    id: z.string(),
    department: z.string(),
    year: z.int(),
    number: z.int().nullable().describe('第几版；公开前为空'),
    name: z.string(),
    template: z.string(),
    state,
    corrects: z.string().nullable().describe('所更正的版本'),
    correctionReason: z.string().nullable(),
    publishedOn: z.string().nullable(),
    madeAt: z.string(),
    countdown: z
      .object({ lastDay: z.string(), daysLeft: z.int().describe('负数为逾期天数') })
      .nullable()
      .describe('批复后到公开前：二十日的期限'),
  })
  .meta({ id: 'ListedPublication', description: '一版决算公开' });

export const change = z
  .object({ place: z.string(), before: z.string().nullable(), after: z.string().nullable() })
  .meta({ id: 'PublicationChange', description: '更正版与所更正版本的一处不同' });

const stepTaken = z
  .object({
    position: z.int(),
    step,
    name: z.string().describe('经办人姓名'),
    at: z.string(),
    day: z.string(),
    contentHash: hash,
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    seal: hash.describe('本步骤与前一步骤封存值的散列'),
  })
  .meta({ id: 'PublicationStep', description: '一个环节：谁、何时、看的是什么内容' });

export const fullVersion = listedVersion
  .extend({
    contentHash: hash,
    documentHash: hash.nullable(),
    findings: z.array(z.object({ finding, blocking: z.boolean(), acceptedBecause: z.string().nullable() })),
    unfounded: z.array(z.string()),
    reasonsAsked: z.array(
      z.object({
        key: z.string(),
        what: z.string(),
        before: z.string(),
        after: z.string(),
        given: z.string().nullable(),
        refused: z.string().nullable().describe('写的原因为什么不能用；没有写或可用的为 null'),
      }),
    ),
    partsMissing: z.array(z.string()),
    steps: z.array(stepTaken),
    reply: z.object({ number: z.string(), date: z.string(), attachment: hash }).nullable(),
    files: z.array(z.object({ format, name: z.string(), sha256: hash, size: z.int() })),
    changes: z.array(change).nullable(),
  })
  .meta({ id: 'Publication', description: '一版决算公开及其各环节' });

export function listedShown(version: ListedVersion): z.infer<typeof listedVersion> {
  const { id, department, year, number, name, template, corrects, correctionReason, publishedOn, countdown } = version;
  return {
    id,
    department,
    year,
    number,
    name,
    template,
    state: version.state,
    corrects,
    correctionReason,
    publishedOn,
    madeAt: version.madeAt.toISOString(),
    countdown: countdown === null ? null : { ...countdown },
  };
}

export function fullShown(version: FullVersion): z.infer<typeof fullVersion> {
  const { notes, acceptances, reply, changes } = version;
  return {
    ...listedShown(version),
    contentHash: version.contentHash,
    documentHash: version.documentHash,
    findings: notes.findings.map((one) => ({
      finding: one as z.infer<typeof finding>,
      blocking: isBlocking(one),
      acceptedBecause: acceptances.find((each) => each.finding === one.id)?.reason ?? null,
    })),
    unfounded: [...notes.unfounded],
    reasonsAsked: notes.reasonsAsked.map((one) => ({ ...one })),
    partsMissing: [...notes.partsMissing],
    steps: version.steps.map(({ position, step: taken, name, at, day, contentHash, detail, seal }) => ({
      position,
      step: taken,
      name,
      at: at.toISOString(),
      day,
      contentHash,
      detail: { ...detail },
      seal,
    })),
    reply: reply === null ? null : { ...reply },
    files: version.files.map((file) => ({ ...file })),
    changes: changes === null ? null : changes.map((one) => ({ ...one })),
  };
}

/** What a person sends with a step. */
export const stepAsked = z.object({
  step: z.enum(['check', 'review', 'approve', 'submit', 'reply', 'publish', 'archive', 'return', 'withdraw']),
  seen: z.string().max(64).describe('所看内容的散列（contentHash）；之后重新编制过的不办'),
  reason: z.string().max(1000).optional(),
  reply: z
    .object({ number: z.string().max(100), date: z.string().max(20), attachment: z.string().max(64) })
    .optional()
    .describe('登记批复时：文号、日期、附件'),
});
