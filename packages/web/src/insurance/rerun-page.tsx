/** 追溯重算: a scope is chosen and tried; what would differ for whom and why; another person books it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, AutoComplete, Button, Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { getJson, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { ReasonAction } from '../office/entry/reason-action.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { type Supposed, Suppositions } from '../policy/suppositions.tsx';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { presentYear, YearChoice, yearShown } from '../year-choice.tsx';
import { FindPerson } from './find-person.tsx';
import './insurance.css';
import { OfDepartment } from './of-department.tsx';

type Listed = Schemas['ListedRerun'];

const scopes = { person: '一个人', institution: '一家医疗机构', year: '全年' } as const;

export function RerunPage() {
  useTitle('追溯重算');
  return (
    <div className="insurance office">
      <OfDepartment title="追溯重算">
        {(department) => <OfBureau key={department} department={department} />}
      </OfDepartment>
    </div>
  );
}

function OfBureau({ department }: { readonly department: string }) {
  const may = useMay();
  const runs = useQuery({
    queryKey: ['reruns', department],
    queryFn: () => getJson<{ runs: readonly Listed[] }>(`/api/reruns?department=${department}`),
    // A run of many is drawn up behind the page; its counts grow while one looks.
    refetchInterval: ({ state }) =>
      state.data?.runs.some(({ state: of }) => of === 'computing') === true ? 2_000 : false,
  });
  return (
    <>
      <p className="quiet">
        按现在的参数和救助身份，把已结算的一年重新算一遍。试算只列差异，不改结算；入账把差额补在原结算旁边，由另一人办理。
      </p>
      {may('rerun.make') && <TryRerun department={department} />}
      {runs.isPending && <Spin />}
      {runs.isError && <Alert type="error" showIcon title={runs.error.message} role="alert" />}
      {runs.data !== undefined && (
        <section aria-label="历次重算">
          <h2>历次重算</h2>
          <LedgerTable
            label="历次重算"
            rows={runs.data.runs}
            rowKey={({ id }) => id}
            empty="还没有重算过。"
            struck={({ state }) => state === 'dropped'}
            columns={[
              { title: '范围', cell: scopeOf },
              { title: '年度', cell: ({ year }) => `${year}年` },
              { title: '依据', cell: ({ basis }) => basis },
              { title: '按', cell: groundsOf },
              { title: '状态', cell: ({ stateName }) => stateName },
              { title: '人数', num: true, cell: ({ persons }) => String(persons) },
              { title: '结算笔数', num: true, cell: ({ settlements }) => String(settlements) },
              { title: '试算', cell: ({ maker, asOf }) => `${maker} ${asOf}` },
              { title: '入账人', cell: ({ booker }) => booker ?? '' },
            ]}
            detail={(row) => <Detail row={row} />}
          />
        </section>
      )}
    </>
  );
}

function scopeOf({ scope, scopeName, scopeValue, personName }: Listed): string {
  return scope === 'person' ? (personName ?? scopeName) : scope === 'institution' ? scopeValue : scopeName;
}

/** By which rules and catalogue, where not simply those in force. */
function groundsOf({ supposed, catalogue }: Listed): string {
  return [supposed > 0 ? `假设的${supposed}个参数` : '现行参数', ...(catalogue ? ['现行目录'] : [])].join('、');
}

interface Choices {
  readonly years: readonly number[];
  readonly area: string | null;
}

function TryRerun({ department }: { readonly department: string }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [scope, setScope] = useState<keyof typeof scopes>('person');
  const [person, setPerson] = useState<string | null>(null);
  const [institution, setInstitution] = useState('');
  const [asked, setAsked] = useState<number | null>(null);
  const [basis, setBasis] = useState('');
  const [catalogue, setCatalogue] = useState(false);
  const [supposed, setSupposed] = useState<readonly Supposed[]>([]);
  const choices = useQuery({
    queryKey: ['rerun-choices', department],
    queryFn: () => getJson<Choices>(`/api/reruns/choices?department=${department}`),
  });
  const years = { asked, years: choices.data?.years ?? [], present: presentYear(), lacking: '没有结算' };
  const year = yearShown(years);
  const trying = useMutation({
    mutationFn: () =>
      postJson('/api/reruns', {
        id,
        department,
        year,
        scope,
        scopeValue: scope === 'person' ? (person ?? '') : scope === 'institution' ? institution.trim() : '',
        basis: basis.trim(),
        catalogue,
        supposed: supposed.filter(({ key }) => key !== ''),
      }),
    onSuccess: () => {
      message.success('已开始试算，结果列在下面。');
      setId(newId());
    },
    // What was asked for may have been taken in although the answer did not come.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['reruns'] }),
  });
  return (
    <section className="panel" aria-label="试算">
      <div className="find">
        <Field label="范围">
          {(of) => (
            <Select
              id={of}
              value={scope}
              onChange={(to) => {
                setScope(to);
                setPerson(null);
              }}
              options={Object.entries(scopes).map(([value, label]) => ({ value, label }))}
            />
          )}
        </Field>
        <Field label="年度">{(of) => <YearChoice id={of} {...years} onChoose={setAsked} />}</Field>
        {scope === 'institution' && <InstitutionName value={institution} onChange={setInstitution} />}
      </div>
      {scope === 'person' && <FindPerson chosen={person} onChoose={setPerson} said="重算" />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          trying.mutate();
        }}
      >
        <div className="find">
          <Field label="依据">
            {(of) => (
              <Input
                id={of}
                placeholder="文件或名单"
                maxLength={100}
                value={basis}
                onChange={(event) => setBasis(event.target.value)}
              />
            )}
          </Field>
          <Checkbox checked={catalogue} onChange={(event) => setCatalogue(event.target.checked)}>
            费用按现行目录重新归类
          </Checkbox>
        </div>
        <Suppositions
          area={choices.data?.area ?? ''}
          day={`${year}-12-31`}
          supposed={supposed}
          onChange={setSupposed}
        />
        {supposed.length > 0 && <p className="quiet">假设的值当作{year}年全年如此；这样的试算只供比较，不能入账。</p>}
        {trying.isError && <Alert type="error" showIcon title={trying.error.message} role="alert" />}
        <div className="record-actions">
          <Button type="primary" htmlType="submit" loading={trying.isPending}>
            试算
          </Button>
        </div>
      </form>
    </section>
  );
}

