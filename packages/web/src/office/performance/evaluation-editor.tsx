/**
 * Draws up a self-evaluation: each actual value bound to what shows it, the scores as they come out with the figures of now, and a
 * reason with its measure where the score wants one.
 */
import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ApiProblem, postFile, postJson } from '../../api.ts';
import { Field } from '../../field.tsx';
import { grouped } from '../amount.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { coordinateText, parseCoordinates, useCatalogue } from '../figures/figures.ts';
import { newId } from '../new-id.ts';
import { type Binding, type Goal, type Line, level2Names, options, targetText, useForget } from './performance.ts';

interface Entry {
  readonly binding: Binding;
  readonly reason: string;
  readonly measure: string;
  readonly targetTooLow: boolean;
}

interface Preview {
  readonly execution: { readonly points: string; readonly score: string; readonly rate: string | null };
  readonly lines: readonly {
    readonly value: string;
    readonly score: string;
    readonly needsReason: boolean;
    readonly farAbove: boolean;
  }[];
  readonly total: string;
  readonly grade: string;
  readonly money: { readonly annual: string; readonly executed: string };
}

const bindingNames = {
  figure: '指标数据',
  execution: '预算执行数',
  declared: '填报（附依据）',
  words: '定性结论',
} as const;

function startOf(line: Line): Binding {
  if (line.direction === 'qualitative')
    return { kind: 'words', words: line.target, band: 'reached', percent: '100', register: '', attachment: '' };
  if (line.level2.startsWith('cost')) return { kind: 'execution' };
  return { kind: 'figure', figure: '', at: {} };
}

interface EvaluationEditorProps {
  readonly chosen: DepartmentYear;
  readonly goal: Goal;
  readonly onDone: () => void;
}

