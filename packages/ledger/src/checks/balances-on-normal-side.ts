/** No account is overdrawn: it stands on the side where its class stands, or at nothing. */
import { type Fen, sumFen } from '@mingzhang/kernel';
import { latestRow } from '../account.ts';
import { closingOf } from '../balance.ts';
import { endOf, finding, type LedgerCheck } from './check.ts';

/** Accounts that may stand on either side: 应交税费, 待处理, 权益法调整, surplus in the making, carried deficits. */
const eitherSide = new Set(
  '1902 2101 2102 3001 3201 3301 3302 3401 3501 8201 8202 8401 8501 8701 fund-balance-general'.split(' '),
);

export const balancesOnNormalSide: LedgerCheck = {
  meta: {
    id: 'balances-on-normal-side',
    name: '余额方向正常',
    help: '科目余额在它应有的方向：存款不透支，财政拨款结转不出现借方余额。',
    certainty: 'possible',
  },
  run(view) {
    return view.sets.flatMap((set) => {
      const standing = new Map<string, Fen>();
      for (const row of endOf(view, set).rows) {
        standing.set(row.account, sumFen([standing.get(row.account) ?? 0, closingOf(row)]));
      }
      return [...standing].flatMap(([account, balance]) => {
        const { code, name, normalSide, parent } = latestRow(set.accounts, account);
        const wrong = normalSide === 'debit' ? balance < 0 : balance > 0;
        if (!wrong || eitherSide.has(account) || eitherSide.has(parent ?? '')) return [];
        return finding(this, { set: set.id, account }, Math.abs(balance), 0, ({ stated }) => {
          const [is, should] = normalSide === 'debit' ? ['贷', '借'] : ['借', '贷'];
          return `到${view.through}，${code ?? account} ${name}为${is}方余额${stated}元，正常应在${should}方或为零。请查漏记或错记的分录。`;
        });
      });
    });
  },
};
