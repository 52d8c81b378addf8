/**
 * Our own statements, printed as text and read back: the tables that come out are those that went in, and the audit finds
 * nothing wrong with them – alone with the narrative that an independent generator writes for the same year.
 */
import { statements, statementTemplate, statementTemplateIds } from '@mingzhang/disclosure';
import {
  compareTables,
  encodings,
  factsOfYear,
  generate,
  paperOfStatements,
  render,
  templateNamed,
} from '@mingzhang/disclosure/testing';
import { describe, expect, test } from 'vitest';
import { auditWithModel } from './index.ts';

/** A generated disclosure whose tables are replaced by ours, in our order. */
function disclosure(seed: number, id: string, encoding: (typeof encodings)[number]) {
  const template = statementTemplate(id);
  if (template === null) throw new Error(`no template ${id}`);
  const generated = generate(seed, templateNamed(id));
  const ours = statements(factsOfYear(generated.year), template);
  const papers = paperOfStatements(ours);
  const blocks = generated.paper.blocks.map((block) => {
    if (block.kind !== 'table' || block.layout !== 'table') return block;
    const own = papers.find((paper) => paper.id === block.id);
    if (own === undefined) throw new Error(`no table ${block.id}`);
    return own;
  });
  const { text } = render({ ...generated.paper, blocks }, encoding);
  return { ours, text, ...auditWithModel(new TextEncoder().encode(text), 'statements.txt') };
}

describe.each(statementTemplateIds)('%s', (id) => {
  test.each(encodings)('printed as %s', (encoding) => {
    for (const seed of [1, 2, 3]) {
      const { ours, text, audit, document } = disclosure(seed, id, encoding);
      const read = (document?.tables ?? []).filter((table) => table.id !== 'other');
      const { differences, structure, cells } = compareTables(read, ours);
      expect({ differences, structure }, `seed ${seed}`).toEqual({ differences: [], structure: [] });
      expect(cells, `seed ${seed}`).toBeGreaterThan(300);
      expect(document?.template, `seed ${seed}`).toBe(id);
      const lines = text.split('\n');
      const told = audit.findings
        .filter(({ severity }) => severity === 'error')
        .map(({ check, place, message }) => `${check} line ${place.line}: ${lines[place.line - 1]}\n    ${message}`);
      expect(told, `seed ${seed}`).toEqual([]);
    }
  });
});
