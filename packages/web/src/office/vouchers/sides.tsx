/** The two sides of a voucher beside each other, 财务会计 left and 预算会计 right, as the trade reads them. */
import { type ReactNode } from 'react';
import { grouped } from '../amount.tsx';
import { accountLabel, type Book, bookNames } from '../books/books.ts';
import { useDimensionWords } from './dimensions.tsx';
import { type VoucherRule, type VoucherSide } from './vouchers.ts';

interface SidesProps {
  readonly unit: string;
  readonly entries: readonly VoucherSide[];
  /** Shows the rule's accounts while there are no amounts yet. */
  readonly rule?: VoucherRule | undefined;
  /** What stands in a side that has no entry and will have none as far as is known. */
  readonly none?: string;
}

export function Sides({ unit, entries, rule, none }: SidesProps) {
  const words = useDimensionWords(unit);
  const books: readonly Book[] =
    entries.some(({ book }) => book === 'fund') || rule?.books.some(({ book }) => book === 'fund') === true
      ? ['fund']
      : ['financial', 'budgetary'];
  return (
    <div className={books.length === 1 ? 'sides sides-one' : 'sides'}>
      {books.map((book) => {
        const entry = entries.find((one) => one.book === book);
        const outline = rule?.books.find((one) => one.book === book);
        return (
          <section key={book} className="side" aria-label={bookNames[book]}>
            <h3>
              {bookNames[book]}
              {entry !== undefined && <Balance entry={entry} />}
            </h3>
            {entry === undefined && outline === undefined ? (
              <p className="side-none">{none ?? `不记${bookNames[book]}。`}</p>
            ) : (
              <table className="ledger">
                <thead>
                  <tr>
                    <th scope="col">科目</th>
                    <th scope="col" className="num">
                      借方
                    </th>
                    <th scope="col" className="num">
                      贷方
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {entry?.legs.map((leg, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the legs of an entry have an order and nothing else
                    <tr key={index}>
                      <td>
                        {accountLabel(leg.account)}
                        <Small>{words(leg.dimensions).join(' · ')}</Small>
                      </td>
                      <td className="num">{leg.debit === null ? '' : grouped(leg.debit)}</td>
                      <td className="num">{leg.credit === null ? '' : grouped(leg.credit)}</td>
                    </tr>
                  ))}
                  {entry === undefined &&
                    outline !== undefined &&
                    (['debit', 'credit'] as const).map((side) => {
                      const { account } = outline[side];
                      return (
                        <tr key={side} className="quiet">
                          <td>
                            {side === 'debit' ? '借：' : '贷：'}
                            {account === null ? '（所选科目）' : accountLabel(account)}
                          </td>
                          <td className="num">{side === 'debit' ? '…' : ''}</td>
                          <td className="num">{side === 'credit' ? '…' : ''}</td>
                        </tr>
                      );
                    })}
                </tbody>
                {entry !== undefined && (
                  <tfoot>
                    <tr>
                      <th scope="row">合计</th>
                      <td className="num">{grouped(entry.debit)}</td>
                      <td className="num">{grouped(entry.credit)}</td>
                    </tr>
                  </tfoot>
                )}
              </table>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Balance({ entry: { debit, credit } }: { readonly entry: VoucherSide }) {
  return debit === credit ? (
    <span className="state state-approved">借贷平衡</span>
  ) : (
    <span className="state state-rejected">借贷不平</span>
  );
}

function Small({ children }: { readonly children: ReactNode }) {
  return children === '' ? null : <div className="quiet">{children}</div>;
}
