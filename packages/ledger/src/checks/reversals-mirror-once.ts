/** A reversal takes back the whole of its original, leg by leg, and no original is taken back twice. */
import { sumFen } from '@mingzhang/kernel';
import { mirrorOf, sameLegs, totalOf } from '../entry.ts';
import { entriesOfSet, finding, type LedgerCheck } from './check.ts';

export const reversalsMirrorOnce: LedgerCheck = {
  meta: {
    id: 'reversals-mirror-once',
    name: '冲销与原分录相抵',
    help: '冲销分录与原分录逐行相同而借贷相反，一笔分录只冲销一次。',
    certainty: 'proven',
  },
  run(view) {
    return view.sets.flatMap((set) => {
      const entries = entriesOfSet(view, set);
      const byOriginal = Map.groupBy(entries, ({ reverses }) => reverses);
      return entries.flatMap((original) => {
        const reversals = byOriginal.get(original.id) ?? [];
        const whole = reversals.length === 1 && reversals.every(({ legs }) => sameLegs(mirrorOf(original.legs), legs));
        if (reversals.length === 0 || whole) return [];
        return finding(
          this,
          { set: set.id, entry: original.id },
          sumFen(reversals.map(({ legs }) => totalOf(legs, 'debit'))),
          totalOf(original.legs, 'credit'),
          ({ stated, expected }) =>
            `${original.date}“${original.text}”的分录为${expected}元，有${reversals.length}笔冲销共${stated}元，科目、金额或次数与原分录不符。请另作更正分录。`,
        );
      });
    });
  },
};
