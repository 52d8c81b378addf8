/** 征缴对账: the tax bureau's files are handed in, compared row by row with what is due, and confirmed by another person. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Select, Spin, Steps, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { getJson, postFile, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { FilePick } from '../file-pick.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { ContributionRows } from './contribution-rows.tsx';
import './enrolment.css';
import './insurance.css';
import { OfDepartment } from './of-department.tsx';
import { RefundAll, Resolutions } from './resolutions.tsx';

type Listed = Schemas['ContributionFileListed'];
type Kind = Schemas['ContributionFileKind'];
type Deposit = Schemas['ContributionDeposit'];

const kindNames: Readonly<Record<Kind, string>> = { resident: '城乡居民缴费明细', employee: '职工缴费明细' };

const depositNames: Readonly<Record<Deposit, string>> = {
  'income-account-deposit': '收入户',
  'fiscal-account-deposit': '财政专户',
  'treasury-deposit': '国库',
};

const stateNames: Readonly<Record<Listed['state'], string>> = {
  waiting: '待确认',
  confirmed: '已入账',
  dropped: '已作废',
};

export function ContributionsPage() {
  useTitle('征缴对账');
  const [search, setSearch] = useSearchParams();
  const file = search.get('file');
  const open = (id: string | null): void => {
    setSearch((before) => {
      if (id === null) before.delete('file');
      else before.set('file', id);
      return before;
    });
  };
  return (
    <div className="insurance office">
      <OfDepartment title="征缴对账">
        {(department) => (
          <>
            <HandIn department={department} onHanded={open} />
            {file !== null && <OneFile key={file} department={department} id={file} onClose={() => open(null)} />}
            <Resolutions department={department} />
            <Files department={department} chosen={file} onChoose={open} />
          </>
        )}
      </OfDepartment>
    </div>
  );
}

function HandIn({ department, onHanded }: { readonly department: string; readonly onHanded: (id: string) => void }) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>('resident');
  const [deposit, setDeposit] = useState<Deposit>('income-account-deposit');
  const [file, setFile] = useState<File | null>(null);
  const handing = useMutation({
    mutationFn: (chosen: File) =>
      postFile<{ readonly id: string }>('/api/contributions/files', chosen, { id: newId(), department, kind, deposit }),
    onSuccess: ({ id }) => {
      message.success('文件已上传并比对，还没有入账。请核对下面的结果。');
      setFile(null);
      void queries.invalidateQueries({ queryKey: ['contribution-files'] });
      onHanded(id);
    },
  });
  if (!may('contribution.make')) return null;
  return (
    <section className="panel" aria-label="上传征收文件">
      <div className="entry">
        <div className="entry-fields">
          <Field label="文件是">
            {(id) => <Select id={id} value={kind} onChange={setKind} options={optionsOf(kindNames)} />}
          </Field>
          <Field label="钱已到">
            {(id) => <Select id={id} value={deposit} onChange={setDeposit} options={optionsOf(depositNames)} />}
          </Field>
          <div className="wide">
            <Field
              label="税务征收回传文件"
              hint="CSV（UTF-8、GBK）、.xlsx 或 .xls。表头写法不同也能识别；上传后先逐行比对，另一人确认后才入账。"
            >
              {(id) => <FilePick id={id} file={file} onPick={setFile} />}
            </Field>
          </div>
        </div>
        {handing.isError && <Alert type="error" showIcon title={handing.error.message} role="alert" />}
        <div className="entry-end">
          <Button
            type="primary"
            disabled={file === null}
            loading={handing.isPending}
            onClick={() => file !== null && handing.mutate(file)}
          >
            上传并比对
          </Button>
        </div>
      </div>
    </section>
  );
}

function optionsOf<Code extends string>(names: Readonly<Record<Code, string>>) {
  return (Object.keys(names) as Code[]).map((value) => ({ value, label: names[value] }));
}

function Files({
  department,
  chosen,
  onChoose,
}: {
  readonly department: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const files = useQuery({
    queryKey: ['contribution-files', department],
    queryFn: () => getJson<{ readonly files: readonly Listed[] }>(`/api/contributions/files?department=${department}`),
  });
  if (files.isPending) return <Spin />;
  if (files.isError) return <Alert type="error" showIcon title={files.error.message} role="alert" />;
  return (
    <section aria-label="征收文件">
      <h2>征收文件</h2>
      <LedgerTable
        label="征收文件"
        rows={files.data.files}
        rowKey={({ id }) => id}
        empty="还没有上传过征收文件。"
        struck={({ state }) => state === 'dropped'}
        columns={[
          {
            title: '文件',
            cell: ({ id, name }) => (
              <Button type="link" size="small" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
                {name}
              </Button>
            ),
          },
          { title: '种类', cell: ({ kind }) => kindNames[kind] },
          { title: '状态', cell: ({ state }) => <State state={state} /> },
          { title: '行数', num: true, cell: ({ rows }) => rows },
          { title: '合计（元）', num: true, cell: ({ total }) => grouped(total) },
          { title: '上传', cell: ({ maker, madeAt }) => `${maker} ${dayOf(madeAt)}` },
          {
            title: '确认',
            cell: ({ checker, confirmedOn }) => (confirmedOn === null ? '' : `${checker ?? ''} ${confirmedOn}`),
          },
        ]}
      />
    </section>
  );
}

/** The day in China of a moment. */
function dayOf(moment: string): string {
  return new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10);
}

