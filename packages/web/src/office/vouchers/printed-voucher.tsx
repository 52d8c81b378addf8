/** A voucher as it is printed and bound: both books on one sheet, with the places for names below. */
import { grouped } from '../amount.tsx';
import { accountLabel, bookNames, useBooks } from '../books/books.ts';
import { useDimensionWords } from './dimensions.tsx';
import { type Voucher } from './vouchers.ts';

export function PrintedVoucher({ unit, voucher }: { readonly unit: string; readonly voucher: Voucher }) {
  const words = useDimensionWords(unit);
  const books = useBooks();
  const name = books.data?.flatMap(({ units }) => units).find(({ id }) => id === unit)?.name ?? unit;
  const [year, month, day] = voucher.date.split('-');
  return (
    <section className="printed-voucher" aria-hidden>
      <h1>记 账 凭 证</h1>
      <div className="printed-head">
        <span>单位：{name}</span>
        <span>
          {year}年{month}月{day}日
        </span>
        <span>{voucher.number === null ? '未编号' : `记字第 ${voucher.number} 号`}</span>
        <span>附件 {voucher.files.length} 份</span>
      </div>
      {voucher.entries.map((entry) => (
        <table key={entry.id}>
          <thead>
            <tr>
              <th className="printed-text">摘要</th>
              <th>{bookNames[entry.book]}科目</th>
              <th className="num">借方金额</th>
              <th className="num">贷方金额</th>
            </tr>
          </thead>
          <tbody>
            {entry.legs.map((leg, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the legs of an entry have an order and nothing else
              <tr key={index}>
                <td>{index === 0 ? voucher.text : ''}</td>
                <td>
                  {accountLabel(leg.account)}
                  <small>{words(leg.dimensions).join(' · ')}</small>
                </td>
                <td className="num">{leg.debit === null ? '' : grouped(leg.debit)}</td>
                <td className="num">{leg.credit === null ? '' : grouped(leg.credit)}</td>
              </tr>
            ))}
            <tr>
              <td />
              <th>合计</th>
              <td className="num">{grouped(entry.debit)}</td>
              <td className="num">{grouped(entry.credit)}</td>
            </tr>
          </tbody>
        </table>
      ))}
      <div className="printed-head">
        <span>支付凭证号：{voucher.paymentOrder ?? '—'}</span>
        <span>记账：{voucher.booker ?? ''}</span>
        <span>复核：{voucher.checker ?? ''}</span>
        <span>制单：{voucher.maker}</span>
      </div>
    </section>
  );
}
