import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { shippedParameters } from '../../test/shipped.ts';
import { decideManualClaim, type ManualClaim, manualClaimRefusals } from './manual-claim.ts';

const claim: ManualClaim = {
  area: 'shaanxi/shangluo',
  treatedFrom: '2023-06-01',
  treatedTo: '2023-06-09',
  submittedOn: '2023-07-01',
  cause: 'illness',
  coverage: [{ from: '2023-01-01', to: '2023-12-31' }],
  settled: false,
};

const shipped = shippedParameters();
const confirmed = shipped.confirming([
  {
    area: 'shaanxi/shangluo',
    key: 'resident/manual-claim/deadline',
    from: '2023-01-01',
    value: '03-31',
    document: '文件',
    by: '周敏',
  },
]);

test.each<[string, Partial<ManualClaim>, string | null]>([
  ['a stay within the cover', {}, null],
  ['claimed on the last day', { submittedOn: '2024-03-31' }, null],
  ['claimed a day late', { submittedOn: '2024-04-01' }, 'claim-too-late'],
  ['submitted before discharge', { submittedOn: '2023-06-08' }, 'claim-date-malformed'],
  ['no such day', { treatedFrom: '2023-06-31' }, 'claim-date-malformed'],
  ['an injury at work', { cause: 'work-injury' }, 'not-payable-by-fund'],
  ['hit by a car', { cause: 'third-party', settled: true }, 'not-payable-by-fund'],
  ['treated abroad', { cause: 'abroad' }, 'not-payable-by-fund'],
  ['before the cover began', { coverage: [{ from: '2023-06-02', to: null }] }, 'not-covered-on-day'],
  ['discharged after the cover ended', { coverage: [{ from: '2023-01-01', to: '2023-06-08' }] }, 'not-covered-on-day'],
  ['settled at the hospital', { settled: true }, 'settled-already'],
])('%s', (_, change, refusal) => {
  expect(decideManualClaim(confirmed, { ...claim, ...change })?.refusal ?? null).toBe(refusal);
});

test('a deadline that nobody has confirmed turns nobody away', () => {
  expect(decideManualClaim(shipped, { ...claim, submittedOn: '2024-04-01' })).toBeNull();
});

test('the page lists the refusals in their order', () => {
  const page = readFileSync(
    fileURLToPath(new URL('../../../../docs/reference/refusals-manual-claim.md', import.meta.url)),
    'utf8',
  );
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \| ([^|]+) \|/gm)].map(([, id, name]) => [id, name?.trim()]);
  expect(listed).toEqual(Object.entries(manualClaimRefusals));
});
