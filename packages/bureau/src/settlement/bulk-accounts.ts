/**
 * 职工个人账户 in bulk: what stood on them when the books began, what came onto them with each month's premium, and what the pooled fund
 * gave to those who have retired; with the vouchers of what has none yet. What settlements take from them the bulk desk writes.
 *
 *     结转   借 财政专户存款 贷 基金结余（个人账户）
 *     退休   统筹 借 社会保险费收入 贷 存款；个人账户 借 存款 贷 社会保险费收入
 */
import { type DateText, type Fen } from '@mingzhang/kernel';
import { type FundPart, type Leg, type Side, type Voucher } from '@mingzhang/ledger';
import { type Bulk, copyLine } from '@mingzhang/store';

interface BulkBooks {
  /** The set that keeps pooled fund and personal accounts both. */
  readonly set: string;
  /** The account that the pooled fund's money lies on. */
  readonly deposit: string;
  readonly by: string;
  readonly makeId: () => string;
}

interface Credit {
  readonly person: string;
  readonly id: string;
  readonly date: DateText;
  readonly amount: Fen;
  readonly voucher: string;
  readonly text: string;
}

interface Gathered {
  readonly id: string;
  readonly entry: string;
  readonly kind: 'opening' | 'ordinary';
  readonly date: DateText;
  readonly text: string;
  amount: Fen;
}

const personal: FundPart = 'employee-personal';
const pooled: FundPart = 'employee-pooled';

export class BulkAccounts {
  readonly #books: BulkBooks;
  readonly #credits: Credit[] = [];
  readonly #balances = new Map<string, Fen>();
  readonly #gathered = new Map<string, Gathered>();

  constructor(books: BulkBooks) {
    this.#books = books;
  }

  /** What stands on an account on the first day of the books. */
  open(person: string, date: DateText, amount: Fen): void {
    const text = '上年结转';
    this.#credit(person, { date, amount, text, voucher: this.#gather('opening', date, '个人账户上年结转', amount) });
  }

  /** What came with a premium, whose voucher says so. */
  credit(person: string, of: Pick<Credit, 'date' | 'amount' | 'voucher' | 'text'>): void {
    this.#credit(person, of);
  }

  /** What the pooled fund gives to somebody who has retired. */
  allot(person: string, { date, amount, text }: Pick<Credit, 'date' | 'amount' | 'text'>): void {
    const voucher = this.#gather('ordinary', date, '退休人员个人账户划入', amount);
    this.#credit(person, { date, amount, text, voucher });
  }

  /** All that ever came onto an account. */
  totalOf(person: string): Fen {
    return this.#balances.get(person) ?? 0;
  }

  #gather(kind: Gathered['kind'], date: DateText, text: string, amount: Fen): string {
    const { makeId } = this.#books;
    const key = `${kind} ${date}`;
    const known = this.#gathered.get(key) ?? { id: makeId(), entry: makeId(), kind, date, text, amount: 0 };
    known.amount += amount;
    this.#gathered.set(key, known);
    return known.id;
  }

  #credit(person: string, of: Pick<Credit, 'date' | 'amount' | 'voucher' | 'text'>): void {
    if (of.amount <= 0) throw new Error(`${person} is credited ${of.amount}`);
    this.#credits.push({ person, id: this.#books.makeId(), ...of });
    this.#balances.set(person, this.totalOf(person) + of.amount);
  }

  vouchers(): readonly (Voucher & { readonly at: Date })[] {
    const { set, deposit } = this.#books;
    return [...this.#gathered.values()].map(({ id, entry, kind, date, text, amount }) => {
      const leg = (account: string, side: Side, fund: FundPart): Leg => ({
        account,
        side,
        amount,
        dimensions: { fund },
      });
      const legs =
        kind === 'opening'
          ? [leg('fiscal-account-deposit', 'debit', personal), leg('fund-balance-general', 'credit', personal)]
          : [
              leg('premium-income', 'debit', pooled),
              leg(deposit, 'credit', pooled),
              leg(deposit, 'debit', personal),
              leg('premium-income', 'credit', personal),
            ];
      return { id, kind, date, text, entries: [{ id: entry, set, reverses: null, legs }], at: new Date(moment(date)) };
    });
  }

  /** Writes accounts and credits in the transaction of `bulk`, before settlements take from them. */
  async write(bulk: Bulk): Promise<void> {
    const { set, by } = this.#books;
    await bulk.copy(
      'personal_account',
      ['person_id', 'balance'],
      [...this.#balances].map((one) => copyLine(one)),
    );
    await bulk.copy(
      'personal_account_entry',
      ['person_id', 'id', 'kind', 'date', 'amount', 'set_id', 'voucher_id', 'text', 'made_by', 'made_at'],
      this.#credits.map(({ person, id, date, amount, voucher, text }) =>
        copyLine([person, id, 'credited', date, amount, set, voucher, text, by, moment(date)]),
      ),
    );
  }
}

const moment = (day: DateText): string => `${day}T04:00:00Z`;
