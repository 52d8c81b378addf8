/** 异地就医清算: clearing statements of care given here to people insured elsewhere, looked at before they are taken in, and a year of it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Spin, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { getJson, postFile } from '../api.ts';
import { Field } from '../field.tsx';
import { FilePick } from '../file-pick.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { dayOf, type Schemas } from '../words.ts';
import { presentYear, YearChoice, type YearsAsked, yearNamed, yearShown } from '../year-choice.tsx';
import './insurance.css';
import { Place } from '../place.tsx';
import { reachNames, statementVisitNames } from './names.ts';
import { OfDepartment } from './of-department.tsx';
import { OneStatement, StatementSums } from './remote-statement.tsx';

type Listed = Schemas['RemoteStatementListed'];

interface Statements {
  readonly columns: readonly { readonly term: string; readonly required: boolean }[];
  readonly years: readonly number[];
  readonly statements: readonly Listed[];
}

export function RemoteCarePage() {
  useTitle('异地就医清算');
  return (
    <div className="insurance office">
      <OfDepartment title="异地就医清算">
        {(department) => <OfBureau key={department} department={department} />}
      </OfDepartment>
    </div>
  );
}

function OfBureau({ department }: { readonly department: string }) {
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const asked = useQuery({
    queryKey: ['remote-statements', department],
    queryFn: () => getJson<Statements>(`/api/remote-statements?department=${department}`),
  });
  const set = (name: 'statement' | 'year', value: string | null): void => {
    setSearch((before) => {
      if (value === null) before.delete(name);
      else before.set(name, value);
      return before;
    });
  };
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const { columns, years, statements } = asked.data;
  const statement = search.get('statement');
  return (
    <>
      <p className="quiet">
        外地参保人员在本地定点医药机构就医，按省里的清算单登记：没有问题的行收下即计入下面的指标，其余的逐行改正，或写明理由照收。清算单不动基金账。
      </p>
      {may('remote-statement.write') && (
        <HandIn department={department} columns={columns} onTaken={(id) => set('statement', id)} />
      )}
      {statement !== null && (
        <OneStatement key={statement} department={department} id={statement} onClose={() => set('statement', null)} />
      )}
      <section aria-label="收过的清算单">
        <h2>收过的清算单</h2>
        <LedgerTable
          label="收过的清算单"
          rows={statements}
          rowKey={({ id }) => id}
          empty="还没有收过清算单。"
          struck={({ withdrawnReason }) => withdrawnReason !== null}
          columns={[
            {
              title: '清算单',
              cell: ({ id, name }) => (
                <Button type="link" size="small" aria-pressed={id === statement} onClick={() => set('statement', id)}>
                  {name}
                </Button>
              ),
            },
            { title: '月份', cell: ({ from, to }) => (from === to ? (from ?? '—') : `${from}至${to}`) },
            { title: '行数', num: true, cell: ({ rows }) => rows },
            { title: '待处理', cell: stateOf },
            { title: '人次', num: true, cell: ({ visits }) => visits },
            { title: '总费用（元）', num: true, cell: ({ total }) => grouped(total) },
            { title: '基金支付（元）', num: true, cell: ({ fund }) => grouped(fund) },
            { title: '收单', cell: ({ maker, madeAt }) => `${maker} ${dayOf(new Date(madeAt))}` },
          ]}
        />
      </section>
      <Year
        department={department}
        of={{ asked: yearNamed(search.get('year')), years, present: presentYear() }}
        onChoose={(chosen) => set('year', String(chosen))}
      />
    </>
  );
}

function stateOf({ open, withdrawnReason }: Listed) {
  if (withdrawnReason !== null) return `已作废：${withdrawnReason}`;
  return open === 0 ? <Tag color="green">都已收下</Tag> : <Tag color="orange">{open}行</Tag>;
}

interface HandInProps {
  readonly department: string;
  readonly columns: Statements['columns'];
  readonly onTaken: (id: string) => void;
}

function HandIn({ department, columns, onTaken }: HandInProps) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [file, setFile] = useState<File | null>(null);
  const looking = useMutation({
    mutationFn: (chosen: File) =>
      postFile<Schemas['RemoteStatementPreview']>('/api/remote-statements/preview', chosen, { department }),
  });
  const choose = (chosen: File | null): void => {
    setFile(chosen);
    looking.reset();
    taking.reset();
  };
  const taking = useMutation({
    mutationFn: ({ chosen, seen }: { readonly chosen: File; readonly seen: string }) =>
      postFile<Schemas['Entered']>('/api/remote-statements', chosen, { id, department, seen }),
    onSuccess: ({ id: taken }) => {
      message.success('清算单已收下。');
      choose(null);
      setId(newId());
      void queries.invalidateQueries({ queryKey: ['remote-statements'] });
      void queries.invalidateQueries({ queryKey: ['remote-care'] });
      onTaken(taken);
    },
  });
  const named = (required: boolean): string =>
    columns
      .filter((column) => column.required === required)
      .map(({ term }) => `“${term}”`)
      .join('');
  const error = looking.error ?? taking.error;
  return (
    <section className="panel" aria-label="收清算单">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          taking.reset();
          if (file !== null) looking.mutate(file);
        }}
      >
        <h2 className="entry-title">收清算单</h2>
        <div className="entry-fields">
          <div className="wide">
            <Field
              label="清算单文件"
              hint={`csv、xlsx或xls，要有${named(true)}各栏，可以有${named(false)}。一行是一家机构一个月的汇总，或一次结算。先核对，再收下；原件不留存。`}
            >
              {(field) => <FilePick id={field} file={file} onPick={choose} />}
            </Field>
          </div>
        </div>
        {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
        {looking.data !== undefined && <Seen seen={looking.data} />}
        <div className="entry-end">
          <Button
            {...(looking.data === undefined ? { type: 'primary' as const } : {})}
            htmlType="submit"
            disabled={file === null}
            loading={looking.isPending}
          >
            核对
          </Button>
          {looking.data !== undefined && file !== null && (
            <Button
              type="primary"
              loading={taking.isPending}
              onClick={() => taking.mutate({ chosen: file, seen: looking.data.seen })}
            >
              收下
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

function Seen({ seen: { rows, taken, keptOut, sums, lines } }: { readonly seen: Schemas['RemoteStatementPreview'] }) {
  return (
    <section aria-label="核对结果">
      <p role="status">
        共{rows}行，还没有收下。收下后{taken}行即计入
        {keptOut === 0 ? '，没有有问题的行。' : `，${keptOut}行有问题，不计入，收下后逐行处理。`}
      </p>
      {sums.length > 0 && (
        <>
          <h3>收下后计入</h3>
          <StatementSums label="收下后计入" sums={sums} />
        </>
      )}
      {lines.length > 0 && <h3>有问题的行</h3>}
      {lines.length > 0 && (
        <LedgerTable
          label="有问题的行"
          rows={lines}
          rowKey={({ row }) => String(row)}
          empty=""
          columns={[
            { title: '行', num: true, cell: ({ row }) => row },
            { title: '机构', cell: ({ cells }) => cells.name || cells.institution },
            { title: '月份', cell: ({ cells }) => cells.month },
            {
              title: '参保地',
              cell: ({ cells, insuredPlace }) => <Place code={cells.insuredArea} name={insuredPlace} />,
            },
            { title: '总费用', num: true, cell: ({ cells }) => cells.total },
            { title: '问题', cell: ({ message }) => message },
          ]}
        />
      )}
      {lines.length < keptOut && <p className="quiet">只列出前{lines.length}行。</p>}
    </section>
  );
}

interface YearProps {
  readonly department: string;
  readonly of: YearsAsked;
  readonly onChoose: (year: number) => void;
}

function Year({ department, of, onChoose }: YearProps) {
  const year = yearShown(of);
  const found = useQuery({
    queryKey: ['remote-care', department, year],
    queryFn: () => getJson<Schemas['RemoteCareYear']>(`/api/remote-care?department=${department}&year=${year}`),
  });
  return (
    <section aria-label="一年的情况">
      <h2>{year}年收治外地参保人员</h2>
      <div className="find">
        <YearChoice {...of} onChoose={onChoose} />
      </div>
      {found.isPending && <Spin />}
      {found.isError && <Alert type="error" showIcon title={found.error.message} role="alert" />}
      {found.data !== undefined && (
        <>
          <h3>公开文件引用的指标</h3>
          <LedgerTable
            label="公开文件引用的指标"
            rows={found.data.figures}
            rowKey={({ row }) => row}
            empty=""
            columns={[
              { title: '指标', cell: ({ name }) => name },
              { title: '数值', num: true, cell: ({ value, unit }) => (value === null ? '—' : `${value}${unit}`) },
              { title: '说明', cell: ({ remark }) => remark ?? '' },
            ]}
          />
          <h3>按月、按机构</h3>
          <LedgerTable
            label="按月、按机构"
            rows={found.data.months}
            rowKey={({ month, institution, reach, visit }) => [month, institution, reach, visit].join(' ')}
            empty={`${year}年还没有收下的清算单。`}
            columns={[
              { title: '月份', cell: ({ month }) => <span className="whole">{month}</span> },
              { title: '机构', cell: ({ name, institution }) => name ?? `${institution}（没有登记）` },
              { title: '参保地', cell: ({ reach }) => reachNames[reach] },
              { title: '类别', cell: ({ visit }) => statementVisitNames[visit] },
              { title: '人次', num: true, cell: ({ visits }) => visits },
              { title: '总费用（元）', num: true, cell: ({ total }) => grouped(total) },
              { title: '其中直接结算（元）', num: true, cell: ({ direct }) => grouped(direct) },
              { title: '基金支付（元）', num: true, cell: ({ fund }) => grouped(fund) },
            ]}
          />
        </>
      )}
    </section>
  );
}
