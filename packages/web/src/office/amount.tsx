/** Amounts in yuan, as the server sends them: strings with two decimals, never numbers. */

/** `-1234567.80` → `-1,234,567.80`. */
export function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');
}

/** A cell of a table; zero is a dash, what is taken away is red. */
export function Amount({ of }: { readonly of: string }) {
  if (of === '0.00') return <td className="num quiet">—</td>;
  return <td className={of.startsWith('-') ? 'num bad' : 'num'}>{grouped(of)}</td>;
}

/** Turns the sign of an amount around. */
export function negated(amount: string): string {
  if (/^-?0+\.00$/.test(amount)) return amount.replace('-', '');
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

/** What a person typed as an amount, in the server's form; null where it is none: `1,234.5` → `1234.50`. */
export function typedAmount(text: string): string | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d{0,2}))?$/.exec(text.replaceAll(/[,，\s]/g, ''));
  if (match === null) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  return `${sign}${String(BigInt(whole))}.${decimals.padEnd(2, '0')}`;
}

/** The sum of amounts, exact. */
export function sumOf(amounts: readonly string[]): string {
  const fen = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
