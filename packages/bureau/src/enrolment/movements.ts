/** What collection moves in the funds' books, the same whether one thing is decided at a desk or a county is loaded. */
import { type Fen } from '@mingzhang/kernel';
import { type FundPart } from '@mingzhang/ledger';
import { type Movement } from './common.ts';
import { type FileKind } from './read-file.ts';

export function fundOf(kind: FileKind): FundPart {
  return kind === 'resident' ? 'resident' : 'employee-pooled';
}

interface Collected {
  /** What was due, of it what goes to the personal accounts, and what is held. */
  readonly applied: Fen;
  readonly account: Fen;
  readonly held: Fen;
}

/** A confirmed file: 借 存款 贷 社会保险费收入, and 暂收款 for what was not due. */
export function collected(kind: FileKind, deposit: string, { applied, account, held }: Collected): readonly Movement[] {
  const fund = fundOf(kind);
  return [
    { fund, debit: deposit, credit: 'premium-income', amount: applied - account },
    { fund: 'employee-personal', debit: deposit, credit: 'premium-income', amount: account },
    { fund, debit: deposit, credit: 'temporary-receipt', amount: held },
  ];
}

/** 认领; `account` is what of it goes to the personal account. */
export function claimed(fund: FundPart, deposit: string, amount: Fen, account: Fen): readonly Movement[] {
  return [
    { fund, debit: 'temporary-receipt', credit: 'premium-income', amount: amount - account },
    // The money moves with it: the personal accounts are another part of the fund.
    { fund, debit: 'temporary-receipt', credit: deposit, amount: account },
    { fund: 'employee-personal', debit: deposit, credit: 'premium-income', amount: account },
  ];
}

/** 退费. */
export function refunded(fund: FundPart, deposit: string, amount: Fen): readonly Movement[] {
  return [{ fund, debit: 'temporary-receipt', credit: deposit, amount }];
}

/** 资助参保: from the assistance fund to the residents'. */
export function subsidised(amount: Fen): readonly Movement[] {
  return [
    { fund: 'assistance', debit: 'assistance-expense', credit: 'fiscal-account-deposit', amount },
    { fund: 'resident', debit: 'fiscal-account-deposit', credit: 'premium-income', amount },
  ];
}
