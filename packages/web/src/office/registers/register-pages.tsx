/** Receptions, trips abroad, running of vehicles, events: a year's records, their entry, and the vouchers that paid for them. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Select, Spin } from 'antd';
import { useId, useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped, negated, sumOf } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { type Column, LedgerTable } from '../entry/ledger-table.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { type FieldSpec, type FormValues, RecordForm } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Register = Schemas['Register'];

/** What the records of all registers have in common. */
interface Shown {
  readonly id: string;
  readonly date: string;
  readonly cost: string;
  readonly about: string;
  readonly maker: string;
  readonly withdrawn: { readonly by: string; readonly reason: string } | null;
  readonly ties: readonly Schemas['RegisterTie'][];
  readonly tied: string;
}

interface RegisterPageProps<Row extends Shown, Answer> {
  readonly title: string;
  /** The route below /api/office. */
  readonly path: string;
  readonly rows: (answer: Answer) => readonly Row[];
  readonly register: (row: Row) => Register;
  readonly columns: readonly Column<Row>[];
  readonly add: string;
  readonly fields: (answer: Answer) => readonly FieldSpec[];
  readonly initial?: Readonly<Record<string, string | boolean>>;
  readonly body: (values: FormValues) => object;
  readonly empty: string;
}

function RegisterPage<Row extends Shown, Answer>(props: RegisterPageProps<Row, Answer>) {
  const { title, add } = props;
  useTitle(title);
  const may = useMay();
  const [entering, setEntering] = useState(false);
  return (
    <UnitYearPage
      title={title}
      tools={() =>
        may('register.write') && (
          <Button type="primary" disabled={entering} onClick={() => setEntering(true)}>
            {add}
          </Button>
        )
      }
    >
      {(chosen) => (
        <RegisterYear
          key={chosen.unit}
          {...props}
          chosen={chosen}
          entering={entering}
          onDone={() => setEntering(false)}
        />
      )}
    </UnitYearPage>
  );
}

