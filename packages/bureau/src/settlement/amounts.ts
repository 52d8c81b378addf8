/** A settlement's amounts as columns of its row, and back. */
import { type Bill, type Settlement, type VisitCase } from '@mingzhang/policy';
import { usedOf } from './used.ts';

export type Amounts = Omit<Settlement, 'after' | 'derivation'>;

/** The amounts as columns of a row. */
export function columnsOf(amounts: Amounts) {
  const {
    overLimit,
    firstPay,
    inScope,
    poolRatio,
    criticalIllness,
    largeAmount,
    civilServant,
    hospitalBorne,
    ...same
  } = amounts;
  return {
    ...same,
    over_limit: overLimit,
    first_pay: firstPay,
    in_scope: inScope,
    pool_ratio: poolRatio,
    critical_illness: criticalIllness,
    large_amount: largeAmount,
    civil_servant: civilServant,
    hospital_borne: hospitalBorne,
  };
}

/** What of the case and the bill stands in no other column, so that the year can be settled again from the rows alone. */
export function caseColumns(
  { area, member, civilServant }: VisitCase,
  { account, extraInfants = 0 }: Pick<Bill, 'account' | 'extraInfants'>,
) {
  return {
    policy_area: area,
    member,
    is_civil_servant: civilServant,
    account_offered: account,
    extra_infants: extraInfants,
  };
}

type Columns = ReturnType<typeof columnsOf> & { readonly used_after: unknown };

/** The amounts of a row; its derivation lies elsewhere. */
export function settlementOf(row: Columns): Settlement {
  return {
    total: row.total,
    own: row.own,
    overLimit: row.over_limit,
    firstPay: row.first_pay,
    inScope: row.in_scope,
    deductible: row.deductible,
    poolRatio: row.pool_ratio,
    pool: row.pool,
    criticalIllness: row.critical_illness,
    largeAmount: row.large_amount,
    civilServant: row.civil_servant,
    assistance: row.assistance,
    cadre: row.cadre,
    funds: row.funds,
    hospitalBorne: row.hospital_borne,
    personal: row.personal,
    account: row.account,
    cash: row.cash,
    after: usedOf(row.used_after),
    derivation: null,
  };
}
