/** Records a round of monitoring: how far each indicator has come, and why and what is done where it is behind. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import { type Goal, options, targetText, useForget } from './performance.ts';

interface MonitoringEditorProps {
  readonly chosen: DepartmentYear;
  readonly goal: Goal;
  readonly onDone: () => void;
}

const states = { normal: '正常', behind: '偏离', risk: '难以完成' } as const;

interface Typed {
  readonly value: string;
  readonly state: keyof typeof states;
  readonly note: string;
}

export function MonitoringEditor({ chosen, goal, onDone }: MonitoringEditorProps) {
  const { message } = App.useApp();
  const forget = useForget();
  const [id] = useState(newId);
  const round = goal.monitoring.length + 1;
  const [asOf, setAsOf] = useState('');
  const { indicators } = goal.content;
  const [lines, setLines] = useState<readonly Typed[]>(() =>
    indicators.map(() => ({ value: '', state: 'normal', note: '' })),
  );
  const change = (at: number, of: Partial<Typed>): void =>
    setLines((all) => all.map((line, index) => (index === at ? { ...line, ...of } : line)));
  const recording = useMutation({
    mutationFn: () =>
      postJson('/api/performance/monitoring', {
        department: chosen.department,
        id,
        goal: goal.id,
        round,
        asOf,
        lines: lines.map((line, at) => ({ line: at, ...line })),
      }),
    onSuccess: async () => {
      message.success('监控已记录。');
      await forget();
      onDone();
    },
  });
  return (
    <form
      className="panel"
      aria-label="绩效监控"
      onSubmit={(event) => {
        event.preventDefault();
        recording.mutate();
      }}
    >
      <h2>
        第{round}次监控：{goal.name}
      </h2>
      <Field label="截止日" hint="执行数取预算账上截至当月的数">
        {(field) => <Input id={field} type="date" value={asOf} onChange={(event) => setAsOf(event.target.value)} />}
      </Field>
      <table className="ledger" aria-label="监控情况">
        <thead>
          <tr>
            {['指标', '目标', '已完成', '状态', '偏离的原因和纠偏措施'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {indicators.map((indicator, at) => {
            const line = lines[at];
            if (line === undefined) return null;
            return (
              <tr key={indicator.name}>
                <td>{indicator.name}</td>
                <td>{targetText(indicator)}</td>
                <td>
                  <Input
                    aria-label={`${indicator.name}：已完成`}
                    className="performance-unit"
                    disabled={indicator.direction === 'qualitative'}
                    suffix={indicator.unit}
                    value={line.value}
                    onChange={(event) => change(at, { value: event.target.value.trim() })}
                  />
                </td>
                <td>
                  <Select
                    aria-label={`${indicator.name}：状态`}
                    value={line.state}
                    onChange={(state: Typed['state']) => change(at, { state })}
                    options={options(states)}
                  />
                </td>
                <td>
                  <Input
                    aria-label={`${indicator.name}：说明`}
                    placeholder={line.state === 'normal' ? '' : '必填'}
                    status={line.state !== 'normal' && line.note === '' ? 'error' : ''}
                    maxLength={500}
                    value={line.note}
                    onChange={(event) => change(at, { note: event.target.value })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {recording.isError && <Alert type="error" showIcon title={recording.error.message} />}
      <div className="office-tools">
        <Button type="primary" htmlType="submit" loading={recording.isPending}>
          记录监控
        </Button>
        <Button onClick={onDone}>取消</Button>
      </div>
    </form>
  );
}
