/** The lines of an event: an amount each, and what the money is for as far as the rule's accounts ask. */
import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { grouped, typedAmount } from '../amount.tsx';
import { type DimensionName, dimensionLabels, useSisters } from '../books/books.ts';
import { DimensionSelect } from './dimension-select.tsx';
import { type DraftLine, emptyLine, type FieldProblems, totalOf } from './draft.ts';
import { type VoucherRule } from './vouchers.ts';

interface EventLinesProps {
  readonly unit: string;
  readonly year: number;
  readonly rule: VoucherRule | undefined;
  readonly lines: readonly DraftLine[];
  readonly problems: FieldProblems;
  readonly onChange: (lines: readonly DraftLine[]) => void;
}

/** In the order in which a clerk thinks of them: the project first, for it says much of the rest. */
const order: readonly DimensionName[] = [
  'spending',
  'project',
  'functionCode',
  'economyCode',
  'source',
  'fund',
  'counterpart',
];

export function EventLines({ unit, year, rule, lines, problems, onChange }: EventLinesProps) {
  const sisters = useSisters(unit);
  // Nothing can go to another unit where there is none.
  const names = order.filter(
    (name) => rule?.keeps.includes(name) === true && (name !== 'counterpart' || sisters.length > 0),
  );
  const change = (key: string, changes: Partial<DraftLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...changes } : line)));
  return (
    <>
      <table className="entry-lines voucher-lines" aria-label="金额行">
        <thead>
          <tr>
            <th scope="col" className="column-amount">
              金额（元）
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className={`column-${name}`}>
                {dimensionLabels[name]}
              </th>
            ))}
            <th scope="col" aria-label="操作" className="column-tools" />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const row = `第${index + 1}行`;
            const amountProblem = problems[`${line.key}.amount`];
            return (
              <tr key={line.key}>
                <td className="entry-amount">
                  <Input
                    aria-label={`${row}金额`}
                    inputMode="decimal"
                    value={line.amount}
                    status={
                      amountProblem !== undefined || (line.amount !== '' && typedAmount(line.amount) === null)
                        ? 'error'
                        : ''
                    }
                    onChange={(event) => change(line.key, { amount: event.target.value })}
                  />
                  {amountProblem !== undefined && (
                    <div className="field-error" role="alert">
                      {amountProblem}
                    </div>
                  )}
                </td>
                {names.map((name) => (
                  <td key={name}>
                    <DimensionSelect
                      unit={unit}
                      year={year}
                      name={name}
                      row={row}
                      dimensions={line.dimensions}
                      required={
                        rule?.requires.includes(name) === true ||
                        (name === 'project' && line.dimensions.spending === 'project')
                      }
                      error={problems[`${line.key}.${name}`]}
                      onChange={(dimensions) => change(line.key, { dimensions })}
                    />
                  </td>
                ))}
                <td className="row-tools">
                  <Button
                    type="text"
                    icon={<CopyOutlined aria-hidden />}
                    title="照此再加一行"
                    aria-label={`照${row}再加一行`}
                    onClick={() => onChange(lines.toSpliced(index + 1, 0, emptyLine(line.dimensions)))}
                  />
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={`删除${row}`}
                    disabled={lines.length === 1}
                    onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="entry-sum">
        <Button
          icon={<PlusOutlined aria-hidden />}
          onClick={() => onChange([...lines, emptyLine(lines.at(-1)?.dimensions)])}
        >
          加一行
        </Button>
        <span>合计 {grouped(totalOf(lines.map(({ amount }) => amount)))} 元</span>
      </div>
    </>
  );
}