function RegisterYear<Row extends Shown, Answer>({
  title,
  path,
  rows,
  register,
  columns,
  add,
  fields,
  initial = {},
  body,
  empty,
  chosen,
  entering,
  onDone,
}: RegisterPageProps<Row, Answer> & {
  readonly chosen: UnitYear;
  readonly entering: boolean;
  readonly onDone: () => void;
}) {
  const { unit, year } = chosen;
  const answer = useRegister<Answer>(`${path}?${query({ unit, year })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const list = rows(answer.data);
  const standing = list.filter(({ withdrawn }) => withdrawn === null);
  return (
    <>
      {entering && (
        <RecordForm
          title={add}
          fields={() => fields(answer.data)}
          initial={initial}
          send={(id, values) =>
            enter(path, { unit, id, date: values.text('date'), cost: values.text('cost'), ...body(values) })
          }
          onDone={onDone}
        />
      )}
      <p className="quiet">
        {year}年登记{standing.length}条
        {list.length > standing.length && `，另有撤回的${list.length - standing.length}条`}
        。点开一条可以对应凭证或撤回。
      </p>
      <LedgerTable
        label={title}
        rows={list}
        rowKey={({ id }) => id}
        struck={({ withdrawn }) => withdrawn !== null}
        empty={empty}
        columns={[
          { title: '日期', cell: ({ date }) => date },
          ...columns,
          { title: '费用（元）', num: true, cell: ({ cost }) => grouped(cost) },
          { title: '对应凭证', cell: (row) => <Tied row={row} /> },
          { title: '登记人', cell: ({ maker }) => maker },
        ]}
        detail={(row) => <RecordDetail chosen={chosen} row={row} register={register(row)} />}
      />
    </>
  );
}

function Tied({ row: { cost, tied, withdrawn } }: { readonly row: Shown }) {
  if (withdrawn !== null) return <span className="quiet">已撤回</span>;
  if (cost === '0.00') return <span className="quiet">无支出</span>;
  if (tied === cost) return <span className="state state-approved">已对应</span>;
  if (tied === '0.00') return <span className="state state-drafted">未对应</span>;
  return <span className="state state-drafted">已对应{grouped(tied)}</span>;
}

interface RecordDetailProps {
  readonly chosen: UnitYear;
  readonly row: Shown;
  readonly register: Register;
}

function RecordDetail({ chosen, row, register }: RecordDetailProps) {
  const may = useMay();
  const { unit } = chosen;
  const { id, withdrawn, ties, about, maker } = row;
  return (
    <>
      <p>
        {about} <span className="quiet">登记人 {maker}</span>
      </p>
      {withdrawn !== null && (
        <p className="quiet">
          {withdrawn.by}撤回：{withdrawn.reason}
        </p>
      )}
      {ties.length > 0 && (
        <table className="ledger" aria-label="对应的凭证">
          <thead>
            <tr>
              <th scope="col">凭证日期</th>
              <th scope="col">摘要</th>
              <th scope="col" className="num">
                对应金额（元）
              </th>
              <th scope="col" aria-label="操作" />
            </tr>
          </thead>
          <tbody>
            {ties.map((tie) => (
              <tr key={tie.id}>
                <td>{tie.date}</td>
                <td>{tie.text}</td>
                <td className="num">{grouped(tie.amount)}</td>
                <td>
                  {may('register.write') && (
                    <ReasonAction
                      label="解除"
                      ask={null}
                      said="已解除对应。"
                      act={() => enter(`register-records/${id}/ties/${tie.id}/undoing`, { unit })}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {withdrawn === null && may('register.write') && (
        <div className="record-actions">
          {register !== 'festival' && row.tied !== row.cost && (
            <TieForm chosen={chosen} row={row} register={register} />
          )}
          <ReasonAction
            label="撤回这条登记"
            ask="撤回理由"
            said="已撤回。"
            danger
            act={(reason) => enter(`register-records/${id}/withdrawal`, { unit, reason })}
          />
        </div>
      )}
    </>
  );
}

/** What of one amount is left after another. */
function less(whole: string, part: string): string {
  return sumOf([whole, negated(part)]);
}

function TieForm({ chosen: { unit, year }, row, register }: RecordDetailProps) {
  const queries = useQueryClient();
  const [tie, setTie] = useState(newId);
  const [voucher, setVoucher] = useState<string | null>(null);
  const [amount, setAmount] = useState(() => less(row.cost, row.tied));
  const [voucherField, amountField] = [useId(), useId()];
  // What is paid in January may have taken place in December.
  const vouchers = [
    useRegister<{ vouchers: readonly Schemas['RegisterVoucher'][] }>(
      `register-vouchers?${query({ unit, year, register })}`,
    ),
    useRegister<{ vouchers: readonly Schemas['RegisterVoucher'][] }>(
      `register-vouchers?${query({ unit, year: year + 1, register })}`,
    ),
  ].flatMap(({ data }) => data?.vouchers ?? []);
  const tying = useMutation({
    mutationFn: () => enter(`register-records/${row.id}/ties`, { unit, id: tie, voucher: voucher ?? '', amount }),
    onSuccess: () => {
      setTie(newId());
      void queries.invalidateQueries({ queryKey: ['office-registers'] });
    },
  });
  return (
    <form
      className="tie-form"
      onSubmit={(event) => {
        event.preventDefault();
        tying.mutate();
      }}
    >
      <label htmlFor={voucherField}>凭证</label>
      <Select
        id={voucherField}
        className="tie-voucher"
        placeholder={vouchers.length === 0 ? '还没有记账的这类支出' : '选取已记账的凭证'}
        value={voucher}
        onChange={setVoucher}
        options={vouchers.map(({ id, date, text, amount: whole, tied }) => ({
          value: id,
          label: `${date} ${text} ${grouped(whole)}元，余${grouped(less(whole, tied))}`,
        }))}
      />
      <label htmlFor={amountField}>金额</label>
      <Input
        id={amountField}
        className="entry-amount"
        inputMode="decimal"
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
      />
      <Button htmlType="submit" loading={tying.isPending} disabled={voucher === null}>
        对应凭证
      </Button>
      {tying.isError && <Alert type="error" showIcon title={tying.error.message} role="alert" />}
    </form>
  );
}

const dateAndCost: readonly FieldSpec[] = [
  { kind: 'date', name: 'date', label: '日期' },
  { kind: 'amount', name: 'cost', label: '费用', hint: '没有支出的填0' },
];

const receptionKinds: Readonly<Record<Schemas['Reception']['kind'], string>> = {
  domestic: '国内接待',
  'foreign-affairs': '国内外事接待',
  abroad: '国（境）外接待',
};

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function ReceptionsPage() {
  return (
    <RegisterPage<Schemas['Reception'], { receptions: readonly Schemas['Reception'][] }>
      title="公务接待"
      path="receptions"
      add="登记接待"
      empty="这一年还没有登记公务接待。"
      rows={({ receptions }) => receptions}
      register={() => 'reception'}
      columns={[
        { title: '种类', cell: ({ kind }) => receptionKinds[kind] },
        { title: '来访单位', cell: ({ guests }) => guests },
        { title: '接待事由', cell: ({ reason }) => reason },
        { title: '公函', cell: ({ letter }) => (letter === '' ? <span className="quiet">无</span> : letter) },
        { title: '来宾（人）', num: true, cell: ({ persons }) => persons },
        { title: '陪同（人）', num: true, cell: ({ escorts }) => escorts },
        { title: '接待部门', cell: ({ host }) => host },
      ]}
      fields={() => [
        ...dateAndCost,
        { kind: 'choice', name: 'kind', label: '种类', options: options(receptionKinds) },
        { kind: 'text', name: 'guests', label: '来访单位' },
        { kind: 'text', name: 'reason', label: '接待事由', wide: true },
        { kind: 'text', name: 'host', label: '接待部门或经办人' },
        { kind: 'text', name: 'letter', label: '公函文号', optional: true },
        { kind: 'count', name: 'persons', label: '来宾人数' },
        { kind: 'count', name: 'escorts', label: '陪同人数' },
      ]}
      initial={{ kind: 'domestic', escorts: '0' }}
      body={(values) => ({
        kind: values.text('kind'),
        guests: values.text('guests'),
        reason: values.text('reason'),
        host: values.text('host'),
        letter: values.text('letter'),
        persons: values.count('persons'),
        escorts: values.count('escorts'),
      })}
    />
  );
}

export function TripsPage() {
  return (
    <RegisterPage<Schemas['TripAbroad'], { trips: readonly Schemas['TripAbroad'][] }>
      title="因公出国（境）"
      path="trips"
      add="登记团组"
      empty="这一年没有登记因公出国（境）团组。"
      rows={({ trips }) => trips}
      register={() => 'trip'}
      columns={[
        { title: '返回', cell: ({ returnedOn }) => returnedOn },
        { title: '前往', cell: ({ destination }) => destination },
        { title: '事由', cell: ({ purpose }) => purpose },
        { title: '批件', cell: ({ approval }) => approval },
        { title: '方式', cell: ({ ownGroup }) => (ownGroup ? '组团' : '参团') },
        { title: '人数', num: true, cell: ({ persons }) => persons },
      ]}
      fields={() => [
        { kind: 'date', name: 'date', label: '出访日期' },
        { kind: 'date', name: 'returnedOn', label: '返回日期' },
        { kind: 'amount', name: 'cost', label: '费用', hint: '没有支出的填0' },
        { kind: 'text', name: 'destination', label: '前往国家或地区' },
        { kind: 'text', name: 'purpose', label: '出访事由', wide: true },
        { kind: 'text', name: 'approval', label: '批件文号' },
        { kind: 'count', name: 'persons', label: '出访人数' },
        { kind: 'check', name: 'ownGroup', label: '本单位组团', hint: '不勾选为参加其他单位的团组' },
      ]}
      body={(values) => ({
        returnedOn: values.text('returnedOn'),
        destination: values.text('destination'),
        purpose: values.text('purpose'),
        approval: values.text('approval'),
        persons: values.count('persons'),
        ownGroup: values.checked('ownGroup'),
      })}
    />
  );
}

const vehicleCostKinds: Readonly<Record<Schemas['VehicleCost']['kind'], string>> = {
  fuel: '燃料费',
  repair: '维修费',
  insurance: '保险费',
  toll: '过路过桥费',
  inspection: '年检费',
  other: '其他',
};

export function VehicleCostsPage() {
  return (
    <RegisterPage<
      Schemas['VehicleCost'],
      { costs: readonly Schemas['VehicleCost'][]; vehicles: readonly Schemas['Vehicle'][] }
    >
      title="公务用车运行"
      path="vehicle-costs"
      add="登记用车费用"
      empty="这一年还没有登记公务用车的运行费用。车辆在资产卡片里建立。"
      rows={({ costs }) => costs}
      register={() => 'vehicle'}
      columns={[
        { title: '车辆和费用', cell: ({ about }) => about },
        { title: '说明', cell: ({ note }) => note },
      ]}
      fields={({ vehicles }) => [
        ...dateAndCost,
        {
          kind: 'choice',
          name: 'vehicle',
          label: '车辆',
          wide: true,
          options: vehicles.map(({ id, plate, name, use }) => ({ value: id, label: `${plate} ${name}（${use}）` })),
          ...(vehicles.length === 0 ? { hint: '资产卡片里还没有车辆，请先建卡' } : {}),
        },
        { kind: 'choice', name: 'kind', label: '费用种类', options: options(vehicleCostKinds) },
        { kind: 'text', name: 'note', label: '说明', optional: true, wide: true },
      ]}
      body={(values) => ({
        vehicle: values.text('vehicle'),
        kind: values.text('kind'),
        note: values.text('note'),
      })}
    />
  );
}

const eventKinds: Readonly<Record<Schemas['OfficeEvent']['register'], string>> = {
  meeting: '会议',
  training: '培训',
  festival: '节庆、晚会、论坛、赛事',
};

export function EventsPage() {
  return (
    <RegisterPage<Schemas['OfficeEvent'], { events: readonly Schemas['OfficeEvent'][] }>
      title="会议、培训和活动"
      path="events"
      add="登记会议或培训"
      empty="这一年还没有登记会议、培训和活动。"
      rows={({ events }) => events}
      register={({ register }) => register}
      columns={[
        { title: '结束', cell: ({ until }) => until },
        { title: '种类', cell: ({ register }) => eventKinds[register] },
        { title: '名称', cell: ({ name }) => name },
        { title: '内容', cell: ({ content }) => content },
        { title: '地点', cell: ({ place }) => place },
        { title: '人数', num: true, cell: ({ persons }) => persons },
      ]}
      fields={() => [
        { kind: 'choice', name: 'register', label: '种类', options: options(eventKinds) },
        { kind: 'date', name: 'date', label: '开始日期' },
        { kind: 'date', name: 'until', label: '结束日期' },
        { kind: 'amount', name: 'cost', label: '费用', hint: '没有支出的填0' },
        { kind: 'text', name: 'name', label: '名称' },
        { kind: 'text', name: 'content', label: '内容', wide: true },
        { kind: 'text', name: 'place', label: '地点', optional: true },
        { kind: 'count', name: 'persons', label: '参加人数' },
      ]}
      initial={{ register: 'training' }}
      body={(values) => ({
        register: values.text('register'),
        until: values.text('until'),
        name: values.text('name'),
        content: values.text('content'),
        place: values.text('place'),
        persons: values.count('persons'),
      })}
    />
  );
}
