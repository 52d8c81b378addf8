/** Proposes scoring rules of a department's own: it begins with those that hold, or with the shipped draft. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import { level1Names, options, type Rules, useForget } from './performance.ts';

interface RulesEditorProps {
  readonly chosen: DepartmentYear;
  readonly from: Rules;
  readonly onDone: () => void;
}

type Level = keyof Rules['points'];

const pointNames: Readonly<Record<Level, string>> = { execution: '预算执行', ...level1Names };

const roundings = { 'half-up': '四舍五入', down: '舍去尾数' } as const;
const upperLimits = {
  'target-over-actual': '按目标值除以实际值计分',
  'excess-deducted': '按超出目标的比例扣分',
  nothing: '超出目标不得分',
} as const;
const deductions = { none: '只说明原因，不扣分', 'limit-over-actual': '按界限值除以实际值计分' } as const;

export function RulesEditor({ chosen, from, onDone }: RulesEditorProps) {
  const { message } = App.useApp();
  const forget = useForget();
  const [id] = useState(newId);
  const [rules, setRules] = useState<Rules>(from);
  const [document, setDocument] = useState('');
  const change = (of: Partial<Rules>): void => setRules((now) => ({ ...now, ...of }));
  const setPoints = (level: Level, value: string): void => {
    const { [level]: _, ...others } = rules.points;
    change({
      points: (value === '' && level !== 'execution' ? others : { ...others, [level]: value }) as Rules['points'],
    });
  };
  /** The bands lie one on the other: where one begins, the next below it ends. */
  const setBand = (at: number, begins: string): void =>
    change({
      bands: rules.bands.map((band, index) =>
        index === at ? { ...band, from: begins } : index === at + 1 ? { ...band, to: begins } : band,
      ),
    });
  const sum = Object.values(rules.points).reduce((total, value) => total + (Number(value) || 0), 0);
  const proposing = useMutation({
    mutationFn: () =>
      postJson('/api/performance/rules', {
        department: chosen.department,
        id,
        fromYear: chosen.year,
        rules,
        document: document.trim(),
      }),
    onSuccess: async () => {
      message.success('评分规则已提交，请另一人复核。');
      await forget();
      onDone();
    },
  });
  return (
    <form
      className="panel"
      aria-label="评分规则"
      onSubmit={(event) => {
        event.preventDefault();
        proposing.mutate();
      }}
    >
      <h2>另拟{chosen.year}年起的评分规则</h2>
      <fieldset className="performance-rules">
        <legend>
          分值（合计100分）
          <span className={Math.abs(sum - 100) < 0.001 ? 'good' : 'bad'}>已分{Number(sum.toFixed(2))}分</span>
        </legend>
        {(Object.keys(pointNames) as Level[]).map((level) => (
          <Field key={level} label={pointNames[level]} {...(level === 'execution' ? {} : { hint: '不设的留空' })}>
            {(field) => (
              <Input
                id={field}
                suffix="分"
                value={rules.points[level] ?? ''}
                onChange={(event) => setPoints(level, event.target.value.trim())}
              />
            )}
          </Field>
        ))}
      </fieldset>
      <fieldset className="performance-rules">
        <legend>计分</legend>
        <Field label="得分的小数位数">
          {(field) => (
            <Select
              id={field}
              value={rules.places}
              onChange={(places: Rules['places']) => change({ places })}
              options={([0, 1, 2] as const).map((value) => ({ value, label: `${value}位` }))}
            />
          )}
        </Field>
        <Field label="尾数">
          {(field) => (
            <Select
              id={field}
              value={rules.rounding}
              onChange={(rounding: Rules['rounding']) => change({ rounding })}
              options={options(roundings)}
            />
          )}
        </Field>
        <Field label="“≤”目标没有达到时">
          {(field) => (
            <Select
              id={field}
              value={rules.upperLimit}
              onChange={(upperLimit: Rules['upperLimit']) => change({ upperLimit })}
              options={options(upperLimits)}
            />
          )}
        </Field>
        <Field label="远超目标的界限" hint="达到目标值的百分之几要说明原因">
          {(field) => (
            <Input
              id={field}
              suffix="%"
              value={rules.farAbove.limit}
              onChange={(event) => change({ farAbove: { ...rules.farAbove, limit: event.target.value.trim() } })}
            />
          )}
        </Field>
        <Field label="目标定得偏低时">
          {(field) => (
            <Select
              id={field}
              value={rules.farAbove.deduction}
              onChange={(deduction: Rules['farAbove']['deduction']) =>
                change({ farAbove: { ...rules.farAbove, deduction } })
              }
              options={options(deductions)}
            />
          )}
        </Field>
        <Checkbox
          checked={rules.costNeedsOutput}
          onChange={(event) => change({ costNeedsOutput: event.target.checked })}
        >
          成本低于目标的，得分不超过数量指标的完成比例
        </Checkbox>
      </fieldset>
      <fieldset className="performance-rules">
        <legend>定性指标的档次和等级，各从多少起</legend>
        {rules.bands.slice(0, -1).map(({ band, name, from: begins }, at) => (
          <Field key={band} label={name}>
            {(field) => (
              <Input
                id={field}
                suffix="%"
                value={begins}
                onChange={(event) => setBand(at, event.target.value.trim())}
              />
            )}
          </Field>
        ))}
        {rules.grades.slice(0, -1).map(({ grade, from: begins }, at) => (
          <Field key={grade} label={`“${grade}”`}>
            {(field) => (
              <Input
                id={field}
                suffix="分"
                value={begins}
                onChange={(event) =>
                  change({
                    grades: rules.grades.map((one, index) =>
                      index === at ? { ...one, from: event.target.value.trim() } : one,
                    ),
                  })
                }
              />
            )}
          </Field>
        ))}
      </fieldset>
      <Field label="依据文号" hint="规定这些办法的文件">
        {(field) => (
          <Input id={field} maxLength={200} value={document} onChange={(event) => setDocument(event.target.value)} />
        )}
      </Field>
      {proposing.isError && <Alert type="error" showIcon title={proposing.error.message} />}
      <div className="office-tools">
        <Button type="primary" htmlType="submit" loading={proposing.isPending}>
          提交复核
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </form>
  );
}
