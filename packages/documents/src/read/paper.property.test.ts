/** A document says the same as a web page and as a Word file as it does as text: the same model, the same findings. */
import { type Disclosure } from '@mingzhang/disclosure';
import { generate, render, templates } from '@mingzhang/disclosure/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docxOf, htmlOf } from '../../test/paper-files.ts';
import { auditFile } from '../audit-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a document says, without where it says it. */
function saidBy(document: Disclosure | null): unknown {
  const placeless = new Set([
    'line',
    'endLine',
    'spans',
    'place',
    'unitPlace',
    'offset',
    'left',
    'blocks',
    'characters',
  ]);
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : placeless.has(key) ? undefined : value,
    ),
  );
}

const formats = { html: (paper: Parameters<typeof htmlOf>[0]) => utf8(htmlOf(paper)), docx: docxOf };

describe('the same model as from text', () => {
  for (const template of templates) {
    test(template.name, async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (seed) => {
          const { paper } = generate(seed, template, { thousands: seed % 3 === 0 });
          const text = await auditFile(utf8(render(paper, 'tabs').text), 'a.txt');
          const told = text.audit.findings.map(({ check, severity, message }) => ({ check, severity, message }));
          for (const [format, write] of Object.entries(formats)) {
            const read = await auditFile(write(paper), `a.${format}`);
            expect(read.audit, `--seed ${seed}`).toMatchObject({ ok: true, format });
            expect(saidBy(read.document), `${format} --seed ${seed}`).toEqual(saidBy(text.document));
            expect(
              read.audit.findings.map(({ check, severity, message }) => ({ check, severity, message })),
              `${format} --seed ${seed}`,
            ).toEqual(told);
          }
        }),
        { numRuns: 1 },
      );
    }, 60_000);
  }
});
