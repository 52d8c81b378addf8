/** Fee lines as they are typed: by catalogue code alone, or with class, ratio and limit of their own. */
import { Button, Input, Select } from 'antd';
import { newId } from '../office/new-id.ts';

export interface Line {
  readonly key: string;
  readonly code: string;
  /** Empty: class, ratio and limit by the catalogue. */
  readonly class: '' | 'a' | 'b' | 'c';
  readonly quantity: string;
  readonly price: string;
  readonly amount: string;
  readonly firstPay: string;
  readonly priceLimit: string;
  readonly day: string;
}

/** As the desk takes it: what the catalogue says is left out. */
export function sentLine({ key: _, class: itemClass, firstPay, priceLimit, day, ...line }: Line, visitDay: string) {
  const dated = { ...line, day: day === '' ? visitDay : day };
  if (itemClass === '') return dated;
  return { ...dated, class: itemClass, firstPay, priceLimit: priceLimit === '' ? null : priceLimit };
}

const columns = [
  ['code', '医保目录编码'],
  ['day', '费用日期'],
  ['quantity', '数量'],
  ['price', '单价（元）'],
  ['amount', '金额（元）'],
  ['firstPay', '先行自付比例'],
  ['priceLimit', '最高支付价（元）'],
] as const;

const blank = {
  code: '',
  class: '',
  quantity: '1',
  price: '',
  amount: '',
  firstPay: '0',
  priceLimit: '',
  day: '',
} as const;

const classNames = { '': '按目录', a: '甲类', b: '乙类', c: '丙类' } as const;

/** The catalogue says these where the class is left to it. */
const byCatalogue: readonly string[] = ['firstPay', 'priceLimit'];

export function FeeLines({
  lines,
  onChange,
}: {
  readonly lines: readonly Line[];
  readonly onChange: (lines: readonly Line[]) => void;
}) {
  const change = (key: string, more: Partial<Line>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...more } : line)));
  return (
    <>
      <table className="entry-lines" aria-label="费用明细">
        <thead>
          <tr>
            <th scope="col">等级</th>
            {columns.map(([name, label]) => (
              <th key={name} scope="col">
                {label}
              </th>
            ))}
            <th scope="col" aria-label="操作" />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.key}>
              <td>
                <Select
                  aria-label={`第${index + 1}行等级`}
                  value={line.class}
                  onChange={(value) => change(line.key, { class: value })}
                  options={Object.entries(classNames).map(([value, label]) => ({
                    value: value as Line['class'],
                    label,
                  }))}
                />
              </td>
              {columns.map(([name, label]) => (
                <td key={name}>
                  <Input
                    aria-label={`第${index + 1}行${label}`}
                    value={line.class === '' && byCatalogue.includes(name) ? '' : line[name]}
                    placeholder={
                      name === 'day' ? '同就诊日' : line.class === '' && byCatalogue.includes(name) ? '按目录' : ''
                    }
                    disabled={line.class === '' && byCatalogue.includes(name)}
                    onChange={(event) => change(line.key, { [name]: event.target.value })}
                  />
                </td>
              ))}
              <td>
                <Button size="small" onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}>
                  删除
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button size="small" onClick={() => onChange([...lines, { ...blank, key: newId() }])}>
          添加一行
        </Button>
      </div>
    </>
  );
}
