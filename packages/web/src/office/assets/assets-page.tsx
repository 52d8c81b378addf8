/** Asset cards as they stand at the end of the year that is shown: making, changing and disposing of them. */
import { Alert, Button, Input, Spin } from 'antd';
import { useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { grouped, sumOf } from '../amount.tsx';
import { enter, query, useRegister } from '../entry/ask.ts';
import { cutOff } from '../entry/cut-off.ts';
import { LedgerTable } from '../entry/ledger-table.tsx';
import { ReasonAction } from '../entry/reason-action.tsx';
import { type FieldSpec, RecordForm, type Values } from '../entry/record-form.tsx';
import { newId } from '../new-id.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import {
  type Asset,
  acquisitionNames,
  type Category,
  categoryOptions,
  disposalNames,
  optionsOf,
  vehicleUseNames,
} from './words.ts';

interface Assets {
  readonly day: string;
  readonly assets: readonly Asset[];
  readonly categories: readonly Category[];
  readonly vouchers: readonly {
    readonly id: string;
    readonly date: string;
    readonly text: string;
    readonly amount: string;
    readonly carded: string;
  }[];
}

export function AssetsPage() {
  useTitle('资产卡片');
  const may = useMay();
  const [entering, setEntering] = useState(false);
  return (
    <UnitYearPage
      title="资产卡片"
      tools={() =>
        may('asset.make') && (
          <Button type="primary" disabled={entering} onClick={() => setEntering(true)}>
            建卡片
          </Button>
        )
      }
    >
      {(chosen) => <AssetsOfYear {...chosen} entering={entering} onDone={() => setEntering(false)} />}
    </UnitYearPage>
  );
}

function AssetsOfYear({ unit, year, entering, onDone }: UnitYear & { entering: boolean; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const answer = useRegister<Assets>(`assets?${query({ unit, day: cutOff(year) })}`);
  if (answer.isPending) return <Spin />;
  if (answer.isError) return <Alert type="error" showIcon title={answer.error.message} />;
  const { day, assets, vouchers } = answer.data;
  const words = typed.trim();
  const shown = assets.filter(({ number, name, categoryName, plate, custodian }) =>
    [number, name, categoryName, plate ?? '', custodian].some((text) => text.includes(words)),
  );
  const inUse = assets.filter(({ disposal }) => disposal?.state !== 'checked');
  const uncarded = vouchers.filter(({ amount, carded }) => amount !== carded);
  return (
    <>
      {entering && <CardForm unit={unit} answer={answer.data} onDone={onDone} />}
      {uncarded.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="page-alert"
          title={`有${uncarded.length}张记入固定资产的凭证还没有建足卡片，卡片与总账因此不一致。`}
          description={uncarded
            .slice(0, 5)
            .map(({ date, text, amount, carded }) => `${date} ${text} ${grouped(amount)}元，已建${grouped(carded)}元`)
            .join('；')}
        />
      )}
      <p className="quiet">
        截至{day}在用{inUse.length}张卡片，原值{grouped(sumOf(inUse.map(({ cost }) => cost)))}元，净值
        {grouped(sumOf(inUse.map(({ net }) => net)))}元。
      </p>
      <Input.Search
        allowClear
        className="shelf-search"
        aria-label="查找卡片"
        placeholder="编号、名称、分类、车牌、使用人"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <LedgerTable
        label="资产卡片"
        rows={shown}
        rowKey={({ id }) => id}
        struck={({ disposal }) => disposal?.state === 'checked'}
        empty={words === '' ? '还没有资产卡片。' : '没有符合的卡片。'}
        columns={[
          { title: '编号', cell: ({ number }) => number },
          { title: '名称', cell: ({ name, plate }) => (plate === null ? name : `${name} ${plate}`) },
          {
            title: '分类',
            cell: ({ categoryName, vehicleUse }) =>
              vehicleUse === null ? categoryName : `${categoryName}（${vehicleUseNames[vehicleUse]}）`,
          },
          { title: '取得日期', cell: ({ acquiredOn }) => <span className="whole">{acquiredOn}</span> },
          { title: '方式', cell: ({ acquisition }) => <span className="whole">{acquisitionNames[acquisition]}</span> },
          { title: '数量', num: true, cell: ({ quantity }) => quantity },
          { title: '原值（元）', num: true, cell: ({ cost }) => grouped(cost) },
          { title: '累计折旧（元）', num: true, cell: ({ accumulated }) => grouped(accumulated) },
          { title: '净值（元）', num: true, cell: ({ net }) => grouped(net) },
          { title: '使用人或地点', cell: ({ custodian }) => custodian },
          { title: '状态', cell: (asset) => <Standing asset={asset} /> },
        ]}
        detail={(asset) => <AssetDetail unit={unit} asset={asset} />}
      />
    </>
  );
}

