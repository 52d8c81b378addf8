/** 参保登记: somebody is found or registered; what they are insured as, belong to and are to 医疗救助 is entered, ended, and never lost. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Empty, Spin } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { getJson, postJson } from '../api.ts';
import { grouped } from '../office/amount.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { type Recorded, RecordForm } from '../office/entry/record-form.tsx';
import '../office/office.css';
import { Place } from '../place.tsx';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import { AccountOf } from './account.tsx';
import { EntitlementsOf } from './entitlements.tsx';
import { FindPerson } from './find-person.tsx';
import './insurance.css';
import { filingKindNames, memberNames, relationNames, schemeNames, visitKindNames } from './names.ts';
import { type PersonAct, PersonForm } from './person-forms.tsx';

type Person = Schemas['InsuredPerson'];

export function RegistryPage() {
  useTitle('参保登记');
  const may = useMay();
  const navigate = useNavigate();
  const { id } = useParams();
  const [registering, setRegistering] = useState(false);
  const open = (person: string): void => void navigate(`/insurance/registry/${person}`);
  return (
    <div className="insurance">
      <h1>参保登记</h1>
      <FindPerson chosen={id ?? null} onChoose={open} />
      {may('insured.write') && !registering && (
        <p>
          <Button onClick={() => setRegistering(true)}>登记新参保人员</Button>
        </p>
      )}
      {registering && <Register onDone={() => setRegistering(false)} onRegistered={open} />}
      {id !== undefined && <OfPerson key={id} id={id} />}
      {id === undefined && !registering && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description="按姓名或身份证号查找；查不到的先登记。" />
      )}
    </div>
  );
}

interface RegisterProps {
  readonly onDone: () => void;
  readonly onRegistered: (id: string) => void;
}

function Register({ onDone, onRegistered }: RegisterProps) {
  return (
    <RecordForm
      title="登记新参保人员"
      fields={() => [
        { kind: 'text', name: 'name', label: '姓名' },
        { kind: 'text', name: 'number', label: '身份证号', hint: '加密保存，列表里只显示前六位和后四位。' },
        { kind: 'date', name: 'bornOn', label: '出生日期' },
        { kind: 'text', name: 'area', label: '居住地区划代码', hint: '县6位、乡镇9位、村12位。' },
      ]}
      send={async (id, values): Promise<Recorded> => {
        const body = {
          id,
          name: values.text('name'),
          number: values.text('number'),
          bornOn: values.text('bornOn'),
          area: values.text('area'),
        };
        const answer = await postJson<Schemas['Entered']>('/api/insured', body);
        onRegistered(answer.id);
        return { ...answer, warnings: [] };
      }}
      onDone={onDone}
    />
  );
}

function OfPerson({ id }: { readonly id: string }) {
  const may = useMay();
  const queries = useQueryClient();
  const [act, setAct] = useState<PersonAct | null>(null);
  const person = useQuery({ queryKey: ['insured', id], queryFn: () => getJson<Person>(`/api/insured/${id}`) });
  if (person.isPending) return <Spin />;
  if (person.isError) return <Alert type="error" showIcon title={person.error.message} role="alert" />;
  const writes = may('insured.write');
  const { name, identity, bornOn, diedOn, place } = person.data;
  return (
    <>
      <section className="panel" aria-label="参保人员">
        <h2>
          {name} <span className="quiet">{identity}</span>
        </h2>
        <p>
          {bornOn}出生，居住地{place}
          {diedOn === null ? '' : `，${diedOn}死亡`}
        </p>
        {writes && (
          <div className="record-actions">
            <Button size="small" onClick={() => setAct({ kind: 'spell' })}>
              登记参保
            </Button>
            <Button size="small" onClick={() => setAct({ kind: 'category' })}>
              登记救助身份
            </Button>
            <Button size="small" onClick={() => setAct({ kind: 'household' })}>
              登记入户
            </Button>
            <Button size="small" danger onClick={() => setAct({ kind: 'death' })}>
              {diedOn === null ? '登记死亡' : '更正死亡日期'}
            </Button>
          </div>
        )}
      </section>
      {act !== null && (
        <PersonForm
          key={JSON.stringify(act)}
          person={person.data}
          act={act}
          onDone={() => {
            setAct(null);
            void queries.invalidateQueries({ queryKey: ['insured', id] });
            void queries.invalidateQueries({ queryKey: ['household', id] });
            void queries.invalidateQueries({ queryKey: ['filings', id] });
          }}
        />
      )}
      <Spells person={person.data} onAct={writes ? setAct : null} />
      <Categories person={person.data} onAct={writes ? setAct : null} />
      <HouseholdOf person={id} onAct={writes ? setAct : null} />
      <AccountOf person={id} />
      <EntitlementsOf person={id} />
      <Filings person={id} onAct={may('filing.write') ? setAct : null} />
      {may('settlement.read') && <Settled person={id} />}
    </>
  );
}

interface PartProps {
  readonly person: Person;
  /** Null for whoever only reads. */
  readonly onAct: ((act: PersonAct) => void) | null;
}

