/** The vouchers that a record has asked for, and how far they are. */
import { Link } from 'react-router';
import { useMay } from '../../session.tsx';
import { type Schemas } from '../../words.ts';
import { query, voucherStateNames } from './ask.ts';

interface LinkedVouchersProps {
  readonly unit: string;
  readonly vouchers: readonly Schemas['LinkedVoucher'][];
}

/** True if one of them stands in the books: what asked for it can then no longer be taken back. */
export function anyBooked(vouchers: LinkedVouchersProps['vouchers']): boolean {
  return vouchers.some(({ state, reversed }) => state === 'booked' && !reversed);
}

export function LinkedVouchers({ unit, vouchers }: LinkedVouchersProps) {
  const may = useMay();
  if (vouchers.length === 0) return <span className="quiet">—</span>;
  return (
    <ul className="voucher-links">
      {vouchers.map(({ voucher, text, state, number, reversed }) => {
        const name = number ?? voucherStateNames[state] ?? state;
        return (
          <li key={voucher} title={text}>
            {may('voucher.read') ? <Link to={`/office/vouchers/${voucher}?${query({ unit })}`}>{name}</Link> : name}
            {reversed && '（已冲销）'}
          </li>
        );
      })}
    </ul>
  );
}
