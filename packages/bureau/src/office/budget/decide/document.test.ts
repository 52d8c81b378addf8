import { describe, expect, test } from 'vitest';
import { type Movement } from '../item.ts';
import {
  budgetDocument,
  budgetLine,
  id,
  payment,
  paymentLine,
  positionsAt,
  projects,
  recordedDocument,
} from '../testing/invented.ts';
import {
  type BudgetDocument,
  type DocumentFacts,
  decideCheck,
  decideDocument,
  movementsOf,
  type RecordedDocument,
} from './document.ts';
import { paidMovements } from './payment.ts';

const start = budgetDocument(1, 'start', [budgetLine('R1', '2101501', 500_00), budgetLine('T101', '2101505', 80_00)], {
  number: '云财预〔2024〕1号',
});

function factsAfter(
  documents: readonly RecordedDocument[],
  more: Partial<DocumentFacts> = {},
  moved: readonly Movement[] = [],
): DocumentFacts {
  const inForce = documents.filter(({ state }) => state === 'approved').flatMap(movementsOf);
  return {
    unitKnown: true,
    today: '2024-06-30',
    projects,
    recorded: documents,
    positions: positionsAt([...inForce, ...moved]),
    ...more,
  };
}

function decide(draft: BudgetDocument, facts = factsAfter([recordedDocument(start)])): string {
  const decision = decideDocument(facts, draft);
  return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
}

const addition = budgetDocument(2, 'addition', [budgetLine('T101', '2101505', 10_00)]);

describe('what a document must be', () => {
  const line = budgetLine('T101', '2101505', 10_00);
  test.each<[string, Partial<BudgetDocument>]>([
    ['accepted', {}],
    ['accepted', { date: '2023-11-20' }],
    ['document-id-malformed', { id: '2' }],
    ['document-id-used', { id: id(1) }],
    ['document-number-malformed', { number: '' }],
    ['document-date-malformed', { date: '2024-02-30' }],
    ['document-date-outside-year', { date: '2023-06-30' }],
    ['document-date-in-future', { date: '2024-07-01' }],
    ['document-text-malformed', { text: '换\n行' }],
    ['lines-missing', { lines: [] }],
    ['project-unknown', { lines: [{ ...line, project: 'X' }] }],
    ['project-not-second-tier', { lines: [{ ...line, project: 'T1' }] }],
    ['project-not-in-year', { lines: [{ ...line, project: 'T201' }] }],
    ['function-code-malformed', { lines: [{ ...line, functionCode: '21015' }] }],
    ['economy-code-malformed', { lines: [{ ...line, economyCode: '50201' }] }],
    ['amount-zero', { lines: [{ ...line, amount: 0 }] }],
    ['amount-too-large', { lines: [line, { ...line, amount: 1_000_000_000_000 }] }],
    ['amount-on-wrong-side', { lines: [{ ...line, amount: -1 }] }],
    ['amount-on-wrong-side', { kind: 'recall' }],
    ['transfer-not-balanced', { kind: 'transfer' }],
    ['document-number-used', { kind: 'start', number: start.number }],
    // Several hold: the first in the list answers.
    ['document-number-malformed', { number: '', date: 'x', lines: [] }],
  ])('%s: %j', (answer, changes) => {
    expect(decide({ ...addition, ...changes })).toBe(answer);
  });

  test('a unit that is not there; the same document again', () => {
    expect(decide(addition, factsAfter([], { unitKnown: false }))).toBe('document-unit-unknown');
    expect(decide(start)).toBe('recorded');
    expect(decide(start, factsAfter([recordedDocument(start)], { today: '2023-01-01' }))).toBe('recorded');
  });

  test('a number that was sent back can be used again', () => {
    const again = budgetDocument(3, 'start', start.lines, { number: start.number });
    expect(decide(again, factsAfter([recordedDocument(start, 'drafted')]))).toBe('document-number-used');
    expect(decide(again, factsAfter([recordedDocument(start, 'rejected')]))).toBe('accepted');
  });
});