function State({ state }: { readonly state: Listed['state'] }) {
  const colour = { waiting: 'orange', confirmed: 'green', dropped: 'default' }[state];
  return <Tag color={colour}>{stateNames[state]}</Tag>;
}

function OneFile({
  department,
  id,
  onClose,
}: {
  readonly department: string;
  readonly id: string;
  readonly onClose: () => void;
}) {
  const queries = useQueryClient();
  const may = useMay();
  const { message } = App.useApp();
  const [match, setMatch] = useState<Schemas['ContributionMatch'] | null>(null);
  const file = useQuery({
    queryKey: ['contribution-files', department, id],
    queryFn: () => getJson<Schemas['ContributionFile']>(`/api/contributions/files/${id}?department=${department}`),
  });
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ['contribution-files'] });
    await queries.invalidateQueries({ queryKey: ['contribution-rows'] });
  };
  const acting = useMutation({
    mutationFn: (act: 'comparison' | 'confirmation') =>
      postJson(`/api/contributions/files/${id}/${act}`, { department }),
    onSuccess: async (_, act) => {
      message.success(act === 'comparison' ? '已按现在的登记重新比对。' : '已确认入账。');
      await refresh();
    },
  });
  if (file.isPending) return <Spin />;
  if (file.isError) return <Alert type="error" showIcon title={file.error.message} role="alert" />;
  const { name, kind, deposit, state, rows, total, matches, droppedReason } = file.data;
  const waiting = state === 'waiting';
  return (
    <section className="panel" aria-label={`比对${name}`}>
      <div className="desk-head">
        <h2>
          {name} <State state={state} />
        </h2>
        <Button size="small" onClick={onClose}>
          收起
        </Button>
      </div>
      <Steps
        size="small"
        current={waiting ? 1 : 3}
        items={[{ title: '上传' }, { title: '逐行比对' }, { title: '另一人确认入账' }]}
      />
      <p className="file-line">
        {kindNames[kind]}，{rows}行，合计 <strong>{grouped(total)}</strong> 元，到{depositNames[deposit]}。
        {waiting && '还没有入账：确认时按当时的登记再比对一次。'}
        {droppedReason !== null && `作废原因：${droppedReason}`}
      </p>
      <LedgerTable
        label="比对结果"
        rows={matches}
        rowKey={(row) => row.match}
        empty="没有行。"
        columns={[
          {
            title: '结果',
            cell: (row) => (
              <Button
                type="link"
                size="small"
                aria-pressed={row.match === match}
                onClick={() => setMatch(row.match === match ? null : row.match)}
              >
                {row.name}
              </Button>
            ),
          },
          { title: '行数', num: true, cell: (row) => row.rows },
          { title: '金额（元）', num: true, cell: (row) => grouped(row.amount) },
          { title: '记缴费收入', num: true, cell: (row) => grouped(row.applied) },
          { title: '挂暂收款', num: true, cell: (row) => grouped(row.held) },
          { title: '怎么办', cell: (row) => row.advice },
        ]}
      />
      <ContributionRows
        department={department}
        file={id}
        confirmed={state === 'confirmed'}
        match={match}
        matches={matches}
      />
      {acting.isError && <Alert type="error" showIcon title={acting.error.message} role="alert" />}
      {state === 'confirmed' && may('contribution.make') && matches.some(({ held }) => held !== '0.00') && (
        <div className="record-actions">
          <RefundAll department={department} file={id} />
        </div>
      )}
      {waiting && (
        <div className="record-actions">
          {may('contribution.check') && (
            <Button type="primary" loading={acting.isPending} onClick={() => acting.mutate('confirmation')}>
              确认入账
            </Button>
          )}
          {may('contribution.make') && (
            <>
              <Button loading={acting.isPending} onClick={() => acting.mutate('comparison')}>
                重新比对
              </Button>
              <ReasonAction
                label="作废这份文件"
                ask="作废原因"
                said="已作废，可以上传正确的文件。"
                danger
                act={async (reason) => {
                  await postJson(`/api/contributions/files/${id}/withdrawal`, { department, reason });
                  await refresh();
                }}
              />
            </>
          )}
        </div>
      )}
    </section>
  );
}