export function EvaluationEditor({ chosen, goal, onDone }: EvaluationEditorProps) {
  const { message } = App.useApp();
  const forget = useForget();
  const { evaluation: before, content } = goal;
  const [id] = useState(newId);
  const [outcome, setOutcome] = useState(before?.outcome ?? '');
  const [adjustment, setAdjustment] = useState(before?.adjustment ?? '');
  const [entries, setEntries] = useState<readonly Entry[]>(() =>
    content.indicators.map((line, at) => {
      const one = before?.actuals[at];
      return one === undefined
        ? { binding: startOf(line), reason: '', measure: '', targetTooLow: false }
        : { binding: one.binding, reason: one.reason, measure: one.measure, targetTooLow: one.targetTooLow };
    }),
  );
  const change = (at: number, of: Partial<Entry>): void =>
    setEntries((all) => all.map((entry, index) => (index === at ? { ...entry, ...of } : entry)));
  const draft = {
    department: chosen.department,
    id,
    goal: goal.id,
    outcome,
    adjustment,
    actuals: entries,
    replaces: before?.id ?? null,
  };
  // Reasons do not change a score: with words in their place the scores come out before anybody has written them.
  const asked = {
    ...draft,
    outcome: outcome === '' ? '待填' : outcome,
    actuals: entries.map((entry) => ({ ...entry, reason: entry.reason || '待填', measure: entry.measure || '待填' })),
  };
  const scores = useQuery({
    queryKey: ['performance', 'preview', asked],
    queryFn: () => postJson<Preview>('/api/performance/evaluations/preview', asked),
    retry: false,
    placeholderData: (shown) => shown,
  });
  const saving = useMutation({
    mutationFn: () => postJson('/api/performance/evaluations', draft),
    onSuccess: async () => {
      message.success('自评已提交，请另一人复核。');
      await forget();
      onDone();
    },
  });
  const preview = scores.data;
  return (
    <form
      className="panel"
      aria-label="绩效自评"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <h2>
        {chosen.year}年绩效自评：{goal.name}
      </h2>
      <p>年度目标：{content.annualGoal}</p>
      <Field label="实际完成情况">
        {(field) => (
          <Input.TextArea
            id={field}
            rows={2}
            maxLength={1000}
            value={outcome}
            onChange={(event) => setOutcome(event.target.value.replaceAll('\n', ''))}
          />
        )}
      </Field>
      <table className="ledger" aria-label="指标完成情况">
        <thead>
          <tr>
            {['二级指标', '指标', '目标', '依据', '实际完成值', '分值', '得分', '偏差原因、改进措施'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>预算执行</td>
            <td>全年预算{grouped(preview?.money.annual ?? goal.money.annual)}元</td>
            <td />
            <td>预算的指标账和支付</td>
            <td>
              执行{grouped(preview?.money.executed ?? goal.money.executed)}元
              {preview?.execution.rate != null && `，${preview.execution.rate}%`}
            </td>
            <td className="num">{preview?.execution.points}</td>
            <td className="num">{preview?.execution.score}</td>
            <td />
          </tr>
          {content.indicators.map((line, at) => {
            const entry = entries[at];
            const scored = scores.isError ? undefined : preview?.lines[at];
            if (entry === undefined) return null;
            return (
              <tr key={line.name}>
                <td>{level2Names[line.level2]}</td>
                <td>{line.name}</td>
                <td>{targetText(line)}</td>
                <td>
                  <BindingFields
                    chosen={chosen}
                    line={line}
                    binding={entry.binding}
                    onChange={(binding) => change(at, { binding })}
                  />
                </td>
                <td className="num">{scored === undefined ? '' : `${scored.value}${line.unit}`}</td>
                <td className="num">{line.points}</td>
                <td className="num">{scored?.score}</td>
                <td>
                  {(scored?.needsReason === true || entry.reason !== '' || entry.measure !== '') && (
                    <>
                      <Input
                        aria-label={`${line.name}：偏差原因`}
                        placeholder={scored?.farAbove === true ? '远超目标的原因（必填）' : '偏差原因（必填）'}
                        status={scored?.needsReason === true && entry.reason === '' ? 'error' : ''}
                        value={entry.reason}
                        onChange={(event) => change(at, { reason: event.target.value })}
                      />
                      <Input
                        aria-label={`${line.name}：改进措施`}
                        placeholder="改进措施（必填）"
                        status={scored?.needsReason === true && entry.measure === '' ? 'error' : ''}
                        value={entry.measure}
                        onChange={(event) => change(at, { measure: event.target.value })}
                      />
                    </>
                  )}
                  {scored?.farAbove === true && (
                    <label>
                      <input
                        type="checkbox"
                        checked={entry.targetTooLow}
                        onChange={(event) => change(at, { targetTooLow: event.target.checked })}
                      />
                      目标定得偏低
                    </label>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
        {preview !== undefined && !scores.isError && (
          <tfoot>
            <tr>
              <th colSpan={6} scope="row">
                总分
              </th>
              <td className="num">{preview.total}</td>
              <td>等级：{preview.grade}</td>
            </tr>
          </tfoot>
        )}
      </table>
      {scores.isError && (
        <Alert
          type={scores.error instanceof ApiProblem && scores.error.refusal !== null ? 'info' : 'error'}
          showIcon
          title={`还不能计分：${scores.error.message}`}
        />
      )}
      <Field label="预算调整文件" hint="执行数超过全年预算时写明">
        {(field) => (
          <Input
            id={field}
            maxLength={200}
            value={adjustment}
            onChange={(event) => setAdjustment(event.target.value)}
          />
        )}
      </Field>
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

interface BindingFieldsProps {
  readonly chosen: DepartmentYear;
  readonly line: Line;
  readonly binding: Binding;
  readonly onChange: (binding: Binding) => void;
}

function BindingFields({ chosen, line, binding, onChange }: BindingFieldsProps) {
  const { kind } = binding;
  const kinds =
    line.direction === 'qualitative'
      ? { words: bindingNames.words }
      : { figure: bindingNames.figure, execution: bindingNames.execution, declared: bindingNames.declared };
  const begin = (next: Binding['kind']): void => {
    if (next === 'declared')
      onChange({
        kind: 'declared',
        value: '',
        register: '',
        attachment: '',
        survey:
          line.level1 === 'satisfaction' || /满意|知晓/.test(line.name) ? { sample: 0, date: '', form: '' } : null,
      });
    else if (next === 'execution') onChange({ kind: 'execution' });
    else if (next === 'figure') onChange({ kind: 'figure', figure: '', at: {} });
  };
  return (
    <div className="performance-binding">
      <Select aria-label={`${line.name}：依据`} value={kind} onChange={begin} options={options(kinds)} />
      {binding.kind === 'figure' && <FigureChoice chosen={chosen} line={line} binding={binding} onChange={onChange} />}
      {binding.kind === 'declared' && (
        <>
          <Input
            aria-label={`${line.name}：实际完成值`}
            placeholder="实际完成值"
            value={binding.value}
            onChange={(event) => onChange({ ...binding, value: event.target.value.trim() })}
          />
          <ShownBy name={line.name} binding={binding} onChange={onChange} />
          {binding.survey !== null && (
            <>
              <Input
                aria-label={`${line.name}：样本数`}
                placeholder="有效样本数"
                value={binding.survey.sample === 0 ? '' : String(binding.survey.sample)}
                onChange={(event) =>
                  onChange({
                    ...binding,
                    survey: { ...(binding.survey ?? { date: '', form: '' }), sample: Number(event.target.value) || 0 },
                  })
                }
              />
              <Input
                type="date"
                aria-label={`${line.name}：调查日期`}
                value={binding.survey.date}
                onChange={(event) =>
                  onChange({
                    ...binding,
                    survey: { ...(binding.survey ?? { sample: 0, form: '' }), date: event.target.value },
                  })
                }
              />
              <Input
                aria-label={`${line.name}：问卷形式`}
                placeholder="问卷形式"
                value={binding.survey.form}
                onChange={(event) =>
                  onChange({
                    ...binding,
                    survey: { ...(binding.survey ?? { sample: 0, date: '' }), form: event.target.value },
                  })
                }
              />
            </>
          )}
        </>
      )}
      {binding.kind === 'words' && (
        <>
          <Input
            aria-label={`${line.name}：实际效果`}
            value={binding.words}
            onChange={(event) => onChange({ ...binding, words: event.target.value })}
          />
          <Select
            aria-label={`${line.name}：档次`}
            value={binding.band}
            onChange={(band: typeof binding.band) =>
              onChange({ ...binding, band, percent: band === 'reached' ? '100' : band === 'partly' ? '70' : '50' })
            }
            options={options({ reached: '达成年度指标', partly: '部分达成', missed: '未达成' })}
          />
          <Input
            aria-label={`${line.name}：得分比例`}
            suffix="%"
            value={binding.percent}
            onChange={(event) => onChange({ ...binding, percent: event.target.value.trim() })}
          />
          <ShownBy name={line.name} binding={binding} onChange={onChange} />
        </>
      )}
    </div>
  );
}

type ShownBinding = Extract<Binding, { kind: 'declared' | 'words' }>;

/** The register and the attachment that show a value. */
function ShownBy({
  name,
  binding,
  onChange,
}: {
  readonly name: string;
  readonly binding: ShownBinding;
  readonly onChange: (binding: Binding) => void;
}) {
  const uploading = useMutation({
    mutationFn: (file: File) => postFile<{ readonly sha256: string }>('/api/figure-attachments', file),
    onSuccess: ({ sha256 }) => onChange({ ...binding, attachment: sha256 }),
  });
  return (
    <>
      <Input
        aria-label={`${name}：来源台账`}
        placeholder="来源台账"
        value={binding.register}
        onChange={(event) => onChange({ ...binding, register: event.target.value })}
      />
      <label className="performance-file">
        <PaperClipOutlined aria-hidden />
        {binding.attachment === '' ? '附上依据' : '已附依据'}
        <input
          type="file"
          aria-label={`${name}：附件`}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) uploading.mutate(file);
          }}
        />
      </label>
      {uploading.isError && <Alert type="error" showIcon title={uploading.error.message} />}
    </>
  );
}

/** A figure of the catalogue at one of its places, with the way to what stands behind it. */
function FigureChoice({
  chosen,
  line,
  binding,
  onChange,
}: BindingFieldsProps & { readonly binding: Extract<Binding, { kind: 'figure' }> }) {
  const catalogue = useCatalogue(chosen);
  const base = line.unit.replace(/^[万亿](?=.)/, '');
  const choices =
    catalogue.data?.figures
      .filter(({ unit }) => unit === base || unit === line.unit || (unit === '元' && line.unit.endsWith('元')))
      .flatMap((figure) =>
        figure.values
          .filter(({ value }) => value !== null)
          .map(({ at, label }) => ({
            value: `${figure.id}|${coordinateText(at)}`,
            label: label === '合计' ? figure.term : `${figure.term}（${label}）`,
          })),
      ) ?? [];
  const at = coordinateText(binding.at);
  return (
    <>
      <Select
        aria-label={`${line.name}：指标数据`}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="选取指标数据"
        loading={catalogue.isPending}
        value={binding.figure === '' ? null : `${binding.figure}|${at}`}
        onChange={(value: string) => {
          const [figure = '', place = ''] = value.split('|');
          onChange({ kind: 'figure', figure, at: parseCoordinates(place) as typeof binding.at });
        }}
        options={choices}
      />
      {binding.figure !== '' && (
        <Link
          to={`/office/figures?${new URLSearchParams({ department: chosen.department, year: String(chosen.year), figure: binding.figure, at })}`}
        >
          看依据
        </Link>
      )}
    </>
  );
}
