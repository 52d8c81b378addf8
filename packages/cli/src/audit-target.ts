/** One file from its name to what is printed about it: the same in the main thread and in a worker. */
import { type AuditObject } from '@mingzhang/disclosure';
import { auditFile, auditOfUnreadable } from '@mingzhang/documents';
import { isBlocking } from '@mingzhang/kernel';
import { auditReport } from './audit-report.ts';
import { type ExitCode } from './command.ts';
import { readTarget, type Target } from './files.ts';
import { jsonChunks } from './json-chunks.ts';

export type AuditFormat = 'text' | 'json' | 'jsonl';

/** How to audit and print; plain data, so that it can be sent to a worker. */
export interface AuditRequest {
  readonly format: AuditFormat;
  readonly colours: boolean;
  /** Ids of the checks to run; null for all. */
  readonly checks: readonly string[] | null;
}

export interface AuditAnswer {
  /** For standard output, in order. */
  readonly chunks: readonly string[];
  readonly code: ExitCode;
  /** Why the file could not be read, for standard error. */
  readonly error: string | null;
  readonly findings: { readonly error: number; readonly rounding: number; readonly presentation: number };
}

/** Reads, checks and prints one file. */
export async function auditTarget(target: Target, request: AuditRequest): Promise<AuditAnswer> {
  const content = await readTarget(target);
  if (!content.ok) return answerOf(auditOfUnreadable(target.file, content.error), request);
  const options = request.checks === null ? {} : { checks: request.checks };
  return answerOf((await auditFile(content.bytes, target.file, options)).audit, request);
}

/** What is printed of an audit, and what it means for the exit code. */
export function answerOf(audit: AuditObject, request: AuditRequest): AuditAnswer {
  const count = (severity: string): number => audit.findings.filter((finding) => finding.severity === severity).length;
  return {
    chunks: chunksOf(audit, request),
    code: audit.ok ? (audit.findings.some(isBlocking) ? 1 : 0) : 2,
    error: audit.error,
    findings: { error: count('error'), rounding: count('rounding'), presentation: count('presentation') },
  };
}

function chunksOf(audit: AuditObject, { format, colours }: AuditRequest): readonly string[] {
  switch (format) {
    case 'text':
      return audit.ok ? [auditReport(audit, { colours })] : [];
    case 'json':
      return [...jsonChunks(audit, 2)];
    case 'jsonl':
      return [...jsonChunks(audit, 0)];
  }
}
