/** 参保缴费: a person is found; what they owe and have paid stands there, and what the desk can do for them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Select, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { today } from '../today.ts';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { EmployerSelect } from './employer-select.tsx';
import { FindPerson } from './find-person.tsx';
import './enrolment.css';
import './insurance.css';
import { DivisionSelect, Place } from '../place.tsx';
import { ByYear } from './by-year.tsx';
import { memberNames, schemeNames } from './names.ts';
import { OfDepartment } from './of-department.tsx';

type Person = Schemas['InsuredPerson'];
type Enrolment = Schemas['Enrolment'];

interface Desk {
  readonly department: string;
  readonly person: string;
}

export function EnrolmentPage() {
  useTitle('参保缴费');
  const [search, setSearch] = useSearchParams();
  const person = search.get('person');
  const choose = (id: string): void => {
    setSearch((before) => {
      before.set('person', id);
      return before;
    });
  };
  return (
    <div className="insurance office">
      <OfDepartment title="参保缴费">
        {(department) => (
          <>
            <FindPerson chosen={person} onChoose={choose} />
            {person === null ? (
              <>
                <Empty
                  image={Empty.PRESENTED_IMAGE_SIMPLE}
                  description="按姓名或身份证号查找，再办理参保、停保、续保或转移。"
                />
                <WaitingTransfers department={department} onChoose={choose} />
                <Months department={department} />
                <Duplicates department={department} onChoose={choose} />
              </>
            ) : (
              <OfPerson key={person} department={department} person={person} />
            )}
          </>
        )}
      </OfDepartment>
    </div>
  );
}

function OfPerson({ department, person }: Desk) {
  const found = useQuery({
    queryKey: ['insured', person],
    queryFn: () => getJson<Person>(`/api/insured/${person}`),
  });
  const enrolment = useQuery({
    queryKey: ['enrolment', person],
    queryFn: () => getJson<Enrolment>(`/api/insured/${person}/enrolment`),
  });
  const failed = found.error ?? enrolment.error;
  if (failed !== null) return <Alert type="error" showIcon title={failed.message} role="alert" />;
  if (found.data === undefined || enrolment.data === undefined) return <Spin />;
  return (
    <>
      <Head person={found.data} />
      <Dues department={department} person={person} dues={enrolment.data.dues} />
      <Employments department={department} person={person} employments={enrolment.data.employments} />
      <Transfers department={department} person={person} transfers={enrolment.data.transfers} />
      <Actions department={department} person={person} />
    </>
  );
}

function Head({ person: { name, identity, bornOn, diedOn, spells, categories } }: { readonly person: Person }) {
  return (
    <section className="panel" aria-label="参保人员">
      <h2>
        {name} <span className="quiet">{identity}</span>
      </h2>
      <p>
        {bornOn}出生{diedOn === null ? '' : `，${diedOn}死亡`}
      </p>
      <ul className="plain">
        {spells.length === 0 && <li>现在没有参保。</li>}
        {spells.map(({ id, scheme, member, place, from, to, waitingUntil }) => (
          <li key={id}>
            {schemeNames[scheme]}（{memberNames[member]}），参保地{place}，{from}至{to ?? '今'}
            {waitingUntil === null ? '' : `，等待期到${waitingUntil}`}
          </li>
        ))}
        {categories.map(({ id, name: category, from, to }) => (
          <li key={id}>
            {category}，{from}至{to ?? '今'}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What changes somebody's enrolment is seen at once, wherever it shows. */
function useRefresh(person: string): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ['enrolment', person] });
    await queries.invalidateQueries({ queryKey: ['insured', person] });
  };
}

