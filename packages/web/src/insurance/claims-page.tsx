/** 零星报销: claims by state; one with its invoices, what is missing, the amounts and who did what; a new one from paper bills. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { FeeLines, type Line, sentLine } from '../policy/fee-lines.tsx';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { FindPerson } from './find-person.tsx';
import './insurance.css';
import { visitKindNames } from './names.ts';
import { Slip } from './slip.tsx';

type Listed = Schemas['ListedClaim'];

interface Claims {
  readonly claims: readonly Listed[];
  readonly materials: readonly { readonly id: string; readonly name: string }[];
}

const stateNames = {
  taken: '已受理',
  decided: '待复核',
  settled: '已核定',
  rejected: '不予报销',
  withdrawn: '已撤回',
} as const;

export function ClaimsPage() {
  useTitle('零星报销');
  const may = useMay();
  const [state, setState] = useState<keyof typeof stateNames | ''>('');
  const [taking, setTaking] = useState(false);
  const claims = useQuery({
    queryKey: ['claims', state],
    queryFn: () => getJson<Claims>(`/api/claims${state === '' ? '' : `?state=${state}`}`),
  });
  return (
    <div className="insurance">
      <h1>零星报销</h1>
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
        {may('claim.make') && (
          <Button type={taking ? 'default' : 'primary'} onClick={() => setTaking(!taking)}>
            {taking ? '收起' : '受理一件'}
          </Button>
        )}
      </div>
      {taking && <TakeClaim materials={claims.data?.materials ?? []} onTaken={() => setTaking(false)} />}
      {claims.isPending && <Spin />}
      {claims.isError && <Alert type="error" showIcon title={claims.error.message} role="alert" />}
      {claims.data !== undefined && (
        <LedgerTable
          label="零星报销"
          rows={claims.data.claims}
          rowKey={({ id }) => id}
          empty="没有这样的申请。"
          struck={({ state: at }) => at === 'withdrawn' || at === 'rejected'}
          columns={[
            { title: '姓名', cell: ({ name }) => name },
            { title: '状态', cell: ({ stateName }) => stateName },
            { title: '医疗机构', cell: ({ institution }) => institution },
            { title: '就诊', cell: ({ from, to }) => `${from}至${to}` },
            { title: '申请日期', cell: ({ submittedOn }) => submittedOn },
            { title: '总费用（元）', num: true, cell: ({ total }) => grouped(total) },
            { title: '基金支付（元）', num: true, cell: ({ funds }) => (funds === null ? '未核算' : grouped(funds)) },
          ]}
          detail={(row) => <Detail row={row} materials={claims.data.materials} />}
        />
      )}
    </div>
  );
}

function Detail({ row, materials }: { readonly row: Listed; readonly materials: Claims['materials'] }) {
  const may = useMay();
  const queries = useQueryClient();
  const [settlement] = useState(newId);
  const detail = useQuery({
    queryKey: ['claim', row.id],
    queryFn: () => getJson<Schemas['ClaimDetail']>(`/api/claims/${row.id}`),
  });
  if (detail.isPending) return <Spin />;
  if (detail.isError) return <Alert type="error" showIcon title={detail.error.message} role="alert" />;
  const { state, missing, payee, invoices, decided, layers, steps, causeName, number } = detail.data;
  const act = async (path: string, body: object): Promise<void> => {
    await postJson(`/api/claims/${row.id}/${path}`, { department: row.department, ...body });
    await queries.invalidateQueries({ queryKey: ['claims'] });
    await queries.invalidateQueries({ queryKey: ['claim', row.id] });
  };
  const review = (decision: string) => (reason: string) => act('review', { decision, reason, settlement });
  const open = state === 'taken' || state === 'decided';
  const idOf = (name: string): string => materials.find((one) => one.name === name)?.id ?? name;
  return (
    <>
      <p>
        {causeName}，就诊号{number}；收款人{payee.name}，{payee.bank}，账号{payee.account}
      </p>
      {missing.length > 0 && open && <Alert type="warning" showIcon title={`材料不齐，还缺${missing.join('、')}。`} />}
      <LedgerTable
        label="票据"
        rows={invoices}
        rowKey={(one) => `${one.code} ${one.number}`}
        empty=""
        columns={[
          { title: '票据代码', cell: ({ code }) => (code === '' ? '（无）' : code) },
          { title: '票据号码', cell: (one) => one.number },
          { title: '日期', cell: ({ day }) => day },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
        ]}
      />
      {decided !== null && <Slip amounts={decided} layers={layers} />}
      <ul className="plain">
        {steps.map((one) => (
          <li key={`${one.at} ${one.step}`}>
            {one.on} {one.by} {one.step}
            {one.reason === '' ? '' : `：${one.reason}`}
          </li>
        ))}
      </ul>
      <div className="record-actions">
        {state === 'taken' && missing.length > 0 && may('claim.make') && (
          <ReasonAction
            label="材料已补齐"
            ask={null}
            said="已登记补交的材料。"
            act={() => act('materials', { materials: missing.map(idOf) })}
          />
        )}
        {open && may('claim.make') && (
          <ReasonAction
            label={state === 'taken' ? '核算' : '重新核算'}
            ask={null}
            said="已核算，等另一人复核。"
            primary={state === 'taken'}
            act={() => act('decision', {})}
          />
        )}
        {state === 'decided' && may('claim.review') && (
          <>
            <ReasonAction
              label="复核通过"
              ask={null}
              said="已结算，基金账已记，待支付。"
              primary
              act={review('approve')}
            />
            <ReasonAction label="退回" ask="退回原因" said="已退回。" act={review('return')} />
          </>
        )}
        {open && may('claim.review') && (
          <ReasonAction label="不予报销" ask="不予报销的理由" said="已登记不予报销。" danger act={review('reject')} />
        )}
        {open && may('claim.make') && (
          <ReasonAction
            label="撤回"
            ask="撤回原因"
            said="已撤回，票据可以再报。"
            act={(reason) => act('withdrawal', { reason })}
          />
        )}
      </div>
    </>
  );
}

interface Choices {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly levels: readonly { readonly id: string; readonly name: string }[];
}

const causes = {
  illness: '疾病',
  'work-injury': '工伤',
  'third-party': '第三人侵害',
  'public-health': '公共卫生',
  abroad: '境外就医',
} as const;

const blank = { code: '', number: '', day: '', amount: '' };

function TakeClaim({ materials, onTaken }: { readonly materials: Claims['materials']; readonly onTaken: () => void }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const [person, setPerson] = useState<string | null>(null);
  const [department, setDepartment] = useState<string | null>(null);
  const [cause, setCause] = useState<keyof typeof causes>('illness');
  const [kind, setKind] = useState<keyof typeof visitKindNames>('inpatient');
  const [level, setLevel] = useState('');
  const [texts, setTexts] = useState({ institution: '', number: '', from: '', to: '', submittedOn: '' });
  const [byLine, setByLine] = useState(false);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [sums, setSums] = useState({ inScope: '', firstPay: '0', overLimit: '0', own: '0' });
  const [invoices, setInvoices] = useState([{ ...blank, key: newId() }]);
  const [handed, setHanded] = useState<readonly string[]>([]);
  const [payee, setPayee] = useState({ name: '', bank: '', account: '' });
  const choices = useQuery({
    queryKey: ['settlement-choices', 'claim', department, kind, texts.to],
    queryFn: () =>
      getJson<Choices>(
        `/api/settlements/choices?kind=${kind}${department === null ? '' : `&department=${department}`}${/^\d{4}-\d{2}-\d{2}$/.test(texts.to) ? `&day=${texts.to}` : ''}`,
      ),
    placeholderData: (before) => before,
  });
  const { departments = [], levels = [] } = choices.data ?? {};
  const chosen = department ?? departments[0]?.id ?? '';
  const taking = useMutation({
    mutationFn: () => {
      const { submittedOn, ...visit } = texts;
      return postJson('/api/claims', {
        id,
        department: chosen,
        person: person ?? '',
        cause,
        visit: { kind, level, filing: 'local', item: '', ...visit },
        lines: byLine ? lines.map((line) => sentLine(line, visit.to)) : [],
        sums: byLine ? null : { ...sums, inScope: sums.inScope === '' ? '0' : sums.inScope },
        hospitalBorne: '0',
        submittedOn,
        invoices: invoices.map(({ key: _, ...one }) => one),
        materials: handed,
        payee,
      });
    },
    onSuccess: () => {
      message.success('已受理。');
      void queries.invalidateQueries({ queryKey: ['claims'] });
      onTaken();
    },
  });
  const field = (label: string, value: string, onChange: (value: string) => void, hint = '') => (
    <Field label={label}>
      {(of) => (
        <Input
          id={of}
          autoComplete="off"
          placeholder={hint}
          maxLength={100}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
  const textOf = (name: keyof typeof texts, label: string, hint = '') =>
    field(label, texts[name], (value) => setTexts({ ...texts, [name]: value }), hint);
  const sumOf = (name: keyof typeof sums, label: string) =>
    field(label, sums[name], (value) => setSums({ ...sums, [name]: value }));
  const payeeOf = (name: keyof typeof payee, label: string) =>
    field(label, payee[name], (value) => setPayee({ ...payee, [name]: value }));
  const change = (key: string, more: Partial<typeof blank>): void =>
    setInvoices(invoices.map((one) => (one.key === key ? { ...one, ...more } : one)));
  return (
    <section className="panel" aria-label="受理零星报销">
      <FindPerson chosen={person} onChoose={setPerson} said="受理" />
      {person !== null && (
        <form
          className="entry"
          onSubmit={(event) => {
            event.preventDefault();
            taking.mutate();
          }}
        >
          <h2 className="entry-title">受理零星报销</h2>
          <div className="entry-fields">
            {departments.length > 1 && (
              <Field label="经办机构">
                {(of) => (
                  <Select
                    id={of}
                    value={chosen}
                    onChange={setDepartment}
                    options={departments.map(({ id: value, name: label }) => ({ value, label }))}
                  />
                )}
              </Field>
            )}
            <Field label="就医原因">
              {(of) => (
                <Select
                  id={of}
                  value={cause}
                  onChange={setCause}
                  options={Object.entries(causes).map(([value, label]) => ({ value, label }))}
                />
              )}
            </Field>
            <Field label="就诊类别">
              {(of) => (
                <Select
                  id={of}
                  value={kind}
                  onChange={setKind}
                  options={Object.entries(visitKindNames).map(([value, label]) => ({ value, label }))}
                />
              )}
            </Field>
            <Field label="医疗机构级别">
              {(of) => (
                <Select
                  id={of}
                  value={level === '' ? null : level}
                  placeholder="选择级别"
                  onChange={setLevel}
                  options={levels.map(({ id: value, name: label }) => ({ value, label }))}
                />
              )}
            </Field>
            {textOf('institution', '医疗机构')}
            {textOf('number', '就诊号')}
            {textOf('from', '入院或就诊', '2024-03-05')}
            {textOf('to', '出院或就诊', '2024-03-12')}
            {textOf('submittedOn', '申请日期', '2024-04-01')}
          </div>
          <Checkbox checked={byLine} onChange={(event) => setByLine(event.target.checked)}>
            逐行录入费用明细
          </Checkbox>
          {byLine ? (
            <FeeLines lines={lines} onChange={setLines} />
          ) : (
            <div className="entry-fields">
              {sumOf('inScope', '政策范围内（元）')}
              {sumOf('firstPay', '先行自付（元）')}
              {sumOf('overLimit', '超限价（元）')}
              {sumOf('own', '全自费（元）')}
            </div>
          )}
          <table className="entry-lines" aria-label="票据登记">
            <thead>
              <tr>
                <th scope="col">票据代码</th>
                <th scope="col">票据号码</th>
                <th scope="col">开票日期</th>
                <th scope="col">金额（元）</th>
                <th scope="col" aria-label="操作" />
              </tr>
            </thead>
            <tbody>
              {invoices.map((one, index) => (
                <tr key={one.key}>
                  {(
                    [
                      ['code', '票据代码'],
                      ['number', '票据号码'],
                      ['day', '开票日期'],
                      ['amount', '金额'],
                    ] as const
                  ).map(([name, label]) => (
                    <td key={name}>
                      <Input
                        aria-label={`第${index + 1}张${label}`}
                        value={one[name]}
                        onChange={(event) => change(one.key, { [name]: event.target.value })}
                      />
                    </td>
                  ))}
                  <td>
                    <Button size="small" onClick={() => setInvoices(invoices.filter(({ key }) => key !== one.key))}>
                      删除
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <div>
            <Button size="small" onClick={() => setInvoices([...invoices, { ...blank, key: newId() }])}>
              添加一张
            </Button>
          </div>
          <Checkbox.Group
            aria-label="收到的材料"
            value={[...handed]}
            onChange={(values) => setHanded(values.map(String))}
            options={materials.map(({ id: value, name: label }) => ({ value, label }))}
          />
          <div className="entry-fields">
            {payeeOf('name', '收款人')}
            {payeeOf('bank', '开户银行')}
            {payeeOf('account', '银行账号')}
          </div>
          {taking.isError && <Alert type="error" showIcon title={taking.error.message} role="alert" />}
          <div className="entry-end">
            <Button type="primary" htmlType="submit" loading={taking.isPending}>
              受理
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
