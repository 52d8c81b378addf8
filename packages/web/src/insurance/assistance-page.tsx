/** 医疗救助: applications by state with their steps, amount and letter; the year's money by source and the 15 % line. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input, Select, Spin } from 'antd';
import { type ReactNode, useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { FindPerson } from './find-person.tsx';
import './insurance.css';
import { ByYear } from './by-year.tsx';
import { LetterText } from './letter-text.tsx';
import { OfDepartment } from './of-department.tsx';

type Listed = Schemas['ListedApplication'];

const stateNames = {
  submitted: '待乡镇核查',
  checked: '待民政认定',
  recognised: '待审核',
  approved: '已救助',
  rejected: '不予救助',
  withdrawn: '已撤回',
} as const;

export function AssistancePage() {
  useTitle('医疗救助');
  return (
    <div className="insurance">
      <OfDepartment title="医疗救助">
        {(department) => (
          <>
            <Applications department={department} />
            <ByYear key={department} department={department} what="funds">
              {(year, choice) => <Funds department={department} year={year} choice={choice} />}
            </ByYear>
          </>
        )}
      </OfDepartment>
    </div>
  );
}

function Applications({ department }: { readonly department: string }) {
  const may = useMay();
  const [state, setState] = useState<keyof typeof stateNames | ''>('');
  const [applying, setApplying] = useState(false);
  const listed = useQuery({
    queryKey: ['assistance', department, state],
    queryFn: () =>
      getJson<{ applications: readonly Listed[] }>(
        `/api/assistance/applications?department=${department}${state === '' ? '' : `&state=${state}`}`,
      ),
  });
  return (
    <section aria-label="救助申请">
      <h2>依申请救助</h2>
      <div className="find">
        <Field label="状态">
          {(id) => (
            <Select
              id={id}
              value={state}
              onChange={setState}
              options={[
                { value: '', label: '全部' },
                ...Object.entries(stateNames).map(([value, label]) => ({ value, label })),
              ]}
            />
          )}
        </Field>
        {may('assistance.make') && (
          <Button type={applying ? 'default' : 'primary'} onClick={() => setApplying(!applying)}>
            {applying ? '收起' : '受理申请'}
          </Button>
        )}
      </div>
      {applying && <Apply department={department} onDone={() => setApplying(false)} />}
      {listed.isPending && <Spin />}
      {listed.isError && <Alert type="error" showIcon title={listed.error.message} role="alert" />}
      {listed.data !== undefined && (
        <LedgerTable
          label="救助申请"
          rows={listed.data.applications}
          rowKey={({ id }) => id}
          empty="没有这样的申请。"
          struck={({ state: at }) => at === 'withdrawn' || at === 'rejected'}
          columns={[
            { title: '姓名', cell: ({ name }) => name },
            { title: '状态', cell: ({ stateName }) => stateName },
            { title: '年度', cell: ({ year }) => `${year}年` },
            { title: '身份', cell: ({ category }) => category },
            { title: '申请日期', cell: ({ submittedOn }) => submittedOn },
            { title: '核定救助（元）', num: true, cell: ({ paid }) => (paid === null ? '' : grouped(paid)) },
          ]}
          detail={(row) => <Detail row={row} />}
        />
      )}
    </section>
  );
}

function Detail({ row }: { readonly row: Listed }) {
  const may = useMay();
  const queries = useQueryClient();
  const [settlement] = useState(newId);
  const detail = useQuery({
    queryKey: ['assistance-application', row.id, row.state],
    queryFn: () => getJson<Schemas['ApplicationDetail']>(`/api/assistance/applications/${row.id}`),
  });
  if (detail.isPending) return <Spin />;
  if (detail.isError) return <Alert type="error" showIcon title={detail.error.message} role="alert" />;
  const { state, householdSize, householdIncome, householdExpense, facts, payee, attachments, steps } = detail.data;
  const { expected, obstacle, letter } = detail.data;
  const act = async (path: string, body: object): Promise<void> => {
    await postJson(`/api/assistance/applications/${row.id}/${path}`, { department: row.department, ...body });
    await queries.invalidateQueries({ queryKey: ['assistance'] });
  };
  const review = (decision: string) => (text: string) => act('review', { decision, text, settlement });
  const open = state === 'submitted' || state === 'checked' || state === 'recognised';
  return (
    <>
      <p>
        家庭{householdSize}人，前十二个月收入{grouped(householdIncome)}元、支出{grouped(householdExpense)}元；{facts}
      </p>
      <p>
        收款人{payee.name}，{payee.bank}，账号{payee.account}；附件：{attachments.map(({ name }) => name).join('、')}
      </p>
      {expected !== null && (
        <>
          <p>
            当年政策范围内个人负担{grouped(expected.burden)}元，可救助{grouped(expected.paid)}元。
          </p>
          <pre className="steps">{expected.staff.join('\n')}</pre>
        </>
      )}
      {obstacle !== null && <Alert type="warning" showIcon title={obstacle} />}
      <ul className="plain">
        {steps.map((one) => (
          <li key={`${one.at} ${one.step}`}>
            {one.on} {one.by} {one.step}
            {one.document === '' ? '' : `（${one.document}）`}
            {one.reason === '' ? '' : `：${one.reason}`}
          </li>
        ))}
      </ul>
      {letter !== null && <LetterText letter={letter} />}
      <div className="record-actions">
        {state === 'submitted' && may('assistance.make') && (
          <ReasonAction
            label="登记乡镇核查"
            ask="核查意见文件"
            said="已登记核查。"
            primary
            act={(text) => act('check', { text })}
          />
        )}
        {state === 'checked' && may('assistance.make') && (
          <ReasonAction
            label="登记民政认定"
            ask="认定文件"
            said="已登记认定，救助身份自今天起。"
            primary
            act={(text) => act('recognition', { text })}
          />
        )}
        {state === 'recognised' && may('assistance.review') && (
          <>
            <ReasonAction label="审核通过" ask={null} said="已核定救助，基金账已记。" primary act={review('approve')} />
            <ReasonAction label="退回认定" ask="退回理由" said="已退回。" act={review('return')} />
          </>
        )}
        {open && may('assistance.review') && (
          <ReasonAction label="不予救助" ask="不予救助的理由" said="已登记不予救助。" danger act={review('reject')} />
        )}
        {open && may('assistance.make') && (
          <ReasonAction label="撤回" ask="撤回原因" said="已撤回。" act={(text) => act('withdrawal', { text })} />
        )}
      </div>
    </>
  );
}

async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const applyFields = {
  year: '年度',
  householdSize: '家庭人口',
  householdIncome: '前十二个月家庭收入（元）',
  householdExpense: '前十二个月家庭支出（元）',
  facts: '家庭情况',
  submittedOn: '申请日期',
  name: '收款人',
  bank: '开户银行',
  account: '银行账号',
} as const;

function Apply({ department, onDone }: { readonly department: string; readonly onDone: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [person, setPerson] = useState<string | null>(null);
  const [category, setCategory] = useState('illness-poverty');
  const [texts, setTexts] = useState<Record<keyof typeof applyFields, string>>({
    year: '',
    householdSize: '',
    householdIncome: '',
    householdExpense: '',
    facts: '',
    submittedOn: '',
    name: '',
    bank: '',
    account: '',
  });
  const [files, setFiles] = useState<readonly { readonly sha256: string; readonly name: string }[]>([]);
  const applying = useMutation({
    mutationFn: () => {
      const { year, householdSize, name, bank, account, ...rest } = texts;
      return postJson('/api/assistance/applications', {
        id,
        department,
        person,
        category,
        year: Math.trunc(Number(year)),
        householdSize: Math.trunc(Number(householdSize)),
        ...rest,
        attachments: files,
        payee: { name, bank, account },
      });
    },
    onSuccess: () => {
      message.success('已受理，待乡镇核查。');
      void queries.invalidateQueries({ queryKey: ['assistance'] });
      onDone();
    },
  });
  return (
    <section className="panel" aria-label="受理救助申请">
      <FindPerson chosen={person} onChoose={setPerson} said="受理" />
      {person !== null && (
        <form
          className="entry"
          onSubmit={(event) => {
            event.preventDefault();
            applying.mutate();
          }}
        >
          <div className="entry-fields">
            <Field label="申请身份">
              {(of) => (
                <Select
                  id={of}
                  value={category}
                  onChange={setCategory}
                  options={[
                    { value: 'illness-poverty', label: '因病致贫重病患者' },
                    { value: 'low-income-margin', label: '低保边缘家庭成员' },
                  ]}
                />
              )}
            </Field>
            {(Object.keys(applyFields) as (keyof typeof applyFields)[]).map((name) => (
              <Field key={name} label={applyFields[name]}>
                {(of) => (
                  <Input
                    id={of}
                    autoComplete="off"
                    maxLength={200}
                    value={texts[name]}
                    onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
            <Field label="附件" hint="只保存文件名和校验值，原件由单位归档。">
              {(of) => (
                <input
                  id={of}
                  type="file"
                  multiple
                  onChange={(event) => {
                    const chosen = [...(event.target.files ?? [])];
                    void Promise.all(
                      chosen.map(async (file) => ({ sha256: await sha256Of(file), name: file.name })),
                    ).then(setFiles);
                  }}
                />
              )}
            </Field>
          </div>
          {applying.isError && <Alert type="error" showIcon title={applying.error.message} role="alert" />}
          <div className="entry-end">
            <Button type="primary" htmlType="submit" loading={applying.isPending}>
              受理
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

interface FundsAnswer {
  readonly sources: readonly Schemas['AssistanceSource'][];
  readonly balance: {
    readonly carriedOver: string;
    readonly raised: string;
    readonly spent: string;
    readonly balance: string;
    readonly limit: string;
    readonly beyond: boolean;
  } | null;
}

const sourceStates = { made: '待复核', checked: '已复核', withdrawn: '已作废' } as const;

interface FundsProps {
  readonly department: string;
  readonly year: number;
  readonly choice: ReactNode;
}

function Funds({ department, year, choice }: FundsProps) {
  const may = useMay();
  const queries = useQueryClient();
  const funds = useQuery({
    queryKey: ['assistance-funds', department, year],
    queryFn: () => getJson<FundsAnswer>(`/api/assistance/funds?department=${department}&year=${year}`),
  });
  const act = async (id: string, path: string, body: object): Promise<void> => {
    await postJson(`/api/assistance/funds/${id}/${path}`, { department, ...body });
    await queries.invalidateQueries({ queryKey: ['assistance-funds'] });
  };
  const balance = funds.data?.balance ?? null;
  return (
    <section aria-label="救助资金">
      <h2>救助资金（按来源）</h2>
      <div className="find">{choice}</div>
      {funds.isPending && <Spin />}
      {funds.isError && <Alert type="error" showIcon title={funds.error.message} role="alert" />}
      {balance !== null && (
        <Alert
          type={balance.beyond ? 'warning' : 'info'}
          showIcon
          title={`上年结转${grouped(balance.carriedOver)}元，本年到账${grouped(balance.raised)}元，支出${grouped(balance.spent)}元，累计结余${grouped(balance.balance)}元；${balance.beyond ? '超过' : '没有超过'}本年已筹集到账资金的15%（${grouped(balance.limit)}元）。`}
        />
      )}
      {may('assistance.make') && <EnterSource department={department} year={year} />}
      {funds.data !== undefined && (
        <LedgerTable
          label="救助资金"
          rows={funds.data.sources}
          rowKey={({ id }) => id}
          empty="这一年还没有登记资金文件。"
          struck={({ state }) => state === 'withdrawn'}
          columns={[
            { title: '来源', cell: ({ levelName }) => levelName },
            // Only a budget says what the money is for.
            {
              title: '类别',
              cell: ({ kind, kindName, purposeName }) =>
                kind === 'budget' ? `${kindName}（${purposeName}）` : kindName,
            },
            { title: '文件', cell: ({ document }) => document },
            { title: '日期', cell: ({ dated }) => dated },
            { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
            { title: '状态', cell: ({ state }) => sourceStates[state] },
            { title: '登记', cell: ({ maker }) => maker },
            { title: '复核', cell: ({ checker }) => checker ?? '' },
          ]}
          detail={({ id, state, reason }) => (
            <div className="record-actions">
              {reason !== '' && <span>作废原因：{reason}</span>}
              {state === 'made' && may('assistance.review') && (
                <ReasonAction
                  label="复核"
                  ask={null}
                  said="已复核，计入本年。"
                  primary
                  act={() => act(id, 'check', {})}
                />
              )}
              {state !== 'withdrawn' && may('assistance.review') && (
                <ReasonAction
                  label="作废"
                  ask="作废原因"
                  said="已作废。"
                  danger
                  act={(why) => act(id, 'withdrawal', { reason: why })}
                />
              )}
            </div>
          )}
        />
      )}
    </section>
  );
}

const levels = {
  central: '中央补助',
  province: '省级补助',
  city: '市级补助',
  county: '县级安排',
  lottery: '彩票公益金',
  donation: '社会捐赠',
  interest: '利息',
  other: '其他',
} as const;
const kinds = { received: '到账', budget: '预算', 'carried-over': '上年结转' } as const;
const purposes = { '': '不分用途', inpatient: '住院救助', outpatient: '门诊救助', enrolment: '资助参保' } as const;

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

function EnterSource({ department, year }: { readonly department: string; readonly year: number }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [kind, setKind] = useState('received');
  const [level, setLevel] = useState('central');
  const [purpose, setPurpose] = useState('');
  const [texts, setTexts] = useState({ amount: '', document: '', dated: '' });
  const entering = useMutation({
    mutationFn: () => postJson('/api/assistance/funds', { id, department, year, kind, level, purpose, ...texts }),
    onSuccess: () => {
      message.success('已登记，等另一人复核。');
      setId(newId());
      setTexts({ amount: '', document: '', dated: '' });
      void queries.invalidateQueries({ queryKey: ['assistance-funds'] });
      void queries.invalidateQueries({ queryKey: ['assistance-years'] });
    },
  });
  const choose = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    names: Readonly<Record<string, string>>,
  ) => (
    <Field label={label}>{(of) => <Select id={of} value={value} onChange={onChange} options={options(names)} />}</Field>
  );
  const text = (name: keyof typeof texts, label: string, hint: string) => (
    <Field label={label}>
      {(of) => (
        <Input
          id={of}
          placeholder={hint}
          maxLength={100}
          value={texts[name]}
          onChange={(event) => setTexts({ ...texts, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="entry"
      aria-label="登记资金文件"
      onSubmit={(event) => {
        event.preventDefault();
        entering.mutate();
      }}
    >
      <div className="entry-fields">
        {choose('来源', level, setLevel, levels)}
        {choose('类别', kind, setKind, kinds)}
        {choose('用途', purpose, setPurpose, purposes)}
        {text('amount', '金额（元）', '')}
        {text('document', '文件或回单', '文号')}
        {text('dated', '日期', '2024-05-06')}
      </div>
      {entering.isError && <Alert type="error" showIcon title={entering.error.message} role="alert" />}
      <div className="entry-end">
        <Button htmlType="submit" loading={entering.isPending}>
          登记
        </Button>
      </div>
    </form>
  );
}
