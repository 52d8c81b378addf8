import { expect, test } from 'vitest';
import { compact, squeeze } from './compact.ts';

test.for([
  ['支出 ２，781.88 万元,其中:', '支出2,781.88万元，其中：'],
  ['合\u3000计', '合计'],
  ['因公出国 (境) 费', '因公出国（境）费'],
  ['  **人员经费** 510.01万元 ', '人员经费510.01万元'],
  ['完成预算的 ６８．３５％;', '完成预算的68.35%；'],
  ['1,2', '1，2'],
  ['1,234,567.89元', '1,234,567.89元'],
  ['办公费1,234,水费5', '办公费1,234，水费5'],
  ['12:30', '12:30'],
  ['其中:30', '其中：30'],
  ['A\u00a0B\u200bC\ufeff', 'ABC'],
  ['2*3', '2*3'],
  ['', ''],
])('%j is %j', ([original = '', plain]) => {
  expect(squeeze(original)).toBe(plain);
});

test.for(['支出 ２，781.88 万元,其中:', '**第一** 行\n第二 行', '\u3000\u3000开头'])(
  'every character of %j knows where it stood',
  (original) => {
    const { text, at } = compact(original);
    expect(at.length).toBe(text.length);
    at.forEach((offset, index) => {
      expect(squeeze(original.charAt(offset)), `character ${index}`).toBe(squeeze(text.charAt(index)));
      if (index > 0) expect(offset).toBeGreaterThan(at[index - 1] ?? 0);
    });
  },
);

test('a million characters take no time to speak of', () => {
  expect(compact('支出 1,234.56 万元，'.repeat(80_000)).text.length).toBe(12 * 80_000 + 80_000);
});
