/**
 * What the amounts of a settlement satisfy whatever the rules (国家医保接口 2206、2207、2303、2304 的出参). I2 has the part that the
 * institution bears: without it a real settlement of 重庆 is off by 505.01.
 *
 *     总费用 = 全自费 + 超限价 + 先行自付 + 政策范围内
 */
import { type Fen } from '@mingzhang/kernel';
import { type Settlement } from './settle.ts';

/** I5 and I8 are of a fee line, I7 of the list of funds, I9–I11 of two messages; these are of one settlement. */
export const identities = {
  I1: '总费用 = 全自费 + 超限价 + 先行自付 + 政策范围内',
  I2: '总费用 = 基金支付 + 个人负担 + 医院负担',
  I3: '个人负担 = 个人账户 + 现金',
  I4: '基金支付 = 各基金之和',
  I6: '个人负担 = 全自费 + 超限价 + 先行自付 + (政策范围内 − 基金支付) − 医院负担',
} as const;

export type IdentityId = keyof typeof identities;

export type IdentityAmounts = Pick<
  Settlement,
  | 'total'
  | 'own'
  | 'overLimit'
  | 'firstPay'
  | 'inScope'
  | 'pool'
  | 'criticalIllness'
  | 'largeAmount'
  | 'civilServant'
  | 'assistance'
  | 'cadre'
  | 'funds'
  | 'hospitalBorne'
  | 'personal'
  | 'account'
  | 'cash'
> & {
  /** 企业补充 and 其他基金 (hifes_pay, oth_pay), which our rules do not have and others' settlements may. */
  readonly otherFunds?: Fen;
};

/** The identities that do not hold, with both sides. */
export function brokenIdentities(
  amounts: IdentityAmounts,
): readonly { readonly id: IdentityId; readonly left: Fen; readonly right: Fen }[] {
  const { total, own, overLimit, firstPay, inScope, funds, personal, hospitalBorne, account, cash } = amounts;
  const { pool, criticalIllness, largeAmount, civilServant, assistance, cadre, otherFunds = 0 } = amounts;
  const sides: Readonly<Record<IdentityId, readonly [Fen, Fen]>> = {
    I1: [total, own + overLimit + firstPay + inScope],
    I2: [total, funds + personal + hospitalBorne],
    I3: [personal, account + cash],
    I4: [funds, pool + criticalIllness + largeAmount + civilServant + assistance + cadre + otherFunds],
    I6: [personal, own + overLimit + firstPay + (inScope - funds) - hospitalBorne],
  };
  return (Object.keys(identities) as readonly IdentityId[])
    .map((id) => ({ id, left: sides[id][0], right: sides[id][1] }))
    .filter(({ left, right }) => left !== right);
}
