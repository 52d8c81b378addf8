/** 基金运行总览: how the year of the funds is going, said in words first, then drawn, then in tables. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Empty, Progress, Segmented, Select, Spin } from 'antd';
import { type EChartsCoreOption } from 'echarts/core';
import { useMemo, useState } from 'react';
import { getJson } from '../api.ts';
import { Field } from '../field.tsx';
import { grouped, sumOf } from '../office/amount.tsx';
import { Chart } from '../office/chart.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { inWan } from '../office/exact.ts';
import '../office/office.css';
import { useTitle } from '../use-title.ts';
import { type Schemas } from '../words.ts';
import './insurance.css';
import { fundNames } from './names.ts';

type Overview = Schemas['Overview'];
type FundYear = Schemas['FundYear'];
type Scheme = Overview['schemes'][number];
type Summary = Schemas['SettledSummary'];

interface Departments {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

const wan = (yuan: string): string => grouped(inWan(yuan));
const percent = (rate: string | null): string => (rate === null ? '—' : `${rate}%`);

export function OverviewPage() {
  useTitle('基金运行总览');
  const departments = useQuery({
    queryKey: ['settlement-departments'],
    queryFn: () => getJson<Departments>('/api/settlements/choices'),
  });
  const [chosen, choose] = useState<string | null>(null);
  const [asked, askFor] = useState<string | null>(null);
  const list = departments.data?.departments ?? [];
  const department = chosen ?? list[0]?.id;
  const overview = useOverview(department ?? null, asked);
  const through = asked ?? overview.data?.through ?? thisMonth;
  return (
    <div className="insurance overview">
      <h1>基金运行总览</h1>
      <div className="find">
        {list.length > 1 && (
          <Field label="经办机构">
            {(id) => (
              <Select
                id={id}
                value={department ?? null}
                onChange={(id) => {
                  choose(id);
                  askFor(null);
                }}
                options={list.map(({ id: value, name: label }) => ({ value, label }))}
              />
            )}
          </Field>
        )}
        <Field label="从年初到">
          {(id) => (
            <Select id={id} showSearch optionFilterProp="label" value={through} onChange={askFor} options={months} />
          )}
        </Field>
        <p className="hint">月份按结算和入账的日期，金额为万元。</p>
      </div>
      <CountyLoad />
      {departments.isError && <Alert type="error" showIcon title={departments.error.message} role="alert" />}
      {departments.isSuccess && department === undefined && <Empty description="还没有经办机构。" />}
      {department !== undefined && <OverviewOf key={department} overview={overview} />}
    </div>
  );
}

const thisMonth = new Date().toISOString().slice(0, 7);

/** Four years back from this month. */
const months = Array.from({ length: 48 }, (_, back) => {
  const day = new Date(Date.UTC(Number(thisMonth.slice(0, 4)), Number(thisMonth.slice(5)) - 1 - back, 1));
  const value = day.toISOString().slice(0, 7);
  return { value, label: `${value.slice(0, 4)}年${Number(value.slice(5))}月` };
});

/** A year through the month asked for, or through the last one with a settlement. */
function useOverview(department: string | null, through: string | null) {
  return useQuery({
    queryKey: ['overview', department, through],
    queryFn: () => {
      const wanted = { department: department ?? '', ...(through === null ? {} : { through }) };
      return getJson<Overview>(`/api/overview?${new URLSearchParams(wanted)}`);
    },
    enabled: department !== null,
  });
}

/** How far the invented county is that is loaded behind the running server; it goes when the county is there. */
function CountyLoad() {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['county-load'],
    queryFn: async () => {
      const found = await getJson<{ readonly load: Schemas['CountyLoad'] | null }>('/api/overview/county-load');
      const before = client.getQueryData<typeof found>(['county-load']);
      // What the pages show has grown.
      if (before?.load != null && before.load.percent !== found.load?.percent) {
        void client.invalidateQueries({ queryKey: ['overview'] });
        void client.invalidateQueries({ queryKey: ['settlement-departments'] });
      }
      return found;
    },
    refetchInterval: ({ state }) => (state.data?.load === null ? false : 2_000),
  });
  const load = data?.load ?? null;
  if (load === null) return null;
  const { name, percent, people, peopleDone } = load;
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      title={`正在装入示范县“${name}”：${percent}%（${grouped(String(peopleDone))}／${grouped(String(people))}人）`}
      description={
        <>
          <Progress percent={percent} size="small" showInfo={false} aria-label="装入进度" />
          可以先使用；装完以前，这个机构各页的数都不全。停在半路的，下次启动接着装。
        </>
      }
    />
  );
}

