/** Stock-taking: every card in use has a result; a second person ends it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type Schemas } from '../../words.ts';
import { grouped } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { LinkedVouchers } from '../entry/linked-vouchers.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { RecordForm } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { type Asset, type Category, categoryOptions } from './words.ts';

type Taking = Schemas['StockTaking'];

export function StockTakingPage() {
  useTitle('资产盘点');
  const may = useMay();
  const [opening, setOpening] = useState(false);
  return (
    <UnitYearPage
      title="资产盘点"
      tools={() =>
        may('asset.make') && (
          <Button type="primary" disabled={opening} onClick={() => setOpening(true)}>
            开始盘点
          </Button>
        )
      }
    >
      {({ unit, year }) => <TakingsOfUnit unit={unit} year={year} opening={opening} onDone={() => setOpening(false)} />}
    </UnitYearPage>
  );
}

function TakingsOfUnit({ unit, opening, onDone }: UnitYear & { opening: boolean; onDone: () => void }) {
  const answer = useRegister<{ stockTakings: readonly Taking[] }>(`stock-takings?${query({ unit })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { stockTakings } = answer.data;
  const count = (taking: Taking, result: Taking['lines'][number]['result']): number =>
    taking.lines.filter((line) => line.result === result).length;
  return (
    <>
      {opening && (
        <RecordForm
          title="开始盘点"
          submit="开始"
          said="盘点已开始。"
          fields={() => [{ kind: 'date', name: 'date', label: '盘点日期', hint: '盘点这一天在用的全部卡片' }]}
          send={(id, values) => enter('stock-takings', { unit, id, date: values.text('date') })}
          onDone={onDone}
        />
      )}
      <LedgerTable
        label="资产盘点"
        rows={stockTakings}
        rowKey={({ id }) => id}
        empty="还没有盘点过。每年至少盘点一次。"
        columns={[
          { title: '盘点日期', cell: ({ date }) => date },
          {
            title: '状态',
            cell: ({ state }) =>
              state === 'open' ? (
                <span className="state state-drafted">进行中</span>
              ) : (
                <span className="state state-approved">已结束</span>
              ),
          },
          { title: '应盘（张）', num: true, cell: ({ cards }) => cards },
          { title: '相符', num: true, cell: (taking) => count(taking, 'found') },
          { title: '盘亏', num: true, cell: (taking) => count(taking, 'missing') },
          { title: '盘盈', num: true, cell: (taking) => count(taking, 'surplus') },
          { title: '盘点人', cell: ({ maker }) => maker },
          { title: '复核人', cell: ({ checker }) => checker ?? '—' },
          { title: '凭证', cell: ({ vouchers }) => <LinkedVouchers unit={unit} vouchers={vouchers} /> },
        ]}
        detail={(taking) => <TakingDetail unit={unit} taking={taking} />}
      />
    </>
  );
}

function TakingDetail({ unit, taking }: { readonly unit: string; readonly taking: Taking }) {
  const may = useMay();
  const [finding, setFinding] = useState(false);
  const answer = useRegister<{ assets: readonly Asset[]; categories: readonly Category[] }>(
    `assets?${query({ unit, day: taking.date })}`,
  );
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const open = taking.state === 'open';
  const byAsset = new Map(taking.lines.map((line) => [line.asset, line]));
  const cards = answer.data.assets.filter(
    ({ id, disposal }) => byAsset.has(id) || (open && disposal?.state !== 'checked'),
  );
  const done = cards.filter(({ id }) => byAsset.has(id)).length;
  const surplus = taking.lines.flatMap((line) => (line.surplus === null ? [] : [{ ...line.surplus, note: line.note }]));
  return (
    <>
      {open && <Progress percent={cards.length === 0 ? 100 : Math.floor((done / cards.length) * 100)} />}
      <LedgerTable
        label="盘点结果"
        rows={cards}
        rowKey={({ id }) => id}
        empty="没有卡片可盘。"
        columns={[
          { title: '编号', cell: ({ number }) => number },
          { title: '名称', cell: ({ name }) => name },
          { title: '使用人或地点', cell: ({ custodian }) => custodian },
          { title: '原值（元）', num: true, cell: ({ cost }) => grouped(cost) },
          {
            title: '结果',
            cell: ({ id }) => {
              const line = byAsset.get(id);
              if (line === undefined) return <CountButtons unit={unit} taking={taking.id} asset={id} />;
              return line.result === 'found' ? (
                '相符'
              ) : (
                <span className="bad">盘亏{line.note === '' ? '' : `：${line.note}`}</span>
              );
            },
          },
        ]}
      />
      {surplus.length > 0 && (
        <LedgerTable
          label="盘盈"
          rows={surplus}
          rowKey={({ number }) => number}
          empty=""
          columns={[
            { title: '盘盈编号', cell: ({ number }) => number },
            { title: '名称', cell: ({ name }) => name },
            { title: '估价（元）', num: true, cell: ({ cost }) => grouped(cost) },
            { title: '说明', cell: ({ note }) => note },
          ]}
        />
      )}
      {open && finding && (
        <RecordForm
          title="登记盘盈"
          fields={(values) => {
            const category = answer.data.categories.find(({ key }) => key === values.category);
            return [
              { kind: 'text', name: 'number', label: '新卡片编号' },
              { kind: 'text', name: 'name', label: '名称' },
              {
                kind: 'choice',
                name: 'category',
                label: '分类',
                wide: true,
                search: true,
                options: categoryOptions(answer.data.categories.filter(({ vehicle }) => !vehicle)),
              },
              { kind: 'amount', name: 'cost', label: '估价' },
              ...(category?.lifeMonths == null
                ? []
                : ([
                    { kind: 'count', name: 'life', label: '使用月数', hint: `不低于${category.lifeMonths}个月` },
                  ] as const)),
              { kind: 'text', name: 'note', label: '说明', optional: true, wide: true },
            ];
          }}
          send={(id, values) => {
            const category = answer.data.categories.find(({ key }) => key === values.text('category'));
            return enter(`stock-takings/${taking.id}/counts`, {
              unit,
              id,
              count: {
                result: 'surplus',
                number: values.text('number'),
                name: values.text('name'),
                category: values.text('category'),
                cost: values.text('cost'),
                lifeMonths: category?.lifeMonths == null ? null : values.count('life'),
                note: values.text('note'),
              },
            });
          }}
          onDone={() => setFinding(false)}
        />
      )}
      {open && (
        <div className="record-actions">
          {may('asset.make') && !finding && (
            <Button size="small" onClick={() => setFinding(true)}>
              登记没有卡片的实物
            </Button>
          )}
          {may('asset.check') && (
            <ReasonAction
              label="结束盘点"
              ask={null}
              said="盘点已结束，盘亏盘盈的凭证在凭证台待复核。"
              primary
              act={() => enter(`stock-takings/${taking.id}/finish`, { unit, vouchers: [newId(), newId()] })}
            />
          )}
        </div>
      )}
    </>
  );
}

function CountButtons({ unit, taking, asset }: { unit: string; taking: string; asset: string }) {
  const may = useMay();
  const queries = useQueryClient();
  const [id] = useState(newId);
  const found = useMutation({
    mutationFn: () =>
      enter(`stock-takings/${taking}/counts`, { unit, id, count: { result: 'found', asset, note: '' } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['office-registers'] }),
  });
  if (!may('asset.make')) return <span className="quiet">未盘</span>;
  return (
    <span className="count-buttons">
      <Button size="small" loading={found.isPending} onClick={() => found.mutate()}>
        相符
      </Button>
      <ReasonAction
        label="盘亏"
        ask="情况说明"
        said="已登记盘亏。"
        danger
        act={(note) => enter(`stock-takings/${taking}/counts`, { unit, id, count: { result: 'missing', asset, note } })}
      />
      {found.isError && <Alert type="error" showIcon title={found.error.message} role="alert" />}
    </span>
  );
}
