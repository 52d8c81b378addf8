/** 科目: the chart of a set on the last day of the year, the unit's own details, and who answers for a code. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Segmented, Select, Spin } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { postJson } from '../../api.ts';
import { Dialog } from '../../dialog.tsx';
import { Field } from '../../field.tsx';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { useForgetBooks } from '../vouchers/vouchers.ts';
import { accountLabel, bookNames, type ChartAccount, dimensionLabels, useChart, useSets } from './books.ts';

const classNames: Readonly<Record<string, string>> = {
  asset: '资产',
  liability: '负债',
  'net-asset': '净资产',
  'fund-balance': '基金净资产',
  income: '收入',
  expense: '费用',
  'budget-income': '预算收入',
  'budget-expense': '预算支出',
  'budget-balance': '预算结余',
};

export function AccountsPage() {
  useTitle('科目');
  return <UnitYearPage title="科目">{(chosen) => <Accounts chosen={chosen} />}</UnitYearPage>;
}

type Asking = { readonly what: 'detail' | 'confirm'; readonly account: ChartAccount } | null;

function Accounts({ chosen: { unit, year } }: { readonly chosen: UnitYear }) {
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const sets = useSets(unit);
  const set = sets?.find(({ id }) => id === search.get('set')) ?? sets?.[0];
  const chart = useChart(set?.id, `${year}-12-31`);
  const [words, setWords] = useState('');
  const [asking, setAsking] = useState<Asking>(null);
  if (set === undefined) return <Empty description="这个单位还没有账套，或您不能查看它的账簿。" />;
  const shown = (chart.data ?? []).filter((one) => accountLabel(one).includes(words.trim()));
  return (
    <>
      <div className="set-bar">
        <Segmented
          aria-label="账套"
          value={set.id}
          onChange={(id: string) =>
            setSearch((before) => {
              before.set('set', id);
              return before;
            })
          }
          options={(sets ?? []).map(({ id, book }) => ({ value: id, label: bookNames[book] }))}
        />
        <Input.Search
          allowClear
          className="desk-words"
          placeholder="编号或名称"
          aria-label="筛选科目"
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <span className="quiet">{year}年12月31日的科目表</span>
      </div>
      {chart.isPending && <Spin />}
      {chart.isError && <Alert type="error" showIcon title={chart.error.message} />}
      {chart.isSuccess && (
        <div className="sheet">
          <table className="ledger" aria-label="科目">
            <thead>
              <tr>
                <th scope="col">编号</th>
                <th scope="col">名称</th>
                <th scope="col">类别</th>
                <th scope="col">余额方向</th>
                <th scope="col">须写明</th>
                <th scope="col">依据</th>
                <th scope="col">办理</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((account) => (
                <tr key={account.key}>
                  <td className="code">{account.code ?? <span className="bad-note">待确认</span>}</td>
                  <th scope="row" className={`depth-${account.level - 1}`}>
                    {account.name}
                  </th>
                  <td>{classNames[account.class] ?? account.class}</td>
                  <td>{account.normalSide === 'debit' ? '借' : '贷'}</td>
                  <td>{account.requires.map((name) => dimensionLabels[name]).join('、')}</td>
                  <td>
                    {account.source}
                    {!account.confirmed && <span className="tag">未核实，不能记账</span>}
                  </td>
                  <td>
                    {may('account-set.manage') && account.confirmed && (
                      <Button size="small" onClick={() => setAsking({ what: 'detail', account })}>
                        增设明细
                      </Button>
                    )}
                    {may('account-set.manage') && !account.confirmed && (
                      <Button size="small" onClick={() => setAsking({ what: 'confirm', account })}>
                        确认编号
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Dialog
        title={asking?.what === 'confirm' ? '确认科目编号' : '增设明细科目'}
        open={asking !== null}
        onClose={() => setAsking(null)}
      >
        {asking?.what === 'detail' && (
          <DetailForm set={set.id} year={year} parent={asking.account} onDone={() => setAsking(null)} />
        )}
        {asking?.what === 'confirm' && (
          <ConfirmForm set={set.id} account={asking.account} onDone={() => setAsking(null)} />
        )}
      </Dialog>
    </>
  );
}

interface DetailFormProps {
  readonly set: string;
  readonly year: number;
  readonly parent: ChartAccount;
  readonly onDone: () => void;
}

function DetailForm({ set, year, parent, onDone }: DetailFormProps) {
  const { message } = App.useApp();
  const forget = useForgetBooks();
  const [code, setCode] = useState(`${parent.code ?? ''}01`);
  const [name, setName] = useState('');
  const [from, setFrom] = useState(`${year}-01-01`);
  const [requires, setRequires] = useState<readonly (keyof typeof dimensionLabels)[]>([]);
  const adding = useMutation({
    mutationFn: () =>
      postJson(`/api/books/sets/${encodeURIComponent(set)}/accounts`, {
        key: code.trim(),
        code: code.trim(),
        name: name.trim(),
        parent: parent.key,
        from,
        requires,
      }),
    onSuccess: () => {
      message.success(`已增设${code} ${name}。`);
      forget();
      onDone();
    },
  });
  return (
    <form
      className="entry"
      onSubmit={(event) => {
        event.preventDefault();
        adding.mutate();
      }}
    >
      <p className="quiet">
        上级科目：{accountLabel(parent)}。自启用日起，分录记到明细；此前记在上级的余额留在上级，可用凭证转入。
      </p>
      <Field label="编号" hint="6至12位数字，通常以上级编号开头">
        {(id) => <Input id={id} maxLength={12} value={code} onChange={(event) => setCode(event.target.value)} />}
      </Field>
      <Field label="名称">
        {(id) => <Input id={id} maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field label="启用日期">
        {(id) => <Input id={id} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />}
      </Field>
      <Field label="另须写明的核算项目" hint="在上级的要求之外；可不选">
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            value={[...requires]}
            onChange={setRequires}
            options={(['functionCode', 'economyCode', 'spending', 'source', 'project', 'counterpart'] as const)
              .filter((one) => !parent.requires.includes(one))
              .map((value) => ({ value, label: dimensionLabels[value] }))}
          />
        )}
      </Field>
      {adding.isError && <Alert type="error" showIcon title={adding.error.message} role="alert" />}
      <div className="entry-end">
        <Button onClick={onDone}>放弃</Button>
        <Button type="primary" htmlType="submit" loading={adding.isPending}>
          增设
        </Button>
      </div>
    </form>
  );
}

interface ConfirmFormProps {
  readonly set: string;
  readonly account: ChartAccount;
  readonly onDone: () => void;
}

function ConfirmForm({ set, account, onDone }: ConfirmFormProps) {
  const { message } = App.useApp();
  const forget = useForgetBooks();
  const [code, setCode] = useState(account.code ?? '');
  const [source, setSource] = useState('');
  const confirming = useMutation({
    mutationFn: () =>
      postJson(`/api/books/sets/${encodeURIComponent(set)}/confirmations`, {
        key: account.key,
        code: code.trim(),
        source: source.trim(),
      }),
    onSuccess: () => {
      message.success(`已确认${code} ${account.name}。`);
      forget();
      onDone();
    },
  });
  return (
    <form
      className="entry"
      onSubmit={(event) => {
        event.preventDefault();
        confirming.mutate();
      }}
    >
      <p className="quiet">
        “{account.name}”的编号还没有与官方科目表核对。请对照原件填写，您的姓名和今天的日期会记在科目上。
      </p>
      <Field label="官方编号" hint="四位数字">
        {(id) => <Input id={id} maxLength={4} value={code} onChange={(event) => setCode(event.target.value)} />}
      </Field>
      <Field label="依据" hint="文件名称、文号和页码">
        {(id) => <Input id={id} maxLength={200} value={source} onChange={(event) => setSource(event.target.value)} />}
      </Field>
      {confirming.isError && <Alert type="error" showIcon title={confirming.error.message} role="alert" />}
      <div className="entry-end">
        <Button onClick={onDone}>放弃</Button>
        <Button type="primary" htmlType="submit" loading={confirming.isPending}>
          署名确认
        </Button>
      </div>
    </form>
  );
}