/** As it stands on settlements: one of those registered, or another that is typed. */
function InstitutionName({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }) {
  const found = useQuery({
    queryKey: ['institutions', 'names', value],
    queryFn: () =>
      getJson<{ institutions: readonly Schemas['CareInstitution'][] }>(
        `/api/institutions?${new URLSearchParams({ text: value.trim(), limit: '30', offset: '0' }).toString()}`,
      ),
    placeholderData: (before) => before,
  });
  return (
    <Field label="医疗机构">
      {(id) => (
        <AutoComplete
          id={id}
          value={value}
          onChange={onChange}
          maxLength={100}
          placeholder="按名称查找"
          options={(found.data?.institutions ?? []).map(({ name }) => ({ value: name }))}
        />
      )}
    </Field>
  );
}

const said = (changes: readonly { readonly payer: string; readonly amount: string }[]): string =>
  changes.map(({ payer, amount }) => `${payer} ${amount.startsWith('-') ? '' : '+'}${grouped(amount)}`).join('，');

function Detail({ row }: { readonly row: Listed }) {
  const may = useMay();
  const queries = useQueryClient();
  const detail = useQuery({
    queryKey: ['rerun', row.id, row.state],
    queryFn: () => getJson<Schemas['RerunDetail']>(`/api/reruns/${row.id}`),
  });
  if (detail.isPending) return <Spin />;
  if (detail.isError) return <Alert type="error" showIcon title={detail.error.message} role="alert" />;
  const { suppositions, differing, total, differences, stopped, asOf, settlements } = detail.data;
  const act = async (path: string): Promise<void> => {
    await postJson(`/api/reruns/${row.id}/${path}`, { department: row.department });
    await queries.invalidateQueries({ queryKey: ['reruns'] });
  };
  const open = row.state === 'computed' || row.state === 'booking';
  if (row.state === 'computing') {
    return (
      <>
        <p>
          正在试算，已算{row.persons}人{row.settlements}笔；算完后差异列在这里。
        </p>
        {may('rerun.make') && <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />}
      </>
    );
  }
  if (row.state === 'interrupted') {
    return (
      <>
        <Alert type="warning" showIcon title="上次重算因服务停止而中断，没有形成结果，请重新发起。" />
        {may('rerun.make') && (
          <div className="record-actions">
            <ReasonAction label="重新发起" ask={null} said="已重新开始试算。" primary act={() => act('restart')} />
            <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />
          </div>
        )}
      </>
    );
  }
  if (differing === null) return <p>没有算完就放弃了，会不会有差异还不知道；要知道，请重新试算。</p>;
  const bookable = open && differing.settlements > 0 && row.supposed === 0;
  return (
    <>
      {suppositions.length > 0 && (
        <p>
          假设{suppositions.map(({ name, printed }) => `${name}为${printed}`).join('，')}
          ，当作全年如此；只供比较，不能入账。
        </p>
      )}
      <p>
        救助身份以{asOf}所知为准。
        {settlements === 0
          ? `${row.year}年在这个范围内没有结算，没有可以重算的；请核对范围和年度。`
          : differing.settlements === 0
            ? '每一笔都与原来相同，没有差异。'
            : `${differing.persons}人${differing.settlements}笔与原来不同，合计：${said(total)}（元）。`}
      </p>
      {stopped.map(({ name, message }) => (
        <Alert key={`${name} ${message}`} type="warning" showIcon title={`${name}没有重算：${message}`} />
      ))}
      {differences.length > 0 && (
        <LedgerTable
          label="差异"
          rows={differences}
          rowKey={({ settlement }) => settlement}
          empty=""
          columns={[
            { title: '姓名', cell: ({ name }) => name },
            { title: '就诊', cell: ({ institution, to }) => `${institution} ${to}` },
            { title: '差额（元）', cell: ({ payers }) => said(payers) },
            { title: '为什么', cell: ({ why }) => why.join('；') },
            { title: '', cell: ({ booked }) => (booked ? '已补差' : '') },
          ]}
          detail={({ staff }) => <pre className="steps">{staff.join('\n')}</pre>}
        />
      )}
      {differing.settlements > differences.length && <p className="quiet">只列前{differences.length}笔。</p>}
      {bookable && !may('rerun.book') && <p className="quiet">核对以后，由{row.maker}以外的业务复核人员补差入账。</p>}
      <div className="record-actions">
        {bookable && may('rerun.book') && (
          <ReasonAction
            label="补差入账"
            ask={null}
            confirm={{
              title: `补差入账${differing.persons}人${differing.settlements}笔？`,
              description: `${said(total)}（元）。记入基金账，入账后不能撤回，只能再重算更正。`,
            }}
            said="已入账。"
            primary
            act={() => act('booking')}
          />
        )}
        {open && may('rerun.make') && <ReasonAction label="放弃" ask={null} said="已放弃。" act={() => act('drop')} />}
      </div>
    </>
  );
}
