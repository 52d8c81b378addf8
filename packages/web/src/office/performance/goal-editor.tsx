/** Sets a goal: its texts and its indicators, with the points that each first level still has to give away. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import {
  type Content,
  type Goal,
  type Line,
  level1Names,
  level2Names,
  level2sOf,
  options,
  type Rules,
  useForget,
} from './performance.ts';

interface GoalEditorProps {
  readonly chosen: DepartmentYear;
  readonly rules: Rules;
  readonly name: string;
  readonly subject: Goal['subject'];
  /** The goal that it replaces, and begins with. */
  readonly before: Goal | null;
  readonly onDone: () => void;
}

const texts: readonly (readonly [name: keyof Omit<Content, 'indicators'>, label: string])[] = [
  ['overview', '项目概况'],
  ['basis', '立项依据'],
  ['necessity', '项目设立必要性'],
  ['measures', '保证项目实施的制度、措施'],
  ['plan', '项目实施计划'],
];

type Typed = Line & { readonly key: string };

function fresh(level1: Line['level1']): Typed {
  const [level2 = 'quantity'] = level2sOf[level1];
  return {
    key: newId(),
    level1,
    level2,
    name: '',
    direction: 'up',
    target: '',
    wholeTarget: '',
    unit: '',
    points: '',
    rule: 'share',
  };
}

export function GoalEditor({ chosen, rules, name, subject, before, onDone }: GoalEditorProps) {
  const { message } = App.useApp();
  const forget = useForget();
  const [id] = useState(newId);
  const [content, setContent] = useState<Omit<Content, 'indicators'>>(
    before?.content ?? {
      overview: '',
      basis: '',
      necessity: '',
      measures: '',
      plan: '',
      wholeGoal: '',
      annualGoal: '',
    },
  );
  const levels = (Object.keys(level1Names) as Line['level1'][]).filter((level) => rules.points[level] !== undefined);
  const [lines, setLines] = useState<readonly Typed[]>(
    () => before?.content.indicators.map((line) => ({ ...line, key: newId() })) ?? levels.map(fresh),
  );
  const change = (key: string, of: Partial<Line>): void =>
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...of } : line)));
  const saving = useMutation({
    mutationFn: () =>
      postJson('/api/performance/goals', {
        department: chosen.department,
        id,
        year: chosen.year,
        subject,
        content: {
          ...content,
          indicators: lines.map(({ key: _, ...line }) => ({ ...line, wholeTarget: line.wholeTarget || line.target })),
        },
        replaces: before?.id ?? null,
      }),
    onSuccess: async () => {
      message.success('绩效目标已提交，请另一人复核。');
      await forget();
      onDone();
    },
  });
  return (
    <form
      className="panel"
      aria-label="绩效目标"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <h2>
        {before === null ? '设定' : '调整'}
        {chosen.year}年绩效目标：{name}
      </h2>
      {(subject === null ? [['measures', '厉行节约保障措施'] as const] : texts).map(([key, label]) => (
        <Field key={key} label={label}>
          {(field) => (
            <Input.TextArea
              id={field}
              rows={2}
              maxLength={1000}
              value={content[key]}
              onChange={(event) => setContent({ ...content, [key]: event.target.value.replaceAll('\n', '') })}
            />
          )}
        </Field>
      ))}
      <Field label="年度目标">
        {(field) => (
          <Input.TextArea
            id={field}
            rows={2}
            maxLength={1000}
            value={content.annualGoal}
            onChange={(event) => setContent({ ...content, annualGoal: event.target.value.replaceAll('\n', '') })}
          />
        )}
      </Field>
      {levels.map((level1) => {
        const own = lines.filter((line) => line.level1 === level1);
        const sum = own.reduce((total, { points }) => total + (Number(points) || 0), 0);
        const fits = Math.abs(sum - Number(rules.points[level1])) < 0.001;
        return (
          <section key={level1} aria-label={level1Names[level1]}>
            <h3>
              {level1Names[level1]}（{rules.points[level1]}分）
              <span className={fits ? 'good' : 'bad'}>已分{Number(sum.toFixed(2))}分</span>
            </h3>
            <table className="ledger" aria-label={level1Names[level1]}>
              <thead>
                <tr>
                  {['二级指标', '指标名称', '方向', '目标值', '单位', '分值', '未达到时', ''].map((title) => (
                    <th key={title} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {own.map((line) => (
                  <tr key={line.key}>
                    <td>
                      <Select
                        aria-label="二级指标"
                        value={line.level2}
                        onChange={(level2: Line['level2']) => change(line.key, { level2 })}
                        options={level2sOf[level1].map((value) => ({ value, label: level2Names[value] }))}
                      />
                    </td>
                    <td>
                      <Input
                        aria-label="指标名称"
                        maxLength={60}
                        value={line.name}
                        onChange={(event) => change(line.key, { name: event.target.value })}
                      />
                    </td>
                    <td>
                      <Select
                        aria-label="方向"
                        value={line.direction}
                        onChange={(direction: Line['direction']) => change(line.key, { direction })}
                        options={options({ up: '≥', down: '≤', qualitative: '定性' })}
                      />
                    </td>
                    <td>
                      <Input
                        aria-label="目标值"
                        value={line.target}
                        onChange={(event) => change(line.key, { target: event.target.value, wholeTarget: '' })}
                      />
                    </td>
                    <td>
                      <Input
                        aria-label="单位"
                        className="performance-unit"
                        disabled={line.direction === 'qualitative'}
                        value={line.direction === 'qualitative' ? '' : line.unit}
                        onChange={(event) => change(line.key, { unit: event.target.value })}
                      />
                    </td>
                    <td>
                      <Input
                        aria-label="分值"
                        className="performance-unit"
                        value={line.points}
                        onChange={(event) => change(line.key, { points: event.target.value })}
                      />
                    </td>
                    <td>
                      <Select
                        aria-label="未达到时"
                        value={line.rule}
                        onChange={(rule: Line['rule']) => change(line.key, { rule })}
                        options={options({ share: '按比例计分', nothing: '不得分' })}
                      />
                    </td>
                    <td>
                      <Button
                        type="text"
                        aria-label="删除指标"
                        icon={<DeleteOutlined aria-hidden />}
                        onClick={() => setLines((all) => all.filter(({ key }) => key !== line.key))}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Button
              size="small"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => setLines((all) => [...all, fresh(level1)])}
            >
              加一个指标
            </Button>
          </section>
        );
      })}
      {saving.isError && <Alert type="error" showIcon title={saving.error.message} />}
      <div className="office-tools">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          提交复核
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </form>
  );
}
