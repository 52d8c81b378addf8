/** Procurement: plans, contracts with their acceptance and payments, and how the year's three totals explain each other. */
import { Alert, Button, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { Amount, grouped } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';

type Plan = Schemas['ProcurementPlan'];
type Contract = Schemas['ProcurementContract'];
type Purchase = Schemas['Purchase'];

interface Procurement {
  readonly plans: readonly Plan[];
  readonly contracts: readonly Contract[];
  readonly year: readonly Schemas['ProcurementYear'][];
  readonly share: {
    readonly base: 'total' | 'medium-and-small' | null;
    readonly mediumAndSmall: string;
    readonly smallAndMicro: string;
    readonly percent: string | null;
  };
  readonly buildings: readonly Schemas['BuildingProject'][];
}

const purchaseNames: Readonly<Record<Purchase, string>> = { goods: '货物', works: '工程', services: '服务' };
const sizeNames: Readonly<Record<Schemas['SupplierSize'], string>> = {
  large: '大型企业',
  medium: '中型企业',
  small: '小型企业',
  micro: '微型企业',
};
const reservedNames: Readonly<Record<Plan['reserved'], string>> = {
  none: '不预留',
  part: '部分预留',
  whole: '整体预留',
};
const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

type Entering = 'plan' | 'contract' | 'statistic' | 'building' | null;

export function ProcurementPage() {
  useTitle('政府采购');
  const may = useMay();
  const [entering, setEntering] = useState<Entering>(null);
  const buttons = [
    ['plan', '登记计划'],
    ['contract', '登记合同'],
    ['statistic', '登记上报数'],
  ] as const;
  return (
    <UnitYearPage
      title="政府采购"
      tools={() => (
        <>
          {may('register.write') &&
            buttons.map(([which, label], index) => (
              <Button
                key={which}
                type={index === 1 ? 'primary' : 'default'}
                disabled={entering !== null}
                onClick={() => setEntering(which)}
              >
                {label}
              </Button>
            ))}
          {may('asset.make') && (
            <Button disabled={entering !== null} onClick={() => setEntering('building')}>
              登记楼堂馆所
            </Button>
          )}
        </>
      )}
    >
      {(chosen) => <ProcurementOfYear {...chosen} entering={entering} onDone={() => setEntering(null)} />}
    </UnitYearPage>
  );
}

function ProcurementOfYear({ unit, year, entering, onDone }: UnitYear & { entering: Entering; onDone: () => void }) {
  const answer = useRegister<Procurement>(`procurement?${query({ unit, year })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { plans, contracts, year: sums, share, buildings } = answer.data;
  const shown = contracts.filter(
    ({ signedOn, payments, amount, paid }) =>
      signedOn <= `${year}-12-31` &&
      (signedOn.startsWith(`${year}-`) || amount !== paid || payments.some(({ date }) => date.startsWith(`${year}-`))),
  );
  return (
    <>
      {entering === 'plan' && <PlanForm unit={unit} year={year} onDone={onDone} />}
      {entering === 'contract' && <ContractForm unit={unit} plans={plans} onDone={onDone} />}
      {entering === 'statistic' && <StatisticForm unit={unit} year={year} onDone={onDone} />}
      {entering === 'building' && <BuildingForm unit={unit} year={year} onDone={onDone} />}
      <h2>{year}年合同、支付与上报数</h2>
      <table className="ledger" aria-label="合同、支付与上报数">
        <caption>当年合同 − 质量保证金 − 尚未支付 + 支付以前年度合同 = 当年支付</caption>
        <thead>
          <tr>
            <th scope="col">采购种类</th>
            {['当年合同', '质量保证金', '尚未支付', '支付以前年度合同', '当年支付', '上报数', '上报数减支付'].map(
              (title) => (
                <th key={title} scope="col" className="num">
                  {title}（元）
                </th>
              ),
            )}
            <th scope="col">差异说明</th>
          </tr>
        </thead>
        <tbody>
          {sums.map((one) => (
            <tr key={one.purchase}>
              <td>{purchaseNames[one.purchase]}</td>
              <Amount of={one.contracted} />
              <Amount of={one.deposits} />
              <Amount of={one.unpaid} />
              <Amount of={one.carried} />
              <Amount of={one.paid} />
              <td className="num">{one.published === null ? '未登记' : grouped(one.published)}</td>
              <td className="num">{one.difference === null ? '—' : grouped(one.difference)}</td>
              <td>
                {one.difference !== null && one.difference !== '0.00' && one.explanation === '' ? (
                  <span className="bad">有差异而没有说明</span>
                ) : (
                  one.explanation
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        当年授予中小企业合同{grouped(share.mediumAndSmall)}元，其中小微企业{grouped(share.smallAndMicro)}元
        {share.percent === null
          ? share.base === null
            ? `；${year}年的公开文本没有规定小微企业占比的口径，不计算占比。`
            : '；没有可作分母的金额，不计算占比。'
          : `，占${share.base === 'total' ? '政府采购支出总额' : '授予中小企业合同金额'}的${share.percent}%。`}
      </p>
      <h2>合同</h2>
      <LedgerTable
        label="采购合同"
        rows={shown}
        rowKey={({ id }) => id}
        empty={`${year}年没有签订、未付完或支付的合同。`}
        columns={[
          { title: '合同编号', cell: ({ number }) => number },
          { title: '名称', cell: ({ name }) => name },
          { title: '种类', cell: ({ purchase }) => purchaseNames[purchase] },
          { title: '供应商', cell: ({ supplier }) => supplier },
          { title: '规模', cell: ({ supplierSize }) => (supplierSize === null ? '—' : sizeNames[supplierSize]) },
          { title: '签订', cell: ({ signedOn }) => signedOn },
          { title: '合同（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '已验收（元）', num: true, cell: ({ accepted }) => grouped(accepted) },
          { title: '已支付（元）', num: true, cell: ({ paid }) => grouped(paid) },
        ]}
        detail={(contract) => <ContractDetail unit={unit} contract={contract} />}
      />
      <h2>计划</h2>
      <LedgerTable
        label="采购计划"
        rows={plans.filter((plan) => plan.year === year || plan.contracted !== plan.amount)}
        rowKey={({ id }) => id}
        empty="还没有登记采购计划。"
        columns={[
          { title: '年度', cell: ({ year: of }) => of },
          { title: '采购项目', cell: ({ name }) => name },
          { title: '种类', cell: ({ purchase }) => purchaseNames[purchase] },
          { title: '计划（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '已签合同（元）', num: true, cell: ({ contracted }) => grouped(contracted) },
          { title: '预留中小企业', cell: ({ reserved }) => reservedNames[reserved] },
          { title: '备案文号', cell: ({ document }) => document },
          { title: '操作', cell: ({ id }) => <Withdraw unit={unit} what="plan" id={id} /> },
        ]}
      />
      {buildings.length > 0 && (
        <>
          <h2>楼堂馆所控制</h2>
          <LedgerTable
            label="楼堂馆所控制"
            rows={buildings}
            rowKey={({ id }) => id}
            empty=""
            columns={[
              { title: '项目', cell: ({ name }) => name },
              { title: '批复面积（㎡）', num: true, cell: ({ areaApproved }) => grouped(areaApproved) },
              { title: '实际面积（㎡）', num: true, cell: ({ areaActual }) => grouped(areaActual) },
              { title: '批复投资（元）', num: true, cell: ({ investmentApproved }) => grouped(investmentApproved) },
              { title: '实际投资（元）', num: true, cell: ({ investmentActual }) => grouped(investmentActual) },
              { title: '批复文号', cell: ({ document }) => document },
            ]}
          />
        </>
      )}
    </>
  );
}

function Withdraw({ unit, what, id }: { unit: string; what: 'plan' | 'contract' | 'acceptance'; id: string }) {
  return useMay()('register.write') ? (
    <ReasonAction
      label="撤回"
      ask="撤回理由"
      said="已撤回。"
      danger
      act={(reason) => enter('procurement/withdrawals', { unit, id, what, reason })}
    />
  ) : null;
}

function ContractDetail({ unit, contract }: { readonly unit: string; readonly contract: Contract }) {
  const may = useMay();
  const [doing, setDoing] = useState<'accept' | 'pay' | null>(null);
  const { id, planName, deposit, acceptances, payments } = contract;
  return (
    <>
      <p>
        采购计划：{planName}；质量保证金{grouped(deposit)}元
      </p>
      <LedgerTable
        label="验收"
        rows={acceptances}
        rowKey={(one) => one.id}
        empty="还没有验收。"
        columns={[
          { title: '验收日期', cell: ({ date }) => date },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          { title: '验收报告', cell: ({ report }) => report },
          { title: '操作', cell: (one) => <Withdraw unit={unit} what="acceptance" id={one.id} /> },
        ]}
      />
      <LedgerTable
        label="支付"
        rows={payments}
        rowKey={(one) => one.id}
        empty="还没有支付。"
        columns={[
          { title: '支付日期', cell: ({ date }) => date },
          { title: '金额（元）', num: true, cell: ({ amount }) => grouped(amount) },
          {
            title: '操作',
            cell: (one) =>
              may('register.write') && (
                <ReasonAction
                  label="解除"
                  ask={null}
                  said="已解除对应。"
                  act={() => enter(`procurement/payments/${one.id}/undoing`, { unit })}
                />
              ),
          },
        ]}
      />
      {doing === 'accept' && (
        <RecordForm
          title="登记验收"
          fields={() => [
            { kind: 'date', name: 'date', label: '验收日期' },
            { kind: 'amount', name: 'amount', label: '验收金额' },
            { kind: 'text', name: 'report', label: '验收报告', wide: true },
          ]}
          send={(acceptance, values) =>
            enter('procurement/acceptances', {
              unit,
              id: acceptance,
              contract: id,
              date: values.text('date'),
              amount: values.text('amount'),
              report: values.text('report'),
            })
          }
          onDone={() => setDoing(null)}
        />
      )}
      {doing === 'pay' && <PaymentForm unit={unit} contract={id} onDone={() => setDoing(null)} />}
      {doing === null && may('register.write') && (
        <div className="record-actions">
          <Button size="small" onClick={() => setDoing('accept')}>
            登记验收
          </Button>
          <Button size="small" onClick={() => setDoing('pay')}>
            对应支付凭证
          </Button>
          <Withdraw unit={unit} what="contract" id={id} />
        </div>
      )}
    </>
  );
}

interface SpendingVoucher {
  readonly id: string;
  readonly date: string;
  readonly text: string;
  readonly amount: string;
  readonly tied: string;
}

function PaymentForm({ unit, contract, onDone }: { unit: string; contract: string; onDone: () => void }) {
  const answer = useRegister<{ vouchers: readonly SpendingVoucher[] }>(`procurement/vouchers?${query({ unit })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const vouchers = answer.data.vouchers.filter(({ amount, tied }) => amount !== tied).toReversed();
  return (
    <RecordForm
      title="对应支付凭证"
      said="已对应。"
      submit="对应"
      fields={() => [
        {
          kind: 'choice',
          name: 'voucher',
          label: '已记账的凭证',
          wide: true,
          search: true,
          options: vouchers.map(({ id, date, text, amount, tied }) => ({
            value: id,
            label: `${date} ${text} ${grouped(amount)}元，已对应${grouped(tied)}元`,
          })),
        },
        { kind: 'amount', name: 'amount', label: '支付金额' },
      ]}
      send={(id, values) =>
        enter('procurement/payments', {
          unit,
          id,
          contract,
          voucher: values.text('voucher'),
          amount: values.text('amount'),
        })
      }
      onDone={onDone}
    />
  );
}

interface FormProps {
  readonly unit: string;
  readonly year: number;
  readonly onDone: () => void;
}

function PlanForm({ unit, year, onDone }: FormProps) {
  return (
    <RecordForm
      title="登记采购计划"
      fields={() => [
        { kind: 'count', name: 'year', label: '计划年度' },
        { kind: 'text', name: 'name', label: '采购项目', wide: true },
        { kind: 'choice', name: 'purchase', label: '种类', options: options(purchaseNames) },
        { kind: 'amount', name: 'amount', label: '计划金额' },
        { kind: 'choice', name: 'reserved', label: '预留中小企业', options: options(reservedNames) },
        { kind: 'text', name: 'document', label: '备案文号', optional: true },
      ]}
      initial={{ year: String(year), reserved: 'none' }}
      send={(id, values) =>
        enter('procurement/plans', {
          unit,
          id,
          year: values.count('year'),
          name: values.text('name'),
          purchase: values.text('purchase'),
          amount: values.text('amount'),
          reserved: values.text('reserved'),
          document: values.text('document'),
        })
      }
      onDone={onDone}
    />
  );
}

function ContractForm({ unit, plans, onDone }: { unit: string; plans: readonly Plan[]; onDone: () => void }) {
  return (
    <RecordForm
      title="登记采购合同"
      fields={() => [
        {
          kind: 'choice',
          name: 'plan',
          label: '采购计划',
          wide: true,
          search: true,
          options: plans.map(({ id, year, name, amount, contracted }) => ({
            value: id,
            label: `${year} ${name} ${grouped(amount)}元，已签${grouped(contracted)}元`,
          })),
        },
        { kind: 'text', name: 'number', label: '合同编号' },
        { kind: 'text', name: 'name', label: '合同名称' },
        { kind: 'text', name: 'supplier', label: '供应商' },
        {
          kind: 'choice',
          name: 'size',
          label: '供应商规模',
          hint: '按中小企业声明函；没有声明函的是大型企业',
          options: options(sizeNames),
        },
        { kind: 'date', name: 'signedOn', label: '签订日期' },
        { kind: 'amount', name: 'amount', label: '合同金额' },
        { kind: 'amount', name: 'deposit', label: '质量保证金', hint: '没有的填0' },
      ]}
      initial={{ deposit: '0' }}
      send={(id, values) =>
        enter('procurement/contracts', {
          unit,
          id,
          plan: values.text('plan'),
          number: values.text('number'),
          name: values.text('name'),
          supplier: values.text('supplier'),
          supplierSize: values.given('size'),
          signedOn: values.text('signedOn'),
          amount: values.text('amount'),
          deposit: values.text('deposit'),
        })
      }
      onDone={onDone}
    />
  );
}

function StatisticForm({ unit, year, onDone }: FormProps) {
  return (
    <RecordForm
      title={`登记${year}年上报的政府采购统计数`}
      fields={() => [
        { kind: 'choice', name: 'purchase', label: '种类', options: options(purchaseNames) },
        { kind: 'amount', name: 'amount', label: '上报数' },
        { kind: 'text', name: 'document', label: '上报依据' },
        { kind: 'text', name: 'explanation', label: '与支付不同的原因', wide: true, optional: true },
      ]}
      send={(id, values) =>
        enter('procurement/statistics', {
          unit,
          id,
          year,
          purchase: values.text('purchase'),
          amount: values.text('amount'),
          document: values.text('document'),
          explanation: values.text('explanation'),
        })
      }
      onDone={onDone}
    />
  );
}

function BuildingForm({ unit, year, onDone }: FormProps) {
  return (
    <RecordForm
      title={`登记${year}年的楼堂馆所项目`}
      fields={() => [
        { kind: 'text', name: 'name', label: '项目名称' },
        { kind: 'text', name: 'areaApproved', label: '批复面积（㎡）' },
        { kind: 'text', name: 'areaActual', label: '实际面积（㎡）' },
        { kind: 'amount', name: 'investmentApproved', label: '批复投资' },
        { kind: 'amount', name: 'investmentActual', label: '实际投资' },
        { kind: 'text', name: 'document', label: '批复文号' },
      ]}
      send={(id, values) =>
        enter('buildings', {
          unit,
          id,
          year,
          name: values.text('name'),
          areaApproved: values.text('areaApproved'),
          areaActual: values.text('areaActual'),
          investmentApproved: values.text('investmentApproved'),
          investmentActual: values.text('investmentActual'),
          document: values.text('document'),
        })
      }
      onDone={onDone}
    />
  );
}