function OverviewOf({ overview: query }: { readonly overview: ReturnType<typeof useOverview> }) {
  if (query.isPending) return <Spin />;
  if (query.isError) return <Alert type="error" showIcon title={query.error.message} role="alert" />;
  const { funds, schemes, layers, burden, through } = query.data;
  if (funds.length === 0 && schemes.length === 0) {
    return <Empty description="这个机构还没有基金账，也没有参保和结算。建账和办理结算之后，这里就有数。" />;
  }
  return (
    <>
      {funds.length > 0 && <Funds funds={funds} through={through} />}
      {schemes.length > 0 && (
        <p className="hint">
          实际报销比例＝各基金支付÷总费用，个人账户和医院负担的不算报销；目录外费用占比＝全自费÷总费用；次均费用＝总费用÷人次。
        </p>
      )}
      {schemes.map((scheme) => (
        <SchemeSection key={scheme.key} scheme={scheme} />
      ))}
      <section aria-label="费用由谁负担">
        <h2>费用由谁负担</h2>
        <LedgerTable
          label="费用由谁负担"
          rows={layers.filter(({ amount, before }) => amount !== '0.00' || before !== '0.00')}
          rowKey={({ key }) => key}
          empty="还没有结算。"
          columns={[
            { title: '层次', cell: ({ name }) => name },
            { title: '金额（万元）', num: true, cell: ({ amount }) => wan(amount) },
            { title: '占总费用', num: true, cell: ({ share }) => percent(share) },
            { title: '上年同期（万元）', num: true, cell: ({ before }) => wan(before) },
          ]}
          foot={
            <tr>
              <th scope="row">总费用</th>
              <td className="num">{wan(sumOf(layers.map(({ amount }) => amount)))}</td>
              <td className="num">100.00%</td>
              <td className="num">{wan(sumOf(layers.map(({ before }) => before)))}</td>
            </tr>
          }
        />
      </section>
      <Burden burden={burden} year={through.slice(0, 4)} />
    </>
  );
}

function Funds({ funds, through }: { readonly funds: readonly FundYear[]; readonly through: string }) {
  const [name, setName] = useState(funds[0]?.fund ?? '');
  const shown = funds.find(({ fund }) => fund === name) ?? funds[0];
  const option = useMemo(() => monthOption(shown?.months ?? []), [shown]);
  if (shown === undefined) return null;
  return (
    <section aria-label="基金收支">
      <ul className="plain told">
        {funds.map((fund) => (
          <li key={fund.fund}>{told(fund, through)}</li>
        ))}
      </ul>
      <Segmented
        aria-label="看哪个基金"
        value={shown.fund}
        onChange={setName}
        options={funds.map(({ fund }) => ({ value: fund, label: fundNames[fund] ?? fund }))}
      />
      <Chart option={option} label={`${fundNames[shown.fund] ?? shown.fund}各月收支和结余；数见下表`} />
      <LedgerTable
        label="各月收支和结余"
        rows={shown.months}
        rowKey={({ month }) => month}
        empty="还没有账。"
        columns={[
          { title: '月份', cell: ({ month }) => <span className="month">{month}</span> },
          { title: '收入（万元）', num: true, cell: ({ income }) => wan(income) },
          { title: '支出（万元）', num: true, cell: ({ expense }) => wan(expense) },
          { title: '月末滚存结余（万元）', num: true, cell: ({ balance }) => wan(balance) },
        ]}
        foot={
          <tr>
            <th scope="row">本年合计</th>
            <td className="num">{wan(shown.income)}</td>
            <td className="num">{wan(shown.expense)}</td>
            <td className="num">{wan(shown.balance)}</td>
          </tr>
        }
      />
    </section>
  );
}

/** A fund's year in a sentence: 居民医保基金：收入…，支出…，当年结余…，够付… */
function told(fund: FundYear, through: string) {
  const grew = (rate: string | null): string => {
    if (rate === null) return '（上年同期没有可比数）';
    if (/^-?0\.00$/.test(rate)) return '（与上年同期持平）';
    return rate.startsWith('-') ? `（比上年同期下降${rate.slice(1)}%）` : `（比上年同期增长${rate}%）`;
  };
  const short = fund.surplus.startsWith('-');
  return (
    <>
      <strong>{fundNames[fund.fund] ?? fund.fund}</strong>：{span(through)}收入{wan(fund.income)}万元
      {grew(fund.incomeGrowth)}，支出{wan(fund.expense)}万元{grew(fund.expenseGrowth)}，当年
      {short ? (
        <strong className="bad">收不抵支{wan(fund.surplus.slice(1))}万元</strong>
      ) : (
        `结余${wan(fund.surplus)}万元`
      )}
      ；滚存结余{wan(fund.balance)}万元
      {fund.monthsCovered === null ? '' : `，按近十二个月的平均支出够付${fund.monthsCovered}个月`}。
    </>
  );
}

