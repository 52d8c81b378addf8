/** The voucher desk answers with refusals of three lists; each is said under its own. */
import { type DeskRefusal, ledgerRefusals, voucherRefusals } from '@mingzhang/bureau';
import { type DutyRefusal, refused } from '../../duty-refusals.ts';

export function deskRefused({ id, message }: DeskRefusal): DutyRefusal {
  if (isOf(voucherRefusals, id)) return refused('vouchers', { id, message });
  if (isOf(ledgerRefusals, id)) return refused('ledger', { id, message });
  return refused('access', { id, message });
}

function isOf<List extends object>(list: List, id: PropertyKey): id is keyof List & string {
  return Object.hasOwn(list, id);
}