function Standing({ asset: { disposal } }: { readonly asset: Asset }) {
  if (disposal === null) return <span className="state state-approved">在用</span>;
  const what = disposalNames[disposal.manner];
  return disposal.state === 'checked' ? (
    <span className="state">
      {disposal.date}
      {what}
    </span>
  ) : (
    <span className="state state-drafted">{what}待复核</span>
  );
}

function cardFields({ categories, vouchers }: Assets, values: Values): readonly FieldSpec[] {
  const category = categories.find(({ key }) => key === values.category);
  const opening = values.acquisition === 'opening';
  return [
    { kind: 'text', name: 'number', label: '卡片编号' },
    { kind: 'text', name: 'name', label: '名称' },
    {
      kind: 'choice',
      name: 'category',
      label: '分类',
      wide: true,
      search: true,
      options: categoryOptions(categories),
    },
    {
      kind: 'choice',
      name: 'acquisition',
      label: '取得方式',
      options: optionsOf(acquisitionNames).filter(({ value }) => value !== 'surplus'),
    },
    { kind: 'date', name: 'acquiredOn', label: '取得日期' },
    { kind: 'count', name: 'quantity', label: '数量' },
    { kind: 'amount', name: 'cost', label: '原值' },
    ...(opening
      ? ([{ kind: 'amount', name: 'accumulated', label: '期初累计折旧' }] as const)
      : ([
          {
            kind: 'choice',
            name: 'voucher',
            label: '记入固定资产的凭证',
            wide: true,
            options: vouchers.map(({ id, date, text, amount, carded }) => ({
              value: id,
              label: `${date} ${text} ${grouped(amount)}元，已建卡${grouped(carded)}元`,
            })),
          },
        ] as const)),
    ...(category?.lifeMonths === null || category === undefined
      ? []
      : ([
          {
            kind: 'count',
            name: 'life',
            label: '使用月数',
            hint: `不低于${category.lifeMonths}个月${category.verified ? '' : '（依据待核）'}`,
          },
        ] as const)),
    ...(category?.vehicle === true
      ? ([
          { kind: 'text', name: 'plate', label: '车牌号' },
          { kind: 'choice', name: 'vehicleUse', label: '用途', options: optionsOf(vehicleUseNames) },
          {
            kind: 'check',
            name: 'fiscal',
            label: '由财政拨款负担运行费用',
            hint: '计入公务用车保有量',
          },
        ] as const)
      : []),
    { kind: 'text', name: 'custodian', label: '使用人或存放地点', optional: true },
  ];
}

function CardForm({ unit, answer, onDone }: { unit: string; answer: Assets; onDone: () => void }) {
  return (
    <RecordForm
      title="建资产卡片"
      fields={(values) => cardFields(answer, values)}
      initial={{ acquisition: 'bought', quantity: '1', accumulated: '0' }}
      send={(id, values) => {
        const category = answer.categories.find(({ key }) => key === values.text('category'));
        const vehicle = category?.vehicle === true;
        const opening = values.text('acquisition') === 'opening';
        return enter('assets', {
          unit,
          id,
          number: values.text('number'),
          name: values.text('name'),
          category: values.text('category'),
          quantity: values.count('quantity'),
          cost: values.text('cost'),
          acquiredOn: values.text('acquiredOn'),
          acquisition: values.text('acquisition'),
          voucher: opening ? null : values.given('voucher'),
          lifeMonths: category?.lifeMonths == null ? null : values.count('life'),
          accumulatedAtOpening: opening ? values.text('accumulated') : '0',
          plate: vehicle ? values.given('plate') : null,
          vehicleUse: vehicle ? values.given('vehicleUse') : null,
          fiscalVehicle: vehicle ? values.checked('fiscal') : null,
          custodian: values.text('custodian'),
        });
      }}
      onDone={onDone}
    />
  );
}

