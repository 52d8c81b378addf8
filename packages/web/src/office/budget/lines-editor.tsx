/** The lines of a document or a payment under entry: project, item and amount, one row each. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Checkbox, Input, Select } from 'antd';
import { type Schemas } from '../../words.ts';
import { grouped, sumOf, typedAmount } from '../amount.tsx';
import { levelNames, optionsOf, type Project, sourceNames, useClassification, useProjects } from './budget.ts';

export interface DraftLine {
  /** Of the row on the screen. */
  readonly key: string;
  readonly project: string;
  readonly functionCode: string;
  readonly economyCode: string | null;
  readonly source: Schemas['MoneySource'];
  readonly level: Schemas['MoneyLevel'] | null;
  readonly direct: boolean;
  /** As typed. */
  readonly amount: string;
}

export function emptyLine(): DraftLine {
  return {
    key: crypto.randomUUID(),
    project: '',
    functionCode: '',
    economyCode: null,
    source: 'general-public-budget',
    level: 'county',
    direct: false,
    amount: '',
  };
}

interface LinesEditorProps {
  readonly unit: string;
  readonly year: number;
  readonly lines: readonly DraftLine[];
  readonly onChange: (lines: readonly DraftLine[]) => void;
  /** Payments name their economic item and not 直达; what is set aside names only project, item and money. */
  readonly of: 'document' | 'payment' | 'reservation';
}

export function LinesEditor({ unit, year, lines, onChange, of }: LinesEditorProps) {
  const projects = useProjects(unit);
  const classification = useClassification();
  if (projects.isError) return <Alert type="error" showIcon title={projects.error.message} />;
  if (classification.isError) return <Alert type="error" showIcon title={classification.error.message} />;
  const open = openProjects(projects.data ?? [], year);
  const functional = codeOptions(classification.data?.functional);
  const economic = codeOptions(classification.data?.economic);
  const change = (key: string, changes: Partial<DraftLine>): void =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...changes } : line)));
  const chooseProject = (key: string, code: string): void => {
    const usual = open.find((project) => project.code === code)?.functionCode ?? null;
    change(key, { project: code, ...(usual === null ? {} : { functionCode: usual }) });
  };
  const amounts = lines.map(({ amount }) => typedAmount(amount)).filter((amount) => amount !== null);
  return (
    <>
      <table className="entry-lines" aria-label="明细行">
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">功能分类科目</th>
            {of !== 'reservation' && <th scope="col">经济分类科目{of === 'document' ? '（可不填）' : ''}</th>}
            <th scope="col">资金性质</th>
            {of !== 'reservation' && <th scope="col">级次</th>}
            {of === 'document' && <th scope="col">直达</th>}
            <th scope="col">金额（元）</th>
            <th scope="col" aria-label="删除" />
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => {
            const row = `第${index + 1}行`;
            return (
              <tr key={line.key}>
                <td>
                  <Select
                    aria-label={`${row}项目`}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="选择项目"
                    value={line.project === '' ? null : line.project}
                    onChange={(code: string) => chooseProject(line.key, code)}
                    options={open.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
                    popupMatchSelectWidth={320}
                  />
                </td>
                <td>
                  <Select
                    aria-label={`${row}功能分类科目`}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder="选择科目"
                    value={line.functionCode === '' ? null : line.functionCode}
                    onChange={(functionCode: string) => change(line.key, { functionCode })}
                    options={functional}
                    popupMatchSelectWidth={320}
                  />
                </td>
                {of !== 'reservation' && (
                  <td>
                    <Select
                      aria-label={`${row}经济分类科目`}
                      showSearch={{ optionFilterProp: 'label' }}
                      allowClear={of === 'document'}
                      placeholder={of === 'document' ? '不限' : '选择科目'}
                      value={line.economyCode}
                      onChange={(economyCode: string | undefined) =>
                        change(line.key, { economyCode: economyCode ?? null })
                      }
                      options={economic}
                      popupMatchSelectWidth={280}
                    />
                  </td>
                )}
                <td>
                  <Select
                    aria-label={`${row}资金性质`}
                    value={line.source}
                    onChange={(source) => change(line.key, { source })}
                    options={optionsOf(sourceNames)}
                    popupMatchSelectWidth={180}
                  />
                </td>
                {of !== 'reservation' && (
                  <td>
                    <Select
                      aria-label={`${row}级次`}
                      allowClear={of === 'payment'}
                      value={line.level}
                      onChange={(level: Schemas['MoneyLevel'] | undefined) =>
                        change(line.key, { level: level ?? null })
                      }
                      options={optionsOf(levelNames)}
                      popupMatchSelectWidth={100}
                    />
                  </td>
                )}
                {of === 'document' && (
                  <td>
                    <Checkbox
                      aria-label={`${row}直达资金`}
                      checked={line.direct}
                      onChange={(event) => change(line.key, { direct: event.target.checked })}
                    />
                  </td>
                )}
                <td className="entry-amount">
                  <Input
                    aria-label={`${row}金额`}
                    inputMode="decimal"
                    value={line.amount}
                    status={line.amount !== '' && typedAmount(line.amount) === null ? 'error' : ''}
                    onChange={(event) => change(line.key, { amount: event.target.value })}
                  />
                </td>
                <td>
                  <Button
                    type="text"
                    icon={<DeleteOutlined aria-hidden />}
                    aria-label={`删除${row}`}
                    onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="entry-end">
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => onChange([...lines, emptyLine()])}>
          加一行
        </Button>
        <span>合计 {grouped(sumOf(amounts))} 元</span>
      </div>
    </>
  );
}

/** The projects that money can be put on: without projects below them, and of the year. */
export function openProjects(projects: readonly Project[], year: number): readonly Project[] {
  const above = new Set(projects.map(({ parent }) => parent));
  return projects.filter(
    ({ code, firstYear, lastYear }) => !above.has(code) && firstYear <= year && (lastYear === null || year <= lastYear),
  );
}

function codeOptions(names: Readonly<Record<string, string>> | undefined): { value: string; label: string }[] {
  return Object.entries(names ?? {}).map(([value, name]) => ({ value, label: `${value} ${name}` }));
}

/** What is wrong with the lines before they are sent; null if nothing is. */
export function lineProblem(lines: readonly DraftLine[], of: LinesEditorProps['of']): string | null {
  for (const [index, { project, functionCode, economyCode, amount }] of lines.entries()) {
    const row = `第${index + 1}行`;
    if (project === '') return `${row}没有选项目。`;
    if (functionCode === '') return `${row}没有选功能分类科目。`;
    if (of === 'payment' && economyCode === null) return `${row}没有选经济分类科目。`;
    if (typedAmount(amount) === null) return `${row}的金额“${amount}”不对，请填写元，至多两位小数。`;
  }
  return null;
}