function Dues({ department, person, dues }: Desk & { readonly dues: Enrolment['dues'] }) {
  const may = useMay();
  const refresh = useRefresh(person);
  return (
    <section aria-label="应缴和缴费">
      <h2>应缴和缴费</h2>
      <LedgerTable
        label="应缴和缴费"
        rows={dues}
        rowKey={({ id }) => id}
        empty="还没有应缴。"
        struck={({ withdrawn }) => withdrawn !== null}
        columns={[
          { title: '所属期', cell: ({ period, scheme }) => (scheme === 'resident' ? `${period}年度` : period) },
          {
            title: '种类',
            cell: ({ kindName, employerName }) => (employerName === '' ? kindName : `${kindName}，${employerName}`),
          },
          { title: '标准（元）', num: true, cell: ({ standard }) => grouped(standard) },
          { title: '资助', num: true, cell: ({ subsidy }) => grouped(subsidy) },
          { title: '本人应缴', num: true, cell: (row) => grouped(row.person) },
          { title: '单位应缴', num: true, cell: ({ employerShare }) => grouped(employerShare) },
          { title: '已缴', num: true, cell: ({ paid }) => grouped(paid) },
          { title: '状态', cell: stateOf },
          {
            title: '',
            cell: ({ id, settledOn, withdrawn, paid }) =>
              may('enrolment.make') && settledOn === null && withdrawn === null && paid === '0.00' ? (
                <ReasonAction
                  label="撤回"
                  ask="撤回原因"
                  said="已撤回。"
                  danger
                  act={async (reason) => {
                    await postJson(`/api/insured/${person}/enrolment/dues/${id}/withdrawal`, { department, reason });
                    await refresh();
                  }}
                />
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function stateOf({ settledOn, withdrawn, paid }: Enrolment['dues'][number]): string {
  if (withdrawn !== null) return `已撤回：${withdrawn}`;
  if (settledOn !== null) return `${settledOn}缴清`;
  return paid === '0.00' ? '未缴，缴清后生效' : '没有缴清';
}

function Employments({ department, person, employments }: Desk & { readonly employments: Enrolment['employments'] }) {
  const may = useMay();
  const refresh = useRefresh(person);
  if (employments.length === 0) return null;
  return (
    <section aria-label="职工参保">
      <h2>职工参保</h2>
      <LedgerTable
        label="职工参保"
        rows={employments}
        rowKey={({ id }) => id}
        empty=""
        columns={[
          { title: '单位', cell: ({ employerName }) => (employerName === '' ? '个人缴费' : employerName) },
          { title: '人员', cell: ({ kindName }) => kindName },
          { title: '月工资（元）', num: true, cell: ({ wage }) => grouped(wage) },
          { title: '起', cell: ({ fromMonth }) => fromMonth },
          { title: '止', cell: ({ toMonth }) => toMonth ?? '今' },
          {
            title: '',
            cell: ({ id, toMonth }) =>
              may('enrolment.make') && toMonth === null ? (
                <StopForm
                  act={async (lastMonth, reason) => {
                    const body = { department, lastMonth, reason };
                    await postJson(`/api/insured/${person}/enrolment/employee/${id}/stop`, body);
                    await refresh();
                  }}
                />
              ) : null,
          },
        ]}
      />
    </section>
  );
}

function StopForm({ act }: { readonly act: (lastMonth: string, reason: string) => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [lastMonth, setLastMonth] = useState('');
  if (!open) {
    return (
      <Button size="small" danger onClick={() => setOpen(true)}>
        停保
      </Button>
    );
  }
  return (
    <span className="stop-form">
      <Input
        size="small"
        aria-label="最后一个缴费月"
        placeholder="最后一个缴费月，如2024-05"
        value={lastMonth}
        onChange={(event) => setLastMonth(event.target.value)}
      />
      <ReasonAction
        label="停保"
        ask="停保原因"
        said="已停保。"
        danger
        act={(reason) => act(lastMonth.trim(), reason)}
      />
    </span>
  );
}

function Transfers({ department, person, transfers }: Desk & { readonly transfers: Enrolment['transfers'] }) {
  const may = useMay();
  const refresh = useRefresh(person);
  if (transfers.length === 0) return null;
  const decide = async (id: string, approve: boolean, reason: string): Promise<void> => {
    await postJson(`/api/insured/${person}/enrolment/transfers/${id}/decision`, { department, approve, reason });
    await refresh();
  };
  return (
    <section aria-label="关系转移">
      <h2>关系转移</h2>
      <LedgerTable
        label="关系转移"
        rows={transfers}
        rowKey={({ id }) => id}
        empty=""
        columns={[
          { title: '', cell: transferNamed },
          { title: '对方参保地', cell: ({ otherArea, otherPlace }) => <Place code={otherArea} name={otherPlace} /> },
          { title: '日期', cell: ({ onDate }) => onDate },
          { title: '参保凭证', cell: ({ certificate }) => certificate },
          { title: '缴费月数', num: true, cell: ({ months }) => months },
          { title: '账户余额（元）', num: true, cell: ({ account }) => grouped(account) },
          {
            title: '状态',
            cell: ({ decided, decidedOn, decidedReason, maker }) =>
              decided === null
                ? `${maker}受理，待复核`
                : `${decidedOn ?? ''}${decided === 'approved' ? '通过' : `退回：${decidedReason ?? ''}`}`,
          },
          {
            title: ' ',
            cell: ({ id, decided }) =>
              decided === null && may('enrolment.check') ? (
                <span className="record-actions">
                  <ReasonAction label="通过" ask={null} said="已办结。" primary act={() => decide(id, true, '')} />
                  <ReasonAction
                    label="退回"
                    ask="退回理由"
                    said="已退回。"
                    act={(reason) => decide(id, false, reason)}
                  />
                </span>
              ) : null,
          },
        ]}
      />
    </section>
  );
}

/** 职工转入. */
function transferNamed({ scheme, direction }: Pick<Schemas['InsuredTransfer'], 'scheme' | 'direction'>): string {
  return `${schemeNames[scheme]}${direction === 'in' ? '转入' : '转出'}`;
}

/** Whose transfer waits for the second person, so that they need not be told the name. */
function WaitingTransfers({
  department,
  onChoose,
}: {
  readonly department: string;
  readonly onChoose: (id: string) => void;
}) {
  const waiting = useQuery({
    queryKey: ['enrolment', 'transfers', department],
    queryFn: () =>
      getJson<{ readonly transfers: readonly Schemas['WaitingTransfer'][] }>(
        `/api/enrolment/transfers?department=${department}`,
      ),
  });
  if (waiting.isPending) return <Spin />;
  if (waiting.isError) return <Alert type="error" showIcon title={waiting.error.message} role="alert" />;
  const { transfers } = waiting.data;
  if (transfers.length === 0) return null;
  return (
    <section aria-label="待复核的关系转移">
      <h2>待复核的关系转移</h2>
      <LedgerTable
        label="待复核的关系转移"
        rows={transfers}
        rowKey={({ id }) => id}
        empty=""
        columns={[
          {
            title: '姓名',
            cell: ({ person, name }) => (
              <Button type="link" size="small" onClick={() => onChoose(person)}>
                {name}
              </Button>
            ),
          },
          { title: '身份证号', cell: ({ identity }) => identity },
          { title: '转移', cell: transferNamed },
          { title: '对方参保地', cell: ({ otherArea, otherPlace }) => <Place code={otherArea} name={otherPlace} /> },
          { title: '日期', cell: ({ onDate }) => onDate },
          { title: '账户余额（元）', num: true, cell: ({ account }) => grouped(account) },
          { title: '受理', cell: ({ maker }) => maker },
        ]}
      />
    </section>
  );
}

const employeeKinds: Readonly<Record<Schemas['EmployeeKind'], string>> = {
  'in-service': '在职职工',
  retired: '退休人员',
  flexible: '灵活就业（统账结合）',
  'flexible-pool-only': '灵活就业（单建统筹）',
  unemployed: '领取失业保险金人员',
};

/** One form at a time: what is done is chosen first. */
function Actions({ department, person }: Desk) {
  const may = useMay();
  const [act, setAct] = useState<'resident' | 'employee' | 'transfer' | null>(null);
  if (!may('enrolment.make')) return null;
  return (
    <section className="panel" aria-label="办理">
      <div className="record-actions">
        <Button type={act === 'resident' ? 'primary' : 'default'} onClick={() => setAct('resident')}>
          居民参保
        </Button>
        <Button type={act === 'employee' ? 'primary' : 'default'} onClick={() => setAct('employee')}>
          职工参保、续保
        </Button>
        <Button type={act === 'transfer' ? 'primary' : 'default'} onClick={() => setAct('transfer')}>
          关系转移
        </Button>
      </div>
      {act === 'resident' && <ResidentForm department={department} person={person} onDone={() => setAct(null)} />}
      {act === 'employee' && <EmployeeForm department={department} person={person} onDone={() => setAct(null)} />}
      {act === 'transfer' && <TransferForm department={department} person={person} onDone={() => setAct(null)} />}
    </section>
  );
}

interface FormProps extends Desk {
  readonly onDone: () => void;
}

/** Sends a form once – the id stays with it, whatever is corrected before it is taken – and says what was refused. */
function DeskForm({
  path,
  body,
  unfit,
  said,
  person,
  onDone,
  children,
}: {
  readonly path: string;
  readonly body: object;
  /** Why what stands in the form cannot be sent as the number it should be. */
  readonly unfit?: string | undefined;
  readonly said: string;
  readonly person: string;
  readonly onDone: () => void;
  readonly children: ReactNode;
}) {
  const { message } = App.useApp();
  const refresh = useRefresh(person);
  const [id] = useState(newId);
  const sending = useMutation({
    mutationFn: () =>
      unfit === undefined
        ? postJson(`/api/insured/${person}/enrolment/${path}`, { id, ...body })
        : Promise.reject(new Error(unfit)),
    onSuccess: async () => {
      message.success(said);
      await refresh();
      onDone();
    },
  });
  return (
    <form
      className="entry"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <div className="entry-fields">{children}</div>
      {sending.isError && <Alert type="error" showIcon title={sending.error.message} role="alert" />}
      <div className="entry-end">
        <Button type="primary" htmlType="submit" loading={sending.isPending}>
          办理
        </Button>
      </div>
    </form>
  );
}

function Text({
  label,
  value,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
}) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id) => <Input id={id} autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  );
}

function ResidentForm({ department, person, onDone }: FormProps) {
  // From September on it is the next year that is collected for.
  const [year, setYear] = useState(String(Number(today().slice(0, 4)) + (today().slice(5) >= '09-01' ? 1 : 0)));
  const [enrolledOn, setEnrolledOn] = useState(today());
  return (
    <DeskForm
      path="resident"
      person={person}
      body={{ department, year: Number(year), enrolledOn: enrolledOn.trim() }}
      unfit={/^20\d\d$/.test(year.trim()) ? undefined : `“参保年度”写作“${year}”，应是四位数字的年份，如“2027”。`}
      said="已登记。缴清后参保生效。"
      onDone={onDone}
    >
      <Text label="参保年度" value={year} onChange={setYear} />
      <Text label="登记日期" value={enrolledOn} onChange={setEnrolledOn} hint="按这一天知道的困难身份核定资助" />
    </DeskForm>
  );
}

function EmployeeForm({ department, person, onDone }: FormProps) {
  const [kind, setKind] = useState<Schemas['EmployeeKind']>('in-service');
  const [employer, setEmployer] = useState<string | null>(null);
  const [wage, setWage] = useState('');
  const [fromMonth, setFromMonth] = useState(today().slice(0, 7));
  const [civilServant, setCivilServant] = useState(false);
  const pays = kind === 'in-service';
  return (
    <DeskForm
      path="employee"
      person={person}
      body={{
        department,
        kind,
        employer: pays || kind === 'retired' ? (employer ?? '') : '',
        wage: pays ? wage : '0',
        fromMonth: fromMonth.trim(),
        civilServant,
      }}
      said="已登记职工参保。"
      onDone={onDone}
    >
      <Field label="缴费人员">
        {(id) => (
          <Select
            id={id}
            value={kind}
            onChange={setKind}
            options={(Object.keys(employeeKinds) as Schemas['EmployeeKind'][]).map((value) => ({
              value,
              label: employeeKinds[value],
            }))}
          />
        )}
      </Field>
      {(pays || kind === 'retired') && (
        <Field label="参保单位" hint={pays ? '从已登记的单位中选' : '从已登记的单位中选，没有的不选'}>
          {(id) => <EmployerSelect id={id} value={employer} onChange={setEmployer} />}
        </Field>
      )}
      {pays && <Text label="月缴费工资（元）" value={wage} onChange={setWage} />}
      <Text label="参保月份" value={fromMonth} onChange={setFromMonth} hint="如2024-05" />
      <Field label="公务员医疗补助">
        {(id) => (
          <Select
            id={id}
            value={civilServant}
            onChange={setCivilServant}
            options={[
              { value: false, label: '不享受' },
              { value: true, label: '享受' },
            ]}
          />
        )}
      </Field>
    </DeskForm>
  );
}

function TransferForm({ department, person, onDone }: FormProps) {
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [scheme, setScheme] = useState<'employee' | 'resident'>('employee');
  const [otherArea, setOtherArea] = useState<string | null>(null);
  const [onDate, setOnDate] = useState(today());
  const [certificate, setCertificate] = useState('');
  const [months, setMonths] = useState('0');
  const [account, setAccount] = useState('0');
  return (
    <DeskForm
      path="transfers"
      person={person}
      body={{
        department,
        direction,
        scheme,
        otherArea: otherArea ?? '',
        onDate: onDate.trim(),
        certificate: certificate.trim(),
        months: Number(months),
        account,
      }}
      unfit={
        /^\d{1,3}$/.test(months.trim())
          ? undefined
          : `“累计缴费月数”写作“${months}”，应是0至900的整数，如“36”；凭证上写年的，折算成月。`
      }
      said="已受理，等另一人复核。"
      onDone={onDone}
    >
      <Field label="方向">
        {(id) => (
          <Select
            id={id}
            value={direction}
            onChange={setDirection}
            options={[
              { value: 'in', label: '转入本地' },
              { value: 'out', label: '转出外地' },
            ]}
          />
        )}
      </Field>
      <Field label="险种">
        {(id) => (
          <Select
            id={id}
            value={scheme}
            onChange={setScheme}
            options={[
              { value: 'employee', label: '职工' },
              { value: 'resident', label: '城乡居民' },
            ]}
          />
        )}
      </Field>
      <Field label="对方参保地">{(id) => <DivisionSelect id={id} value={otherArea} onChange={setOtherArea} />}</Field>
      <Text label="转移日期" value={onDate} onChange={setOnDate} />
      <Text label="参保凭证号" value={certificate} onChange={setCertificate} />
      <Text label="累计缴费月数" value={months} onChange={setMonths} />
      <Text label="个人账户余额（元）" value={account} onChange={setAccount} hint="居民填0" />
    </DeskForm>
  );
}

/** 核定: everybody's dues of a month at once. */
function Months({ department }: { readonly department: string }) {
  const may = useMay();
  const [month, setMonth] = useState(today().slice(0, 7));
  const reckoning = useMutation({
    mutationFn: () =>
      postJson<{ readonly made: number; readonly amount: string; readonly standing: number }>('/api/enrolment/months', {
        department,
        month: month.trim(),
        employer: null,
      }),
  });
  if (!may('enrolment.make')) return null;
  return (
    <section className="panel" aria-label="核定职工应缴">
      <h2>核定职工应缴</h2>
      <form
        className="find"
        onSubmit={(event) => {
          event.preventDefault();
          reckoning.mutate();
        }}
      >
        <Text label="月份" value={month} onChange={setMonth} />
        <Button htmlType="submit" loading={reckoning.isPending}>
          核定
        </Button>
      </form>
      {reckoning.isError && <Alert type="error" showIcon title={reckoning.error.message} role="alert" />}
      {reckoning.data !== undefined && (
        <p role="status">
          新核定{reckoning.data.made}人，应缴{grouped(reckoning.data.amount)}元；先前已核定{reckoning.data.standing}人。
        </p>
      )}
    </section>
  );
}

function Duplicates({
  department,
  onChoose,
}: {
  readonly department: string;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <section aria-label="重复参保">
      <ByYear key={department} department={department} what="enrolled">
        {(year, choice) => (
          <>
            <div className="desk-head">
              <h2>重复参保</h2>
              {choice}
            </div>
            <DuplicatesOf department={department} year={year} onChoose={onChoose} />
          </>
        )}
      </ByYear>
    </section>
  );
}

function DuplicatesOf({
  department,
  year,
  onChoose,
}: {
  readonly department: string;
  readonly year: number;
  readonly onChoose: (id: string) => void;
}) {
  const found = useQuery({
    queryKey: ['duplicates', department, year],
    queryFn: () =>
      getJson<{ readonly duplicates: readonly Schemas['DuplicateEnrolment'][] }>(
        `/api/enrolment/duplicates?department=${department}&year=${year}`,
      ),
  });
  return (
    <>
      {found.isPending && <Spin />}
      {found.isError && <Alert type="error" showIcon title={found.error.message} role="alert" />}
      {found.data !== undefined && (
        <LedgerTable
          label="重复参保"
          rows={found.data.duplicates}
          rowKey={({ person, since }) => `${person} ${since}`}
          empty="没有查到重复参保的人。"
          columns={[
            {
              title: '姓名',
              cell: ({ person, name }) => (
                <Button type="link" size="small" onClick={() => onChoose(person)}>
                  {name}
                </Button>
              ),
            },
            { title: '身份证号', cell: ({ identity }) => identity },
            { title: '情形', cell: ({ kindName }) => kindName },
            { title: '居民已缴（元）', num: true, cell: ({ paid }) => grouped(paid) },
            { title: '另一参保自', cell: ({ since }) => since },
          ]}
        />
      )}
    </>
  );
}
