/** A document says the same as a web page, a Word file and a workbook as it does as text: the same model, the same findings. */
import { generate, type Paper, render, templates } from '@mingzhang/disclosure/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { docxOf, htmlOf, xlsxOf } from '../../test/paper-files.ts';
import { saidBy } from '../../test/said-by.ts';
import { auditFile } from '../audit-file.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const formats: Readonly<Record<string, (paper: Paper) => Uint8Array | Promise<Uint8Array>>> = {
  html: (paper) => utf8(htmlOf(paper)),
  docx: docxOf,
  xlsx: xlsxOf,
};

describe('the same model as from text', () => {
  for (const template of templates) {
    test(template.name, async () => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 100_000 }), async (seed) => {
          const { paper } = generate(seed, template, { thousands: seed % 3 === 0 });
          const text = await auditFile(utf8(render(paper, 'tabs').text), 'a.txt');
          const told = text.audit.findings.map(({ check, severity, message }) => ({ check, severity, message }));
          for (const [format, write] of Object.entries(formats)) {
            const read = await auditFile(await write(paper), `a.${format}`);
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
