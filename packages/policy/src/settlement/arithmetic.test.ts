import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceTimesQuantity, ratioOf, roundedQuotient } from './arithmetic.ts';

test.each([
  [23_000, 10_000, 23_000],
  [999, 5_000, 500],
  [1, 4_999, 0],
  [1, 5_000, 1],
  [452, 500, 23],
  [0, 6_500, 0],
])('%d fen × %d/10000 = %d', (amount, ratio, product) => expect(ratioOf(amount, ratio)).toBe(product));

test('the quotient is the same as over big integers, up to the last number that is exact', () => {
  const whole = fc.maxSafeNat();
  fc.assert(
    fc.property(whole, fc.constantFrom(1, 3, 10_000, 100_000_000), (numerator, denominator) => {
      const [n, d] = [BigInt(numerator), BigInt(denominator)];
      expect(roundedQuotient(numerator, denominator)).toBe(Number((n * 2n + d) / (d * 2n)));
    }),
    {
      numRuns: 20_000,
      examples: [
        [Number.MAX_SAFE_INTEGER, 1],
        [Number.MAX_SAFE_INTEGER, 10_000],
      ],
    },
  );
});

test('price times quantity is exact also where the product leaves the safe range', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (price, quantity) => {
        const [product, half] = [BigInt(price) * BigInt(quantity), 50_000_000n];
        expect(priceTimesQuantity(price, quantity)).toBe(Number((product + half) / 100_000_000n));
      },
    ),
    { numRuns: 5_000 },
  );
});