function Spells({ person: { spells, suspensions }, onAct }: PartProps) {
  const rows = spells.map((spell) => ({ ...spell, pauses: suspensions.filter((one) => one.spell === spell.id) }));
  return (
    <section aria-label="参保">
      <h2>参保</h2>
      <LedgerTable
        label="参保"
        rows={rows}
        rowKey={({ id }) => id}
        empty="没有参保登记。"
        struck={({ from, to }) => to !== null && to < from}
        columns={[
          { title: '险种', cell: ({ scheme, member }) => `${schemeNames[scheme]}（${memberNames[member]}）` },
          { title: '参保地', cell: ({ place }) => place },
          { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
          { title: '等待期到', cell: ({ waitingUntil }) => waitingUntil ?? '—' },
          {
            title: '暂停享受待遇',
            cell: ({ pauses }) =>
              pauses.map(({ id, from, to, reason }) => (
                <div key={id}>
                  {from}至{to ?? '今'}：{reason}{' '}
                  {onAct !== null && to === null && (
                    <Button size="small" type="link" onClick={() => onAct({ kind: 'resume', entry: id })}>
                      恢复
                    </Button>
                  )}
                </div>
              )),
          },
          {
            title: '',
            cell: ({ id, from, to }) =>
              onAct === null || (to !== null && to < from) ? null : (
                <>
                  <Button size="small" type="link" onClick={() => onAct({ kind: 'suspension', entry: id })}>
                    暂停
                  </Button>
                  <Button size="small" type="link" onClick={() => onAct({ kind: 'end-spell', entry: id })}>
                    终止
                  </Button>
                </>
              ),
          },
        ]}
      />
    </section>
  );
}

function Categories({ person: { categories }, onAct }: PartProps) {
  return (
    <section aria-label="救助身份">
      <h2>救助身份</h2>
      <LedgerTable
        label="救助身份"
        rows={categories}
        rowKey={({ id }) => id}
        empty="没有救助身份。"
        struck={({ from, to }) => to !== null && to < from}
        columns={[
          { title: '身份', cell: ({ name }) => name },
          { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
          { title: '何时获知', cell: ({ knownSince }) => knownSince },
          { title: '终止何时获知', cell: ({ endKnownSince }) => endKnownSince ?? '—' },
          { title: '依据', cell: ({ document }) => document },
          {
            title: '',
            cell: ({ id, to }) =>
              onAct === null || to !== null ? null : (
                <Button size="small" type="link" onClick={() => onAct({ kind: 'end-category', entry: id })}>
                  终止
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

interface HouseholdProps {
  readonly person: string;
  readonly onAct: ((act: PersonAct) => void) | null;
}

function HouseholdOf({ person, onAct }: HouseholdProps) {
  const navigate = useNavigate();
  const asked = useQuery({
    queryKey: ['household', person],
    queryFn: () => getJson<{ household: Schemas['Household'] | null }>(`/api/insured/${person}/household`),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const { household } = asked.data;
  return (
    <section aria-label="户">
      <h2>户{household === null ? '' : `：${household.number}（${household.place}）`}</h2>
      <LedgerTable
        label="同户人员"
        rows={household?.members ?? []}
        rowKey={({ id }) => id}
        empty="没有登记在哪一户。"
        columns={[
          {
            title: '姓名',
            cell: ({ person: other, name }) =>
              other === person ? (
                name
              ) : (
                <Button size="small" type="link" onClick={() => void navigate(`/insurance/registry/${other}`)}>
                  {name}
                </Button>
              ),
          },
          { title: '与户主的关系', cell: ({ relation }) => relationNames[relation] },
          { title: '入户日期', cell: ({ from }) => from },
          {
            title: '',
            cell: ({ id, person: other }) =>
              onAct === null || other !== person ? null : (
                <Button size="small" type="link" onClick={() => onAct({ kind: 'leave', entry: id })}>
                  离开
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

interface Filed {
  readonly filings: readonly Schemas['CrossRegionFiling'][];
}

interface Bureaus {
  readonly departments: readonly { readonly id: string }[];
}

function Filings({ person, onAct }: HouseholdProps) {
  const asked = useQuery({
    queryKey: ['filings', person],
    queryFn: () => getJson<Filed>(`/api/insured/${person}/filings`),
  });
  const bureaus = useQuery({
    queryKey: ['settlement-departments'],
    queryFn: () => getJson<Bureaus>('/api/settlements/choices'),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const department = bureaus.data?.departments[0]?.id;
  return (
    <section aria-label="异地就医备案">
      <h2>异地就医备案</h2>
      {onAct !== null && department !== undefined && (
        <div className="record-actions">
          <Button size="small" onClick={() => onAct({ kind: 'filing', department })}>
            备案
          </Button>
        </div>
      )}
      <LedgerTable
        label="异地就医备案"
        rows={asked.data.filings}
        rowKey={({ id }) => id}
        empty="没有备案。未备案的异地就医按规定降低支付比例。"
        struck={({ from, to }) => to !== null && to < from}
        columns={[
          { title: '类别', cell: ({ kind }) => filingKindNames[kind] },
          {
            title: '就医地',
            cell: ({ area, place, reach }) => (
              <>
                <Place code={area} name={place} />（{reach === 'in-province' ? '省内' : '跨省'}）
              </>
            ),
          },
          { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '长期'}` },
          {
            title: '原因',
            cell: ({ reason, endReason }) => (endReason === null ? reason : `${reason}；终止：${endReason}`),
          },
          { title: '经办', cell: ({ maker, madeOn }) => `${maker} ${madeOn}` },
          {
            title: '',
            cell: ({ id, endReason }) =>
              onAct === null || endReason !== null ? null : (
                <Button size="small" type="link" onClick={() => onAct({ kind: 'end-filing', entry: id })}>
                  终止
                </Button>
              ),
          },
        ]}
      />
    </section>
  );
}

function Settled({ person }: { readonly person: string }) {
  const listed = useQuery({
    queryKey: ['settlements', person],
    queryFn: () =>
      getJson<{ settlements: readonly Schemas['ListedSettlement'][] }>(`/api/insured/${person}/settlements`),
  });
  if (listed.isPending) return <Spin />;
  if (listed.isError) return <Alert type="error" showIcon title={listed.error.message} role="alert" />;
  return (
    <section aria-label="结算">
      <h2>结算</h2>
      <LedgerTable
        label="结算"
        rows={listed.data.settlements}
        rowKey={({ id }) => id}
        empty="还没有结算。"
        struck={({ cancelledBy }) => cancelledBy !== null}
        columns={[
          { title: '结算日', cell: ({ settledOn }) => settledOn },
          { title: '医疗机构', cell: ({ institution }) => institution },
          { title: '就诊', cell: ({ visitKind, from, to }) => `${visitKindNames[visitKind]} ${from}至${to}` },
          { title: '总费用', num: true, cell: ({ amounts }) => grouped(amounts.total) },
          { title: '基金支付', num: true, cell: ({ amounts }) => grouped(amounts.funds) },
          { title: '个人负担', num: true, cell: ({ amounts }) => grouped(amounts.personal) },
        ]}
      />
    </section>
  );
}
