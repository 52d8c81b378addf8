/** 高额费用预警: who passed the line or fell below it, pushed to the monitoring of return to poverty, with the letter to the person. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import './insurance.css';
import { ByYear } from './by-year.tsx';
import { LetterText } from './letter-text.tsx';
import { OfDepartment } from './of-department.tsx';

interface Warnings {
  readonly events: readonly Schemas['BurdenEvent'][];
  readonly pushes: readonly Schemas['BurdenPush'][];
}

interface Scanned {
  readonly persons: number;
  readonly above: number;
  readonly below: number;
}

export function WarningsPage() {
  useTitle('高额费用预警');
  return (
    <div className="insurance">
      <OfDepartment title="高额费用预警">
        {(department) => (
          <ByYear key={department} department={department} what="warnings">
            {(year, choice) => <OfYear department={department} year={year} choice={choice} />}
          </ByYear>
        )}
      </OfDepartment>
    </div>
  );
}

interface OfYearProps {
  readonly department: string;
  readonly year: number;
  readonly choice: ReactNode;
}

function OfYear({ department, year, choice }: OfYearProps) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [push, setPush] = useState(newId);
  const warnings = useQuery({
    queryKey: ['warnings', department, year],
    queryFn: () => getJson<Warnings>(`/api/assistance/warnings?department=${department}&year=${year}`),
  });
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['warnings'] });
  const scanning = useMutation({
    mutationFn: (all: boolean) => postJson<Scanned>('/api/assistance/warnings/scan', { department, year, all }),
    onSuccess: ({ above, below }) => {
      message.success(`新达到预警线${above}人，回落${below}人。`);
      void refresh();
    },
  });
  const waiting = warnings.data?.events.filter((one) => one.push === null).length ?? 0;
  return (
    <>
      <p className="quiet">
        一年里政策范围内、三层支付以后的个人负担达到预警线的人，推送给防返贫监测；每次越线只推送一次，撤销结算而回落的也告知。
      </p>
      <div className="find">
        {choice}
        {may('warning.push') && (
          <>
            <Button type="primary" loading={scanning.isPending} onClick={() => scanning.mutate(false)}>
              查找新的
            </Button>
            <Button loading={scanning.isPending} onClick={() => scanning.mutate(true)}>
              全年重数
            </Button>
            {waiting > 0 && (
              <ReasonAction
                label={`推送${waiting}条`}
                ask="接收单位"
                said="已推送，文件可以下载。"
                act={async (recipient) => {
                  await postJson('/api/assistance/warnings/pushes', { id: push, department, year, recipient });
                  setPush(newId());
                  await refresh();
                }}
              />
            )}
          </>
        )}
      </div>
      {scanning.isError && <Alert type="error" showIcon title={scanning.error.message} role="alert" />}
      {warnings.isPending && <Spin />}
      {warnings.isError && <Alert type="error" showIcon title={warnings.error.message} role="alert" />}
      {warnings.data !== undefined && (
        <>
          <LedgerTable
            label="预警"
            rows={warnings.data.events}
            rowKey={({ id }) => id}
            empty="这一年还没有达到预警线的人。"
            columns={[
              { title: '姓名', cell: ({ name }) => name },
              { title: '身份证号', cell: ({ identity }) => identity },
              { title: '居住地', cell: ({ place }) => place },
              { title: '情况', cell: ({ direction }) => (direction === 'above' ? '达到预警线' : '回落到线下') },
              { title: '个人负担（元）', num: true, cell: ({ burden }) => grouped(burden) },
              { title: '预警线（元）', num: true, cell: ({ line }) => grouped(line) },
              { title: '适用', cell: ({ lineName }) => lineName },
              { title: '日期', cell: ({ seenOn }) => seenOn },
              { title: '推送', cell: (one) => (one.push === null ? '待推送' : '已推送') },
            ]}
            detail={({ letter }) =>
              letter === null ? <p>已回落到线下，不发提示。</p> : <LetterText letter={letter} />
            }
          />
          <h2>历次推送</h2>
          <LedgerTable
            label="历次推送"
            rows={warnings.data.pushes}
            rowKey={({ id }) => id}
            empty="还没有推送过。"
            columns={[
              { title: '推送日期', cell: ({ pushedOn }) => pushedOn },
              { title: '接收单位', cell: ({ recipient }) => recipient },
              { title: '条数', num: true, cell: ({ events }) => String(events) },
              { title: '经办人', cell: ({ maker }) => maker },
              {
                title: '签收',
                cell: ({ acknowledgedOn, acknowledgedBy }) =>
                  acknowledgedOn === null ? '未签收' : `${acknowledgedOn} ${acknowledgedBy}`,
              },
            ]}
            detail={({ id, sha256, acknowledgedOn, pushedOn }) => (
              <div className="record-actions">
                <a href={`/api/assistance/warnings/pushes/${id}/file`}>下载文件</a>
                <span className="quiet">校验值 {sha256}</span>
                {acknowledgedOn === null && may('warning.push') && (
                  <ReasonAction
                    label="登记签收（推送当日）"
                    ask="签收人"
                    said="已登记签收。"
                    act={async (recipientPerson) => {
                      const body = { department, recipientPerson, on: pushedOn };
                      await postJson(`/api/assistance/warnings/pushes/${id}/acknowledgement`, body);
                      await refresh();
                    }}
                  />
                )}
              </div>
            )}
          />
        </>
      )}
    </>
  );
}
