/** A year's performance: every project and the whole department, how far each is, and what is still to be done by whom. */
import { Alert, Button, Input, Select, Spin, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { postJson } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { grouped } from '../amount.tsx';
import { type DepartmentYear, DepartmentYearPage } from '../department-year.tsx';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { newId } from '../new-id.ts';
import { Act } from './act.tsx';
import { EvaluationEditor } from './evaluation-editor.tsx';
import { GoalEditor } from './goal-editor.tsx';
import { MonitoringEditor } from './monitoring-editor.tsx';
import './performance.css';
import {
  type Evaluation,
  type Goal,
  level1Names,
  level2Names,
  options,
  type Performance,
  stateNames,
  targetText,
  useNames,
  usePerformance,
} from './performance.ts';
import { RulesSection } from './rules-section.tsx';

export function PerformancePage() {
  useTitle('绩效');
  return (
    <DepartmentYearPage
      title="绩效"
      tools={({ department, year }) => (
        <Link to={`/office/performance/forms?${new URLSearchParams({ department, year: String(year) })}`}>
          <Button>表和报告</Button>
        </Link>
      )}
    >
      {(chosen) => <OfYear key={`${chosen.department} ${chosen.year}`} chosen={chosen} />}
    </DepartmentYearPage>
  );
}

type Editing =
  | { readonly kind: 'goal'; readonly name: string; readonly subject: Goal['subject']; readonly before: Goal | null }
  | { readonly kind: 'evaluation' | 'monitoring'; readonly goal: Goal }
  | null;

function OfYear({ chosen }: { readonly chosen: DepartmentYear }) {
  const may = useMay();
  const answer = usePerformance(chosen);
  const [editing, setEditing] = useState<Editing>(null);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { rules, goals, without, alike } = answer.data;
  const shown = goals.filter(({ standing, state }) => standing || state === 'returned');
  const whole = goals.some(({ subject, standing }) => subject === null && standing);
  const done = (): void => setEditing(null);
  return (
    <>
      <RulesSection chosen={chosen} adopted={rules} />
      {alike.map(({ goal, message }) => (
        <Alert key={goal} type="warning" showIcon title={message} />
      ))}
      {editing?.kind === 'goal' && rules !== null && (
        <GoalEditor chosen={chosen} rules={rules} {...editing} onDone={done} />
      )}
      {editing?.kind === 'monitoring' && <MonitoringEditor chosen={chosen} goal={editing.goal} onDone={done} />}
      {editing?.kind === 'evaluation' && <EvaluationEditor chosen={chosen} goal={editing.goal} onDone={done} />}
      <h2>{chosen.year}年目标和自评</h2>
      <LedgerTable
        label="目标和自评"
        rows={shown}
        rowKey={({ id }) => id}
        empty={`${chosen.year}年还没有绩效目标。`}
        struck={({ state }) => state === 'returned'}
        columns={[
          { title: '项目', cell: ({ name }) => name },
          { title: '单位', cell: ({ unitName }) => unitName ?? '' },
          { title: '目标', cell: ({ state }) => <StateTag state={state} /> },
          { title: '监控', cell: ({ monitoring }) => `${monitoring.length}/2` },
          { title: '全年预算（元）', num: true, cell: ({ money }) => grouped(money.annual) },
          { title: '执行（元）', num: true, cell: ({ money }) => grouped(money.executed) },
          {
            title: '自评',
            cell: ({ evaluation }) =>
              evaluation === null ? (
                '—'
              ) : (
                <>
                  {evaluation.score}分 {evaluation.grade} <StateTag state={evaluation.state} />
                </>
              ),
          },
          {
            title: '部门评价',
            cell: ({ evaluation }) =>
              evaluation?.review == null ? '—' : `${evaluation.review.score}分 ${evaluation.review.grade}`,
          },
          {
            title: '结果应用',
            cell: ({ evaluation }) => (evaluation?.use == null ? '—' : useNames[evaluation.use.kind]),
          },
        ]}
        detail={(goal) => <GoalDetail chosen={chosen} goal={goal} onEdit={setEditing} />}
      />
      {rules !== null && may('performance.make') && (without.length > 0 || !whole) && (
        <WithoutGoals without={without} whole={whole} onEdit={setEditing} />
      )}
    </>
  );
}

function StateTag({ state }: { readonly state: Goal['state'] }) {
  const colours = { made: 'gold', checked: 'green', returned: 'red', replaced: 'default' } as const;
  return <Tag color={colours[state]}>{stateNames[state]}</Tag>;
}

function WithoutGoals({
  without,
  whole,
  onEdit,
}: {
  readonly without: Performance['without'];
  readonly whole: boolean;
  readonly onEdit: (editing: Editing) => void;
}) {
  return (
    <>
      <h2>有预算而没有目标的</h2>
      <ul className="performance-without">
        {!whole && (
          <li>
            部门整体支出
            <Button
              size="small"
              onClick={() => onEdit({ kind: 'goal', name: '部门整体支出', subject: null, before: null })}
            >
              设目标
            </Button>
          </li>
        )}
        {without.map(({ unit, unitName, project, name, money }) => (
          <li key={`${unit} ${project}`}>
            {name}（{unitName}，全年预算{grouped(money.annual)}元）
            <Button
              size="small"
              onClick={() => onEdit({ kind: 'goal', name, subject: { unit, project }, before: null })}
            >
              设目标
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function GoalDetail({
  chosen,
  goal,
  onEdit,
}: {
  readonly chosen: DepartmentYear;
  readonly goal: Goal;
  readonly onEdit: (editing: Editing) => void;
}) {
  const may = useMay();
  const { content, evaluation, monitoring, state } = goal;
  const { department } = chosen;
  const check = (what: 'goals' | 'evaluations', id: string, returnedReason: string | null) =>
    postJson(`/api/performance/${what}/${id}/check`, { department, returnedReason });
  return (
    <>
      <p>年度目标：{content.annualGoal}</p>
      {goal.returnedReason !== null && <p className="bad">退回理由：{goal.returnedReason}</p>}
      <table className="ledger" aria-label={`${goal.name}的指标`}>
        <thead>
          <tr>
            {['一级指标', '二级指标', '指标', '目标', '分值', '实际完成值', '偏差原因及改进措施'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {content.indicators.map((line, at) => {
            const actual = evaluation?.actuals[at];
            return (
              <tr key={line.name}>
                <td>{level1Names[line.level1]}</td>
                <td>{level2Names[line.level2]}</td>
                <td>{line.name}</td>
                <td>{targetText(line)}</td>
                <td className="num">{line.points}</td>
                <td className="num">
                  {actual === undefined ? '' : `${actual.value}${line.unit}`}
                  {actual?.binding.kind === 'figure' && (
                    <Link
                      to={`/office/figures?${new URLSearchParams({ department, year: String(chosen.year), figure: actual.binding.figure })}`}
                    >
                      依据
                    </Link>
                  )}
                  {actual !== undefined && 'register' in actual.binding && (
                    <span className="quiet">（{actual.binding.register}）</span>
                  )}
                </td>
                <td>
                  {[actual?.reason, actual?.measure].filter((text) => text !== undefined && text !== '').join('；')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {monitoring.map(({ round, asOf, annual, executed, maker, lines }) => (
        <p key={round} className="quiet">
          第{round}次监控：截至{asOf}执行{grouped(executed)}元（全年预算{grouped(annual)}元），{maker}记录。
          {lines
            .filter(({ note }) => note !== '')
            .map(({ line, note }) => `“${content.indicators[line]?.name ?? ''}”：${note}`)
            .join('；')}
        </p>
      ))}
      <p className="quiet">
        目标由{goal.maker}编制{goal.checker === null ? '' : `，${goal.checker}复核`}
        {evaluation === null
          ? ''
          : `；自评由${evaluation.maker}编制${evaluation.checker === null ? '' : `，${evaluation.checker}复核`}`}
        。
      </p>
      <div className="office-tools">
        {state === 'made' && may('performance.check') && (
          <>
            <Act label="复核目标" primary said="目标已复核。" act={() => check('goals', goal.id, null)} />
            <Act
              label="退回目标"
              danger
              ask="退回理由"
              said="目标已退回。"
              act={(words) => check('goals', goal.id, words)}
            />
          </>
        )}
        {goal.standing && may('performance.make') && (
          <Button
            size="small"
            onClick={() => onEdit({ kind: 'goal', name: goal.name, subject: goal.subject, before: goal })}
          >
            调整目标
          </Button>
        )}
        {state === 'checked' && may('performance.make') && (
          <>
            {monitoring.length < 2 && (
              <Button size="small" onClick={() => onEdit({ kind: 'monitoring', goal })}>
                记第{monitoring.length + 1}次监控
              </Button>
            )}
            <Button size="small" type="primary" onClick={() => onEdit({ kind: 'evaluation', goal })}>
              {evaluation === null ? '自评' : '重做自评'}
            </Button>
          </>
        )}
        {evaluation?.state === 'made' && may('performance.check') && (
          <>
            <Act label="复核自评" primary said="自评已复核。" act={() => check('evaluations', evaluation.id, null)} />
            <Act
              label="退回自评"
              danger
              ask="退回理由"
              said="自评已退回。"
              act={(words) => check('evaluations', evaluation.id, words)}
            />
          </>
        )}
        {evaluation?.state === 'checked' && may('performance.decide') && (
          <DecideForms department={department} evaluation={evaluation} />
        )}
      </div>
    </>
  );
}

function DecideForms({ department, evaluation }: { readonly department: string; readonly evaluation: Evaluation }) {
  const [reviewId] = useState(newId);
  const [useId] = useState(newId);
  const [score, setScore] = useState(evaluation.score);
  const [kind, setKind] = useState<keyof typeof useNames>('continued');
  const [amount, setAmount] = useState('');
  if (evaluation.review === null)
    return (
      <span className="performance-decide">
        <Input
          size="small"
          aria-label="部门评价得分"
          suffix="分"
          value={score}
          onChange={(event) => setScore(event.target.value)}
        />
        <Act
          label="部门评价"
          primary
          ask="评价意见"
          said="部门评价已记录。"
          act={(opinion) =>
            postJson('/api/performance/reviews', {
              department,
              id: reviewId,
              evaluation: evaluation.id,
              score,
              opinion,
            })
          }
        />
      </span>
    );
  if (evaluation.use !== null) return <span className="quiet">结果应用：{evaluation.use.note}</span>;
  const changes = kind === 'increased' || kind === 'reduced';
  return (
    <span className="performance-decide">
      <Select size="small" aria-label="应用方式" value={kind} onChange={setKind} options={options(useNames)} />
      {changes && (
        <Input
          size="small"
          aria-label="金额"
          suffix="元"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      )}
      <Act
        label="结果应用"
        primary
        ask="应用说明"
        said="结果应用已记录。"
        act={(note) =>
          postJson('/api/performance/uses', {
            department,
            id: useId,
            evaluation: evaluation.id,
            kind,
            amount: changes ? amount : null,
            note,
          })
        }
      />
    </span>
  );
}
