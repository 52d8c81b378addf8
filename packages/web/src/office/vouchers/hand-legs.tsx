/** Legs written by hand, both books beside each other, each with what it still lacks to balance. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { grouped, negated, sumOf } from '../amount.tsx';
import { accountLabel, type BookSet, bookNames, type ChartAccount, useChart } from '../books/books.ts';
import { DimensionSelect } from './dimension-select.tsx';
import { type DraftLeg, emptyLeg, type FieldProblems, totalOf } from './draft.ts';

interface HandLegsProps {
  readonly unit: string;
  readonly date: string;
  readonly sets: readonly BookSet[];
  readonly legs: Readonly<Record<string, readonly DraftLeg[]>>;
  readonly problems: FieldProblems;
  readonly onChange: (legs: Readonly<Record<string, readonly DraftLeg[]>>) => void;
}

export function HandLegs({ unit, date, sets, legs, problems, onChange }: HandLegsProps) {
  return (
    <div className={sets.length === 1 ? 'sides sides-one' : 'sides'}>
      {sets.map((set) => (
        <HandSide
          key={set.id}
          unit={unit}
          date={date}
          set={set}
          legs={legs[set.id] ?? []}
          problems={problems}
          onChange={(rows) => onChange({ ...legs, [set.id]: rows })}
        />
      ))}
    </div>
  );
}

interface HandSideProps extends Pick<HandLegsProps, 'unit' | 'date' | 'problems'> {
  readonly set: BookSet;
  readonly legs: readonly DraftLeg[];
  readonly onChange: (legs: readonly DraftLeg[]) => void;
}

function HandSide({ unit, date, set, legs, problems, onChange }: HandSideProps) {
  const chart = useChart(set.id, date);
  const leaves = (chart.data ?? []).filter(({ leaf }) => leaf);
  const debit = totalOf(legs.map((leg) => leg.debit));
  const credit = totalOf(legs.map((leg) => leg.credit));
  const difference = sumOf([debit, negated(credit)]);
  const change = (key: string, changes: Partial<DraftLeg>): void =>
    onChange(legs.map((leg) => (leg.key === key ? { ...leg, ...changes } : leg)));
  return (
    <section className="side" aria-label={bookNames[set.book]}>
      <h3>
        {bookNames[set.book]}
        {legs.length > 0 &&
          (difference === '0.00' ? (
            <span className="state state-approved">借贷平衡</span>
          ) : (
            <span className="state state-rejected">
              {difference.startsWith('-') ? '借方' : '贷方'}还差 {grouped(difference.replace('-', ''))} 元
            </span>
          ))}
      </h3>
      <table className="entry-lines hand-lines">
        <thead>
          <tr>
            <th scope="col">科目</th>
            <th scope="col" className="column-amount">
              借方
            </th>
            <th scope="col" className="column-amount">
              贷方
            </th>
            <th scope="col" aria-label="删除" className="column-tools" />
          </tr>
        </thead>
        <tbody>
          {legs.map((leg, index) => {
            const row = `${bookNames[set.book]}第${index + 1}行`;
            const account = leaves.find(({ key }) => key === leg.account);
            return (
              <tr key={leg.key}>
                <td>
                  <Select
                    aria-label={`${row}科目`}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="编号或名称"
                    value={leg.account}
                    status={problems[`${leg.key}.account`] === undefined ? '' : 'error'}
                    onChange={(key: string) => change(leg.key, { account: key })}
                    options={leaves.map((one) => ({ value: one.key, label: accountLabel(one) }))}
                    popupMatchSelectWidth={280}
                  />
                  <Problem text={problems[`${leg.key}.account`]} />
                  {account !== undefined && account.keeps.length > 0 && (
                    <LegDimensions
                      unit={unit}
                      year={Number(date.slice(0, 4))}
                      row={row}
                      account={account}
                      leg={leg}
                      problems={problems}
                      onChange={(changed) => change(leg.key, changed)}
                    />
                  )}
                </td>
                {(['debit', 'credit'] as const).map((side) => (
                  <td key={side} className="hand-amount">
                    <Input
                      aria-label={`${row}${side === 'debit' ? '借方' : '贷方'}金额`}
                      inputMode="decimal"
                      value={leg[side]}
                      status={problems[`${leg.key}.amount`] === undefined ? '' : 'error'}
                      onChange={(event) => change(leg.key, { [side]: event.target.value })}
                    />
                    {side === 'debit' && <Problem text={problems[`${leg.key}.amount`]} />}
                  </td>
                ))}
                <td className="row-tools">
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={`删除${row}`}
                    onClick={() => onChange(legs.filter(({ key }) => key !== leg.key))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...legs, emptyLeg()])}>
                加一行
              </Button>
            </th>
            <td className="num">{grouped(debit)}</td>
            <td className="num">{grouped(credit)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      {legs.length === 0 && <p className="side-none">不记{bookNames[set.book]}。</p>}
    </section>
  );
}

interface LegDimensionsProps {
  readonly unit: string;
  readonly year: number;
  readonly row: string;
  readonly account: ChartAccount;
  readonly leg: DraftLeg;
  readonly problems: FieldProblems;
  readonly onChange: (change: Partial<DraftLeg>) => void;
}

function LegDimensions({ unit, year, row, account, leg, problems, onChange }: LegDimensionsProps) {
  return (
    <div className="leg-dimensions">
      {account.keeps.map((name) => (
        <div key={name}>
          <DimensionSelect
            unit={unit}
            year={year}
            name={name}
            row={row}
            dimensions={leg.dimensions}
            required={account.requires.includes(name)}
            error={problems[`${leg.key}.${name}`]}
            onChange={(dimensions) => onChange({ dimensions })}
          />
        </div>
      ))}
    </div>
  );
}

function Problem({ text }: { readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <div className="field-error" role="alert">
      {text}
    </div>
  );
}