describe('no budget below zero, and nothing available below zero', () => {
  const paid = paidMovements(payment(9, [paymentLine('T101', '2101505', '30201', 60_00)]));
  const facts = factsAfter([recordedDocument(start)], {}, paid);
  test.each`
    what                                           | lines                                                                            | kind           | answer
    ${'all that is available is recalled'}         | ${[budgetLine('T101', '2101505', -20_00)]}                                       | ${'recall'}    | ${'accepted'}
    ${'one fen more'}                              | ${[budgetLine('T101', '2101505', -20_01)]}                                       | ${'recall'}    | ${'available-negative'}
    ${'more than the budget'}                      | ${[budgetLine('T101', '2101505', -80_01)]}                                       | ${'reduction'} | ${'budget-negative'}
    ${'two lines that only together are too much'} | ${[budgetLine('T101', '2101505', -15_00), budgetLine('T101', '2101505', -5_01)]} | ${'recall'}    | ${'available-negative'}
    ${'from an item that has none'}                | ${[budgetLine('T102', '2101506', -1), budgetLine('T101', '2101505', 1)]}         | ${'transfer'}  | ${'budget-negative'}
    ${'from another source'}                       | ${[budgetLine('T101', '2101505', -1, { source: 'government-fund-budget' })]}     | ${'recall'}    | ${'budget-negative'}
    ${'from one item to another'}                  | ${[budgetLine('T101', '2101505', -20_00), budgetLine('T102', '2101506', 20_00)]} | ${'transfer'}  | ${'accepted'}
  `('$what: $answer', ({ lines, kind, answer }) => {
    expect(decide(budgetDocument(5, kind, lines), facts)).toBe(answer);
  });

  test('the message has the figures in it', () => {
    const decision = decideDocument(facts, budgetDocument(5, 'recall', [budgetLine('T101', '2101505', -20_01)]));
    expect(decision).toMatchObject({
      refusal: {
        message:
          '项目“基金监管”、科目2101505、一般公共预算可用20.00元（全年预算80.00元，已支付60.00元，支付申请占用0.00元），不够20.01元。请核对金额和科目，或先登记下达、追加的指标。',
      },
    });
  });
});

describe('a document is corrected by another that names it', () => {
  const corrected = (changes: Partial<BudgetDocument> = {}): BudgetDocument =>
    budgetDocument(4, 'start', [budgetLine('R1', '2101501', 480_00)], {
      number: start.number,
      corrects: start.id,
      ...changes,
    });
  test.each<[string, Partial<BudgetDocument>, RecordedDocument['state']]>([
    ['accepted', {}, 'approved'],
    ['accepted', { lines: [] }, 'approved'],
    ['correction-original-unknown', { corrects: id(77), number: '云财预〔2024〕4号' }, 'approved'],
    ['correction-original-not-approved', {}, 'drafted'],
    ['correction-original-not-approved', {}, 'rejected'],
    ['correction-of-another-kind', { kind: 'addition' }, 'approved'],
    ['correction-repeated', {}, 'corrected'],
  ])('%s: %j of one that is %s', (answer, changes, state) => {
    expect(decide(corrected(changes), factsAfter([recordedDocument(start, state)]))).toBe(answer);
  });

  test('not where what is paid would be more than what is left', () => {
    const paid = paidMovements(payment(9, [paymentLine('R1', '2101501', '30101', 490_00)]));
    const facts = factsAfter([recordedDocument(start)], {}, paid);
    expect(decide(corrected(), facts)).toBe('available-negative');
    expect(decide(corrected({ lines: [budgetLine('R1', '2101501', 490_00)] }), facts)).toBe('accepted');
  });
});

describe('checking', () => {
  const drafted = recordedDocument(addition, 'drafted');
  const facts = factsAfter([recordedDocument(start), drafted]);
  const check = (by: string, approved: boolean, reason = '', of = facts, document = addition.id): string => {
    const decision = decideCheck(of, document, { by, approved, reason });
    return decision.outcome === 'refused' ? decision.refusal.id : decision.outcome;
  };

  test('another person approves, or sends back with a reason', () => {
    expect(check('checker', true)).toBe('accepted');
    expect(check('checker', false, '金额与来文不符')).toBe('accepted');
    expect(check('checker', false)).toBe('check-reason-missing');
    expect(check('maker', true)).toBe('same-person');
    expect(check('maker', false, '我的')).toBe('same-person');
    expect(check('checker', true, '', facts, start.id)).toBe('check-repeated');
    expect(check('checker', true, '', facts, id(99))).toBe('check-document-unknown');
  });

  test('what has become impossible since it was drawn up is not approved', () => {
    const recall = budgetDocument(6, 'recall', [budgetLine('T101', '2101505', -30_00)]);
    const paid = paidMovements(payment(9, [paymentLine('T101', '2101505', '30201', 60_00)]));
    const later = factsAfter([recordedDocument(start), recordedDocument(recall, 'drafted')], {}, paid);
    expect(check('checker', true, '', later, recall.id)).toBe('available-negative');
    expect(check('checker', false, '已支付', later, recall.id)).toBe('accepted');
    const correction = budgetDocument(7, 'start', [], { number: start.number, corrects: start.id });
    const repeated = factsAfter([recordedDocument(start, 'corrected'), recordedDocument(correction, 'drafted')]);
    expect(check('checker', true, '', repeated, correction.id)).toBe('correction-repeated');
  });
});
