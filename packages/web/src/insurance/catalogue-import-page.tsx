/** One file of the 目录: what it adds, changes, ends, what it leaves, which lines are wrong; confirmed by another or withdrawn. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Spin } from 'antd';
import { type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { getJson, postJson } from '../api.ts';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas, timeInWords } from '../words.ts';
import { importResult } from './catalogue-page.tsx';
import './insurance.css';
import { itemClassNames, itemKindNames } from './names.ts';

type Item = Schemas['CatalogueItem'];
type Preview = Schemas['CatalogueImportPreview'];

export function CatalogueImportPage() {
  useTitle('目录导入');
  const { id = '' } = useParams();
  const viewed = useQuery({
    queryKey: ['catalogue-import', id],
    queryFn: () => getJson<Preview>(`/api/catalogue/imports/${id}`),
  });
  return (
    <div className="insurance">
      <p>
        <Link to="/insurance/catalogue">医保目录</Link>
      </p>
      {viewed.isPending && <Spin />}
      {viewed.isError && <Alert type="error" showIcon title={viewed.error.message} role="alert" />}
      {viewed.data !== undefined && <Compared id={id} preview={viewed.data} />}
    </div>
  );
}

const limitOf = ({ priceLimit }: Item): string => (priceLimit === null ? '不限价' : `限价${priceLimit}元`);

function termsOf(item: Item): string {
  const specification = item.specification === '' ? '' : `，${item.specification}`;
  return `${itemKindNames[item.kind]}，${item.name}${specification}，${itemClassNames[item.class]}，先行自付${item.firstPay}，${limitOf(item)}`;
}

function Compared({ id, preview }: { readonly id: string; readonly preview: Preview }) {
  const { made, counts, added, changed, ended, problems } = preview;
  return (
    <>
      <h1>{made.document === '' ? made.file : made.document}</h1>
      <p>
        {made.from ?? ''}起执行的{made.whole ? '全量' : '增补'}目录，{made.rows}行；{made.maker}于
        {timeInWords(made.madeAt)}交来（{made.file}）。
      </p>
      {made.state !== 'open' && <p role="status">{importResult(made)}。</p>}
      {made.state === 'open' && (
        <>
          <p role="status">
            确认后新增{counts.added}项，变更{counts.changed}项，终止{counts.ended}项，不变{counts.unchanged}项；有问题的
            {counts.problems}行不取。
          </p>
          <Acts id={id} preview={preview} />
          {problems.length > 0 && (
            <Part title="有问题的行" n={counts.problems}>
              <LedgerTable
                label="有问题的行"
                rows={problems}
                rowKey={({ line }) => String(line)}
                empty=""
                columns={[
                  { title: '行', num: true, cell: ({ line }) => line },
                  { title: '编码', cell: ({ code }) => code },
                  { title: '问题', cell: ({ title }) => title },
                  { title: '说明', cell: ({ message }) => message },
                ]}
              />
            </Part>
          )}
          <Part title="新增" n={counts.added}>
            <LedgerTable
              label="新增"
              rows={added}
              rowKey={({ code }) => code}
              empty="没有新增。"
              columns={[
                { title: '编码', cell: ({ code }) => code },
                { title: '内容', cell: termsOf },
                { title: '起始', cell: ({ from }) => from },
              ]}
            />
          </Part>
          <Part title="变更" n={counts.changed}>
            <LedgerTable
              label="变更"
              rows={changed}
              rowKey={({ after }) => after.code}
              empty="没有变更。"
              columns={[
                { title: '编码', cell: ({ after }) => after.code },
                { title: '原来', cell: ({ before }) => termsOf(before) },
                { title: '改为', cell: ({ after }) => <b>{termsOf(after)}</b> },
                { title: '起始', cell: ({ after }) => after.from },
              ]}
            />
          </Part>
          <Part title="终止" n={counts.ended}>
            <LedgerTable
              label="终止"
              rows={ended}
              rowKey={({ item }) => item.code}
              empty="没有终止。"
              columns={[
                { title: '编码', cell: ({ item }) => item.code },
                { title: '内容', cell: ({ item }) => termsOf(item) },
                { title: '最后一天', cell: ({ to }) => to },
              ]}
            />
          </Part>
        </>
      )}
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly n: number;
  readonly children: ReactNode;
}

function Part({ title, n, children }: PartProps) {
  return (
    <section aria-label={title}>
      <h2>
        {title}（{n}）
      </h2>
      {children}
    </section>
  );
}

function Acts({ id, preview: { made, seen } }: { readonly id: string; readonly preview: Preview }) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const done = (said: string): void => {
    message.success(said);
    void queries.invalidateQueries({ queryKey: ['catalogue-imports'] });
    void queries.invalidateQueries({ queryKey: ['catalogue-import', id] });
    void queries.invalidateQueries({ queryKey: ['catalogue'] });
  };
  const confirming = useMutation({
    mutationFn: (of: string) => postJson(`/api/catalogue/imports/${id}/confirmation`, { seen: of }),
    onSuccess: () => done('目录已确认，从各自的起始日期起执行。'),
  });
  const withdrawing = useMutation({
    mutationFn: () => postJson(`/api/catalogue/imports/${id}/withdrawal`, {}),
    onSuccess: () => done('导入已撤回。'),
  });
  const error = confirming.error ?? withdrawing.error;
  return (
    <>
      {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
      <div className="record-actions">
        {may('catalogue.confirm') && !made.mine && seen !== null && (
          <Button type="primary" loading={confirming.isPending} onClick={() => confirming.mutate(seen)}>
            确认目录
          </Button>
        )}
        {may('catalogue.write') && (
          <Button danger loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
            撤回导入
          </Button>
        )}
        {!may('catalogue.confirm') && <span className="quiet">由业务复核确认后才执行。</span>}
      </div>
    </>
  );
}