/** 1月, 1—9月. */
function span(through: string): string {
  const month = Number(through.slice(5));
  return month === 1 ? '1月' : `1—${month}月`;
}

/** For drawing only: a chart needs numbers. */
const drawn = (yuan: string): number => Number(yuan) / 10_000;

function monthOption(rows: FundYear['months']): EChartsCoreOption {
  return {
    // Below, where it meets no name of an axis, however narrow the screen.
    legend: { bottom: 4, itemGap: 24 },
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    color: ['#1b5494', '#c77700', '#4a5565'],
    grid: { left: 64, right: 64, top: 40, bottom: 60 },
    xAxis: { type: 'category', data: rows.map(({ month }) => `${Number(month.slice(5))}月`) },
    yAxis: [
      { type: 'value', name: '收支 万元' },
      { type: 'value', name: '结余 万元', splitLine: { show: false } },
    ],
    series: [
      { name: '收入', type: 'bar', barMaxWidth: 26, data: rows.map(({ income }) => drawn(income)) },
      { name: '支出', type: 'bar', barMaxWidth: 26, data: rows.map(({ expense }) => drawn(expense)) },
      { name: '月末滚存结余', type: 'line', yAxisIndex: 1, data: rows.map(({ balance }) => drawn(balance)) },
    ],
  };
}

function SchemeSection({ scheme }: { readonly scheme: Scheme }) {
  const { name, insured, visits, total, reimbursed, fundsPerHead, before, kinds, levels } = scheme;
  return (
    <section aria-label={`${name}待遇`}>
      <h2>{name}待遇</h2>
      <p>
        {insured === null ? '没有人参保' : `月末参保${grouped(String(insured))}人`}；结算{grouped(String(visits))}
        人次，总费用
        {wan(total)}万元，实际报销比例{percent(reimbursed)}
        {before === null ? '' : `（上年同期${grouped(String(before.visits))}人次，${percent(before.reimbursed)}）`}
        {fundsPerHead === null ? '' : `；人均基金支出${grouped(fundsPerHead)}元`}。
      </p>
      {kinds.length > 0 && <Summaries label={`${name}按就诊类别`} first="就诊类别" rows={kinds} />}
      {levels.length > 0 && <Summaries label={`${name}住院按医疗机构级别`} first="住院医疗机构级别" rows={levels} />}
    </section>
  );
}

function Summaries({
  label,
  first,
  rows,
}: {
  readonly label: string;
  readonly first: string;
  readonly rows: readonly Summary[];
}) {
  return (
    <LedgerTable
      label={label}
      rows={rows}
      rowKey={({ key }) => key}
      empty=""
      columns={[
        { title: first, cell: ({ name }) => name },
        { title: '人次', num: true, cell: ({ visits }) => grouped(String(visits)) },
        { title: '总费用（万元）', num: true, cell: ({ total }) => wan(total) },
        { title: '次均费用（元）', num: true, cell: ({ perVisit }) => (perVisit === null ? '—' : grouped(perVisit)) },
        { title: '实际报销比例', num: true, cell: ({ reimbursed }) => percent(reimbursed) },
        { title: '目录外费用占比', num: true, cell: ({ outOfCatalogue }) => percent(outOfCatalogue) },
      ]}
    />
  );
}

function Burden({ burden, year }: { readonly burden: Overview['burden']; readonly year: string }) {
  if (burden.every(({ persons }) => persons === 0)) return null;
  const band = ({ from, to }: Overview['burden'][number]): string => {
    const low = grouped(from.replace('.00', ''));
    return to === null ? `${low}元以上` : `${low}—${grouped(to.replace('.00', ''))}元`;
  };
  return (
    <section aria-label="个人负担">
      <h2>个人负担</h2>
      <p>{year}年就过医的人，各人政策范围内个人负担的累计（大病保险和医疗救助之前），含起点，不含终点。</p>
      <LedgerTable
        label="个人负担"
        rows={burden}
        rowKey={({ from }) => from}
        empty=""
        columns={[
          { title: '全年累计', cell: band },
          { title: '人数', num: true, cell: ({ persons }) => grouped(String(persons)) },
        ]}
      />
    </section>
  );
}
