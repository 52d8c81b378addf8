/** Real settlements (redacted, from public code) satisfy the identities; one that is known to be wrong does not. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseYuan } from '@mingzhang/kernel';
import { describe, expect, test } from 'vitest';
import { priceTimesQuantity, ratioOf } from './arithmetic.ts';
import { brokenIdentities, type IdentityAmounts } from './identities.ts';

const folder = fileURLToPath(new URL('../../../../../shared/facts/interface/samples/', import.meta.url));
const absent = existsSync(folder) ? false : `the samples are not beside this checkout (${folder})`;
if (absent !== false) console.warn(`NOT RUN: ${absent}`);

interface Message {
  readonly message?: { readonly output?: Output };
  readonly output?: Output;
}

interface Output {
  readonly setlinfo?: Readonly<Record<string, unknown>>;
  readonly result?: readonly Readonly<Record<string, unknown>>[];
}

function outputOf(name: string): Output {
  const message = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Message;
  return message.message?.output ?? message.output ?? {};
}

/** Amounts in yuan as number, text, blank or null; the first name that is there. */
function amount(from: Readonly<Record<string, unknown>>, ...names: readonly string[]): number {
  for (const name of names) {
    const value = from[name];
    if (value === undefined || value === null || value === '' || value === 'null') continue;
    const fen = parseYuan(String(value));
    if (fen === null) throw new Error(`${name} is ${String(value)}`);
    return fen;
  }
  return 0;
}

function amountsOf(info: Readonly<Record<string, unknown>>): IdentityAmounts {
  const of = (...names: readonly string[]): number => amount(info, ...names);
  const account = of('acct_pay');
  const cash = of('psn_cash_pay', 'psnCash_pay', 'pdn_cash_pay');
  const personal = info.psn_part_amt;
  return {
    total: of('medfee_sumamt', 'med_fee_sumamt'),
    own: of('fulamt_ownpay_amt'),
    overLimit: of('overlmt_selfpay', 'overlmt_amt'),
    firstPay: of('preselfpay_amt', 'prese_ifpay_amt'),
    inScope: of('inscp_scp_amt'),
    pool: of('hifp_pay'),
    criticalIllness: of('hifmi_pay'),
    largeAmount: of('hifob_pay'),
    civilServant: of('cvlserv_pay'),
    assistance: of('maf_pay'),
    cadre: of('hifdm_pay'),
    otherFunds: of('hifes_pay') + of('oth_pay'),
    funds: of('fund_pay_sumamt'),
    hospitalBorne: of('hosp_part_amt', 'ownpay_hosp_part'),
    personal: personal === null || personal === undefined ? account + cash : of('psn_part_amt'),
    account,
    cash,
  };
}

describe.skipIf(absent !== false)('real settlements', () => {
  test.each([
    ['openhis_2206_resp.json', '4.52'],
    ['openhis_2207_resp.json', '4.52'],
    ['openhis_2208_resp.json', '-25.10'],
    ['openhis_2303_resp.json', '23442.46'],
    ['openhis_2304_resp.json', '23442.46'],
    ['openhis_2305_resp.json', '-3379.26'],
    ['hsahis_2304_resp_hunan.json', '5792.53'],
  ])('%s of %s holds', (name, total) => {
    const amounts = amountsOf(outputOf(name).setlinfo ?? {});
    expect(amounts.total).toBe(parseYuan(total));
    expect(brokenIdentities(amounts)).toEqual([]);
  });

  test('a settlement that pays nobody for 3300.00 is caught', () => {
    const amounts = amountsOf(outputOf('hsahis_5261_resp_hainan_NEGATIVE.json').setlinfo ?? {});
    expect(brokenIdentities(amounts).map(({ id }) => id)).toEqual(['I2', 'I6']);
  });

  test.each([
    ['openhis_2204_resp.json', 1],
    ['openhis_2301_resp.json', 16],
  ])('the %d lines of %s are what our arithmetic makes of price, quantity and 先行自付比例', (name, count) => {
    const lines = outputOf(name).result ?? [];
    expect(lines).toHaveLength(count as number);
    for (const line of lines) {
      const total = amount(line, 'det_item_fee_sumamt');
      const price = Math.round(Number(line.pric) * 1_000_000);
      expect(priceTimesQuantity(price, Math.round(Number(line.cnt) * 10_000))).toBe(total);
      const share = Number(line.selfpay_prop);
      if (share > 0 && share < 1)
        expect(amount(line, 'preselfpay_amt')).toBe(ratioOf(total, Math.round(share * 10_000)));
    }
  });
});