function AssetDetail({ unit, asset }: { readonly unit: string; readonly asset: Asset }) {
  const may = useMay();
  const [doing, setDoing] = useState<'change' | 'dispose' | null>(null);
  const { id, disposal, vehicleUse, fiscalVehicle, custodian, lifeMonths } = asset;
  return (
    <>
      <dl className="facts-list">
        <dt>使用年限</dt>
        <dd>{lifeMonths === null ? '不提折旧' : `${lifeMonths}个月`}</dd>
        {vehicleUse !== null && (
          <>
            <dt>运行费用</dt>
            <dd>{fiscalVehicle === true ? '由财政拨款负担' : '不由财政拨款负担'}</dd>
          </>
        )}
        {disposal !== null && (
          <>
            <dt>处置</dt>
            <dd>
              {disposal.date} {disposalNames[disposal.manner]}，{disposal.document}，收入{grouped(disposal.proceeds)}
              元，登记人{disposal.maker}
            </dd>
          </>
        )}
      </dl>
      {doing === 'change' && (
        <RecordForm
          title="登记变动"
          fields={() => [
            { kind: 'date', name: 'from', label: '变动日期' },
            ...(vehicleUse === null
              ? []
              : ([
                  { kind: 'choice', name: 'vehicleUse', label: '用途', options: optionsOf(vehicleUseNames) },
                  { kind: 'check', name: 'fiscal', label: '由财政拨款负担运行费用' },
                ] as const)),
            { kind: 'text', name: 'custodian', label: '使用人或存放地点', optional: true },
            { kind: 'text', name: 'reason', label: '变动原因', wide: true },
          ]}
          initial={{ custodian, vehicleUse: vehicleUse ?? '', fiscal: fiscalVehicle === true }}
          send={(change, values) =>
            enter(`assets/${id}/changes`, {
              unit,
              id: change,
              from: values.text('from'),
              vehicleUse: vehicleUse === null ? null : values.given('vehicleUse'),
              fiscalVehicle: vehicleUse === null ? null : values.checked('fiscal'),
              custodian: values.text('custodian'),
              reason: values.text('reason'),
            })
          }
          onDone={() => setDoing(null)}
        />
      )}
      {doing === 'dispose' && (
        <RecordForm
          title="登记处置"
          said="已登记，待另一人复核。"
          fields={() => [
            {
              kind: 'choice',
              name: 'manner',
              label: '处置方式',
              options: optionsOf(disposalNames).filter(({ value }) => value !== 'missing'),
            },
            { kind: 'date', name: 'date', label: '处置日期' },
            { kind: 'amount', name: 'proceeds', label: '处置收入', hint: '应缴财政；没有收入的填0' },
            { kind: 'text', name: 'document', label: '批复文号', wide: true },
          ]}
          initial={{ proceeds: '0' }}
          send={(disposalId, values) =>
            enter('disposals', {
              unit,
              id: disposalId,
              asset: id,
              manner: values.text('manner'),
              date: values.text('date'),
              proceeds: values.text('proceeds'),
              document: values.text('document'),
            })
          }
          onDone={() => setDoing(null)}
        />
      )}
      <div className="record-actions">
        {disposal === null && doing === null && may('asset.make') && (
          <>
            <Button size="small" onClick={() => setDoing('change')}>
              登记变动
            </Button>
            <Button size="small" onClick={() => setDoing('dispose')}>
              登记处置
            </Button>
            <ReasonAction
              label="撤回误建的卡片"
              ask="撤回理由"
              said="已撤回。"
              danger
              act={(reason) => enter(`assets/${id}/withdrawal`, { unit, reason })}
            />
          </>
        )}
        {disposal?.state === 'made' && may('asset.check') && (
          <>
            <ReasonAction
              label="复核处置，生成凭证"
              ask={null}
              said="已复核，凭证在凭证台待复核。"
              primary
              act={() =>
                enter(`disposals/${disposal.id}/decision`, { unit, approve: true, reason: '', voucher: newId() })
              }
            />
            <ReasonAction
              label="退回"
              ask="退回理由"
              said="已退回。"
              danger
              act={(reason) =>
                enter(`disposals/${disposal.id}/decision`, { unit, approve: false, reason, voucher: newId() })
              }
            />
          </>
        )}
      </div>
    </>
  );
}
