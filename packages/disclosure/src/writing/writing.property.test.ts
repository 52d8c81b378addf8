/**
 * What is written is read: over generated years, every paragraph that the phrasebook writes is read back to exactly the claims it
 * was written from, and our audit has nothing to say.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { narrativeFacts } from '../../test/narrative-facts.ts';
import { checks } from '../checks/index.ts';
import { audit } from '../judge.ts';
import { statements, statementTemplate } from '../statements/index.ts';
import { type NarrativeFacts, narrativeTemplate, narrativeTemplateIds, readBack, writeDisclosure } from './index.ts';

const up = [
  '本年新招录工作人员3人，人员经费增加',
  '上级追加医疗救助补助资金35万元',
  '新增信息化运行维护任务，相应增加经费',
];
const down = [
  '落实过紧日子要求，压减一般性支出',
  '部分项目未到结算期。采购合同结转下年支付12.5万元',
  '2名工作人员调出，人员经费减少',
];

function templates(id: string) {
  const [narrative, layout] = [narrativeTemplate(id), statementTemplate(id)];
  if (narrative === null || layout === null) throw new Error(`no template ${id}`);
  return { narrative, statements: layout };
}

/** The document with a reason for each change that needs one. */
function write(facts: NarrativeFacts, id: string, basisPoints = 0) {
  const template = templates(id);
  const parts = {
    tables: statements(facts.accounts, template.statements),
    attachments: [],
    template,
    threshold: { basisPoints },
    cover: {
      title: `${facts.accounts.year}年度部门决算`,
      bureau: facts.accounts.department,
      publishedOn: null,
      released: [],
    },
  };
  const { asked } = writeDisclosure({ ...parts, facts });
  const reasons = Object.fromEntries(
    asked.map(({ key, direction }, index) => [key, (direction === 1 ? up : down)[index % 3] ?? '']),
  );
  return { asked, written: writeDisclosure({ ...parts, facts: { ...facts, reasons } }) };
}

/** Nothing, some fen that print as nothing, or up to a hundred million yuan. */
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
  { weight: 4, arbitrary: fc.integer({ min: 5_000, max: 10_000_000_000 }) },
);

const ownMoney = fc.record({
  superior: amount,
  business: amount,
  operating: amount,
  affiliated: amount,
  remitted: amount,
  subsidised: amount,
  useOfSurplus: amount,
  allocation: amount,
  capital: amount,
  guestsFromAbroad: fc.boolean(),
});

describe.each(narrativeTemplateIds)('%s', (id) => {
  test('is read back to the claims that it was written from', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom('other' as const, 'same' as const, 'none' as const),
        ownMoney,
        fc.constantFrom(0, 0, 500, 5000),
        (seed, prior, own, basisPoints) => {
          const { written } = write(narrativeFacts(seed, id, prior, own), id, basisPoints);
          expect(written.gaps).toEqual([]);
          const { disclosure, misread } = readBack(written.document, written.claims);
          expect(misread).toEqual([]);
          expect(disclosure.amounts).toBe(disclosure.amountsUnderstood);
          const findings = audit(disclosure, checks).findings.filter(({ severity }) => severity !== 'rounding');
          expect(findings.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
        },
      ),
      { numRuns: Number(process.env.RUNS ?? 25) },
    );
  });
});
