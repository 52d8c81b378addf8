/** 预算执行: by month and by item, as charts and as the tables behind them. */
import { Alert, Empty, Spin } from 'antd';
import { type EChartsCoreOption } from 'echarts/core';
import { useMemo } from 'react';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { Amount, grouped } from '../amount.tsx';
import { Chart } from '../chart.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { useExecution } from './budget.ts';

export function ExecutionPage() {
  useTitle('预算执行');
  return <UnitYearPage title="预算执行">{(chosen) => <Execution chosen={chosen} />}</UnitYearPage>;
}

function Execution({ chosen }: { readonly chosen: UnitYear }) {
  const execution = useExecution(chosen);
  if (execution.isPending) return <Spin />;
  if (execution.isError) return <Alert type="error" showIcon title={execution.error.message} />;
  if (execution.data.items.length === 0) return <Empty description={`${chosen.year}年还没有生效的指标和支付。`} />;
  return <ExecutionOf execution={execution.data} />;
}

function ExecutionOf({ execution }: { readonly execution: Schemas['BudgetExecution'] }) {
  const { months, items, total } = execution;
  const byMonth = useMemo(() => monthOption(months), [months]);
  const byItem = useMemo(() => itemOption(items), [items]);
  return (
    <>
      <p>
        全年预算 <strong>{grouped(total.annual)}</strong> 元，已支付 <strong>{grouped(total.paid)}</strong> 元，执行率{' '}
        <strong>{total.rate === null ? '—' : `${total.rate}%`}</strong>，可用{' '}
        <strong>{grouped(total.available)}</strong> 元。
      </p>
      <div className="charts">
        <Chart option={byMonth} label="按月的支付和执行率；数见下表" />
        <Chart option={byItem} label="按科目的全年预算和支付；数见下表" />
      </div>
      <h2>按月</h2>
      <table className="ledger" aria-label="按月执行">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col" className="num">
              月末全年预算
            </th>
            <th scope="col" className="num">
              本月支付
            </th>
            <th scope="col" className="num">
              累计支付
            </th>
            <th scope="col" className="num">
              执行率
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, annual, paid, paidToDate, rate }) => (
            <tr key={month}>
              <th scope="row">{month}</th>
              <Amount of={annual} />
              <Amount of={paid} />
              <Amount of={paidToDate} />
              <td className="num">{rate === null ? '—' : `${rate}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>按科目</h2>
      <table className="ledger" aria-label="按科目执行">
        <thead>
          <tr>
            <th scope="col">科目</th>
            <th scope="col" className="num">
              年初预算
            </th>
            <th scope="col" className="num">
              调整
            </th>
            <th scope="col" className="num">
              全年预算
            </th>
            <th scope="col" className="num">
              已支付
            </th>
            <th scope="col" className="num">
              可用
            </th>
            <th scope="col" className="num">
              执行率
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.functionCode}>
              <th scope="row">
                {item.functionCode} {item.name}
              </th>
              <Amount of={item.start} />
              <Amount of={item.adjustment} />
              <Amount of={item.annual} />
              <Amount of={item.paid} />
              <Amount of={item.available} />
              <td className="num">{item.rate === null ? '—' : `${item.rate}%`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** For drawing only: a chart needs numbers, and in 万元 they are short. */
function wanyuan(amount: string): number {
  return Number(amount) / 10_000;
}

const common = {
  legend: { top: 4, itemGap: 24 },
  tooltip: { trigger: 'axis', renderMode: 'richText' },
};

function monthOption(months: Schemas['BudgetExecution']['months']): EChartsCoreOption {
  return {
    ...common,
    color: ['#1b5494', '#c77700'],
    grid: { left: 64, right: 56, top: 44, bottom: 30 },
    xAxis: { type: 'category', data: months.map(({ month }) => `${Number(month.slice(5))}月`) },
    yAxis: [
      { type: 'value', name: '万元' },
      { type: 'value', name: '%', splitLine: { show: false } },
    ],
    series: [
      { name: '本月支付（万元）', type: 'bar', barMaxWidth: 32, data: months.map(({ paid }) => wanyuan(paid)) },
      {
        name: '累计执行率（%）',
        type: 'line',
        yAxisIndex: 1,
        data: months.map(({ rate }) => (rate === null ? null : Number(rate))),
      },
    ],
  };
}

function itemOption(items: Schemas['BudgetExecution']['items']): EChartsCoreOption {
  // The largest at the top; a chart of more than twelve cannot be read.
  const largest = [...items]
    .sort((a, b) => wanyuan(b.annual) - wanyuan(a.annual))
    .slice(0, 12)
    .reverse();
  return {
    ...common,
    color: ['#9fb9d6', '#1b5494'],
    grid: { left: 160, right: 40, top: 44, bottom: 30 },
    xAxis: { type: 'value', name: '万元' },
    yAxis: {
      type: 'category',
      data: largest.map(({ functionCode, name }) => (name === '' ? functionCode : name)),
      axisLabel: { width: 148, overflow: 'truncate' },
    },
    series: [
      { name: '全年预算（万元）', type: 'bar', data: largest.map(({ annual }) => wanyuan(annual)) },
      { name: '已支付（万元）', type: 'bar', data: largest.map(({ paid }) => wanyuan(paid)) },
    ],
  };
}
