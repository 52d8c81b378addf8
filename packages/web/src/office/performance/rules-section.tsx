/** The scoring rules of the year: which hold, which wait for a second person, and the shipped draft to begin with. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../../api.ts';
import { useMay } from '../../session.tsx';
import { type DepartmentYear } from '../department-year.tsx';
import { newId } from '../new-id.ts';
import { Act } from './act.tsx';
import { type Goal, type Rules } from './performance.ts';
import { RulesEditor } from './rules-editor.tsx';

interface RulesAnswer {
  readonly shipped: Rules;
  readonly sources: readonly {
    readonly name: string;
    readonly instrument: string;
    readonly grade: string;
    readonly note: string;
  }[];
  readonly adopted: readonly {
    readonly id: string;
    readonly fromYear: number;
    readonly rules: Rules;
    readonly document: string;
    readonly state: Goal['state'];
    readonly maker: string;
  }[];
}

function inWords({ points, rounding, places, upperLimit, grades }: Rules): string {
  const { execution, output, benefit, satisfaction } = points;
  const formulas = {
    'target-over-actual': '目标除以实际',
    'excess-deducted': '按超出比例扣分',
    nothing: '超出不得分',
  } as const;
  const bands = grades.map(({ grade, from }) => `${grade}${from}`).join('、');
  return `预算执行${execution}、产出${output ?? 0}、效益${benefit ?? 0}、满意度${satisfaction ?? 0}；得分${rounding === 'down' ? '舍去尾数' : '四舍五入'}到${places}位小数；“≤”目标未达到时${formulas[upperLimit]}；等级起点${bands}。`;
}

export function RulesSection({ chosen, adopted }: { readonly chosen: DepartmentYear; readonly adopted: Rules | null }) {
  const may = useMay();
  const { department, year } = chosen;
  const [id] = useState(newId);
  const answer = useQuery({
    queryKey: ['performance', 'rules', department],
    queryFn: () => getJson<RulesAnswer>(`/api/performance/rules?department=${encodeURIComponent(department)}`),
  });
  const [writing, setWriting] = useState(false);
  const waiting = answer.data?.adopted.filter(({ state }) => state === 'made') ?? [];
  return (
    <section aria-label="评分规则">
      {adopted !== null && <p className="quiet">评分规则：{inWords(adopted)}</p>}
      {writing && answer.data !== undefined && (
        <RulesEditor chosen={chosen} from={adopted ?? answer.data.shipped} onDone={() => setWriting(false)} />
      )}
      {!writing && waiting.length === 0 && answer.data !== undefined && may('performance.make') && (
        <div className="office-tools">
          <Button size="small" onClick={() => setWriting(true)}>
            另拟评分规则
          </Button>
        </div>
      )}
      {adopted === null && waiting.length === 0 && answer.data !== undefined && (
        <Alert
          type="warning"
          showIcon
          title={`${year}年的评分规则还没有采用，不能设目标。`}
          description={
            <>
              <p>系统所附的草案：{inWords(answer.data.shipped)}依据待核，请对照本地文件。</p>
              <ul>
                {answer.data.sources.map(({ name, instrument, grade, note }) => (
                  <li key={name}>
                    {name}（{instrument === '' ? '未见文件' : instrument}，证据等级{grade}）：{note}
                  </li>
                ))}
              </ul>
              {may('performance.make') && (
                <Act
                  label="按草案提交"
                  ask="依据文号"
                  said="评分规则已提交，请另一人复核。"
                  act={(document) =>
                    postJson('/api/performance/rules', {
                      department,
                      id,
                      fromYear: year,
                      rules: answer.data.shipped,
                      document,
                    })
                  }
                />
              )}
            </>
          }
        />
      )}
      {waiting.map((one) => (
        <Alert
          key={one.id}
          type="info"
          showIcon
          title={`${one.maker}提交了${one.fromYear}年起的评分规则（${one.document}），待复核。`}
          description={
            <>
              <p>{inWords(one.rules)}</p>
              {may('performance.check') && (
                <>
                  <Act
                    label="采用"
                    primary
                    said="评分规则已采用。"
                    act={() => postJson(`/api/performance/rules/${one.id}/check`, { department, returnedReason: null })}
                  />
                  <Act
                    label="退回"
                    danger
                    ask="退回理由"
                    said="评分规则已退回。"
                    act={(words) =>
                      postJson(`/api/performance/rules/${one.id}/check`, { department, returnedReason: words })
                    }
                  />
                </>
              )}
            </>
          }
        />
      ))}
    </section>
  );
}
