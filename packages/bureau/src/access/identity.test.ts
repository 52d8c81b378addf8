import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideIdentity,
  decryptIdentity,
  encryptIdentity,
  identityIndex,
  identityKey,
  maskedIdentity,
} from './identity.ts';
import { checkCharacter, identityProblem, maskIdentitiesIn, maskIdentity } from './identity-number.ts';
import { decideUnmasking } from './unmask.ts';

/** A place that does not exist, a day, a number in order, and what checks. */
const numberOf = (first: string): string => `${first}${checkCharacter(first)}`;
const number = numberOf('99010219900307747');
const numbers = fc
  .record({
    day: fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
    order: fc.nat(999),
  })
  .map(({ day, order }) =>
    numberOf(`990102${day.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`),
  );

const key = identityKey(Buffer.alloc(32, 1));
const other = identityKey(Buffer.alloc(32, 2));

describe('a citizen identity number', () => {
  test.each`
    text                      | problem
    ${'11010519491231002X'}   | ${null}
    ${'11010519491231002x'}   | ${null}
    ${' 11010519491231002X '} | ${null}
    ${'440524188001010014'}   | ${'no-such-day'}
    ${'110105194912310021'}   | ${'check-digit-wrong'}
    ${'110105194902300020'}   | ${'no-such-day'}
    ${'11010519491231002'}    | ${'malformed'}
    ${'01010519491231002X'}   | ${'malformed'}
    ${'1101051949123100X2'}   | ${'malformed'}
    ${''}                     | ${'malformed'}
  `('$text: $problem', ({ text, problem }) => {
    // The first is the example of GB 11643 itself; the standard's other one is of 1880, before anybody we know of.
    expect(identityProblem(text)).toBe(problem);
  });

  test('one wrong digit, or two that changed places, never pass', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (valid, at, more) => {
        expect(identityProblem(valid)).toBeNull();
        const wrong = (Number(valid[at]) + more) % 10;
        expect(identityProblem(`${valid.slice(0, at)}${wrong}${valid.slice(at + 1)}`)).not.toBeNull();
        const [left, right] = [valid[at] ?? '', valid[at + 1] ?? ''];
        const swapped = `${valid.slice(0, at)}${right}${left}${valid.slice(at + 2)}`;
        if (left !== right) expect(identityProblem(swapped)).not.toBeNull();
      }),
    );
  });

  test('is shown by its first six and last four', () => {
    expect(maskIdentity(number)).toBe(`990102********${number.slice(-4)}`);
  });

  test.each`
    text                           | masked
    ${`身份证${number}，请核对`}   | ${`身份证990102********${number.slice(-4)}，请核对`}
    ${`"${number.toLowerCase()}"`} | ${`"990102********${number.slice(-4)}"`}
    ${`${number}0`}                | ${`${number}0`}
    ${'文号 199001021990030774'}   | ${'文号 199001021990030774'}
    ${'sha 9901021990030774ab'}    | ${'sha 9901021990030774ab'}
  `('inside a text: $masked', ({ text, masked }) => {
    expect(maskIdentitiesIn(text)).toBe(masked);
  });

  test('is refused with what is wrong', () => {
    expect(decideIdentity(number)).toBeNull();
    expect(decideIdentity('1')?.refusal.id).toBe('identity-malformed');
    expect(decideIdentity('110105194912310021')?.refusal.id).toBe('identity-check-digit-wrong');
  });
});

describe('encrypted', () => {
  test('it comes back, is another text each time, and is nowhere in it', () => {
    fc.assert(
      fc.property(numbers, (valid) => {
        const sealed = encryptIdentity(key, valid);
        expect(decryptIdentity(key, sealed)).toBe(valid);
        expect(encryptIdentity(key, valid).equals(sealed)).toBe(false);
        expect(sealed.toString('latin1')).not.toContain(valid.slice(6, 14));
      }),
      { numRuns: 50 },
    );
  });

  test('with another key it cannot be read, and says so', () => {
    const sealed = encryptIdentity(key, number);
    expect(decryptIdentity(other, sealed)).toMatchObject({ refusal: { id: 'key-missing' } });
    expect(maskedIdentity(key, sealed)).toBe(maskIdentity(number));
    expect(maskedIdentity(other, sealed)).toBe('（缺少密钥）');
  });

  test('every changed byte is found', () => {
    const sealed = encryptIdentity(key, number);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      // A changed key id is a key that is not there; everything else breaks the seal.
      if (at >= 1 && at < 9) expect(decryptIdentity(key, changed)).toMatchObject({ refusal: { id: 'key-missing' } });
      else expect(() => decryptIdentity(key, changed), `byte ${at}`).toThrow();
    }
  });

  test('its index is the same for the same number and key only', () => {
    expect(identityIndex(key, number).equals(identityIndex(key, number.toLowerCase()))).toBe(true);
    expect(identityIndex(key, number).equals(identityIndex(other, number))).toBe(false);
    expect(identityIndex(key, number).equals(identityIndex(key, '11010519491231002X'))).toBe(false);
  });
});

test.each`
  reason              | answer
  ${'核对发放名册'}   | ${'核对发放名册'}
  ${' 核对发放名册 '} | ${'核对发放名册'}
  ${'核对名册'}       | ${'reason-too-short'}
  ${'          '}     | ${'reason-too-short'}
  ${'核'.repeat(501)} | ${'reason-too-long'}
`('a reason for showing it: $reason', ({ reason, answer }) => {
  const outcome = decideUnmasking(reason);
  expect('refusal' in outcome ? outcome.refusal.id : outcome.reason).toBe(answer);
});
