/**
 * An audit worker for tests of the door: what it answers is decided by the file, so that a test need not know the checks.
 * Every line with “错” is an error finding; a file named `hang…` never answers, `die…` ends the worker, an empty one is unreadable.
 */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { type AuditObject } from '@mingzhang/disclosure';
import { type AuditTask, type AuditTaskAnswer } from '../auditor/pool.ts';
import { readingOf } from '../auditor/reading.ts';

parentPort?.on('message', (task: AuditTask) => {
  if (task.file.startsWith('hang')) for (;;);
  if (task.file.startsWith('die')) process.exit(1);
  parentPort?.postMessage(answer(task));
});

function answer({ bytes, file, reading }: AuditTask): AuditTaskAnswer {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const ok = bytes.length > 0;
  const audit: AuditObject = {
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ok,
    error: ok ? null : '文件是空的，没有可检查的内容。请确认选对了文件。',
    auditor: { version: '0.0.0', checks: 'planted' },
    document: {
      kind: 'final-accounts',
      bureau: '云泽县医疗保障局',
      area: '云泽县',
      year: 2024,
      unit: '万元',
      template: null,
    },
    parts: [],
    tables: [],
    forms: [],
    findings: lines.flatMap((text, index) =>
      text.includes('错')
        ? [
            {
              id: createHash('sha256').update(text).digest('hex').slice(0, 16),
              check: 'planted-check',
              family: 'tab',
              severity: 'error' as const,
              certainty: 'proven' as const,
              place: { line: index + 1, quote: text },
              also: [],
              stated: text,
              expected: '对',
              difference: '=1',
              message: `第${index + 1}行有错，应改为“对”。`,
            },
          ]
        : [],
    ),
    checked: [{ check: 'planted-check', relations: lines.length, held: lines.length }],
    notRead: [],
    stats: { characters: bytes.length, amounts: 0, amountsUnderstood: 0, relations: 0, held: 0, milliseconds: 1 },
  };
  const blocks = lines.map((text, index) => ({
    kind: 'paragraph' as const,
    text,
    spans: [{ line: index + 1, start: 0 }],
  }));
  return { audit, reading: reading && ok ? JSON.stringify(readingOf(blocks, null)) : null };
}
