/** Lines against entries, and what is left: rows read across. */
import { expect, test } from 'vitest';
import { pairsOf, reconciliationOf } from './match.ts';

const parse = (text: string) => {
  const [id = '', date = '', amount = '', reference = ''] = text.split(' ');
  return { id, date: `2024-${date}`, amount: Number(amount), reference, text: reference };
};

test.each`
  lines                                   | entries                                 | pairs
  ${['a 03-01 100 LS-01']}                | ${['x 03-01 100 批次LS-01']}            | ${['a x']}
  ${['a 03-01 100 LS-01']}                | ${['x 03-25 100 LS-01']}                | ${['a x']}
  ${['a 03-01 100 LS-01']}                | ${['x 04-25 100 LS-01']}                | ${[]}
  ${['a 03-01 100 LS-01']}                | ${['x 03-06 100']}                      | ${['a x']}
  ${['a 03-01 100 LS-01']}                | ${['x 03-07 100']}                      | ${[]}
  ${['a 03-01 100 LS-01']}                | ${['x 03-01 -100']}                     | ${[]}
  ${['a 03-01 100', 'b 03-02 100']}       | ${['x 03-01 100']}                      | ${[]}
  ${['a 03-01 100']}                      | ${['x 03-01 100', 'y 03-02 100']}       | ${[]}
  ${['a 03-01 100 LS-01', 'b 03-02 100']} | ${['x 03-01 100 LS-01', 'y 03-02 100']} | ${['a x', 'b y']}
  ${['a 03-01 100 1', 'b 03-01 100 2']}   | ${['x 03-01 100 1', 'y 03-01 100 2']}   | ${[]}
`('$lines and $entries: $pairs', ({ lines, entries, pairs }) => {
  expect(pairsOf(lines.map(parse), entries.map(parse)).map(({ line, entry }) => `${line} ${entry}`)).toEqual(pairs);
});

test.each`
  books  | statement | lines    | entries      | adjusted | difference
  ${100} | ${100}    | ${[]}    | ${[]}        | ${100}   | ${0}
  ${100} | ${130}    | ${[30]}  | ${[]}        | ${130}   | ${0}
  ${100} | ${90}     | ${[-10]} | ${[]}        | ${90}    | ${0}
  ${100} | ${60}     | ${[]}    | ${[50, -10]} | ${100}   | ${0}
  ${100} | ${99}     | ${[]}    | ${[]}        | ${100}   | ${1}
  ${100} | ${null}   | ${[]}    | ${[]}        | ${100}   | ${null}
`('books $books, statement $statement: $difference', ({ books, statement, lines, entries, adjusted, difference }) => {
  const of = (amounts: readonly number[]) => amounts.map((amount) => ({ amount }));
  const made = reconciliationOf(books, statement, of(lines), of(entries));
  expect([made.adjustedBooks, made.difference]).toEqual([adjusted, difference]);
});
