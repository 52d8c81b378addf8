/** Every entry by itself: debits equal credits. */
import { totalOf } from '../entry.ts';
import { entriesOfSet, finding, type LedgerCheck } from './check.ts';

export const entriesBalance: LedgerCheck = {
  meta: {
    id: 'entries-balance',
    name: '分录借贷相等',
    help: '每笔分录的借方合计等于贷方合计；财务会计与预算会计各自平衡。',
    certainty: 'proven',
  },
  run(view) {
    return view.sets.flatMap((set) =>
      entriesOfSet(view, set).flatMap(({ id: entry, date, text, legs }) => {
        const [debit, credit] = [totalOf(legs, 'debit'), totalOf(legs, 'credit')];
        if (debit === credit) return [];
        return finding(
          this,
          { set: set.id, entry },
          debit,
          credit,
          ({ stated, expected, difference }) =>
            `${date}“${text}”的分录借方${stated}元，贷方${expected}元，相差${difference}元。请核对原始凭证，冲销后重记。`,
        );
      }),
    );
  },
};
