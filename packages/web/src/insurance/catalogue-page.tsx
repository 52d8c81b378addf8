/** 医保目录: what is in force on a day, an item's history, and the files by which it changes. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { getJson, postFile } from '../api.ts';
import { Field } from '../field.tsx';
import { FilePick } from '../file-pick.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { dayOf, type Schemas, timeInWords } from '../words.ts';
import './insurance.css';
import { itemClassNames, itemKindNames } from './names.ts';
import { Paged } from './paged.tsx';

type Item = Schemas['CatalogueItem'];

export function CataloguePage() {
  useTitle('医保目录');
  const may = useMay();
  const [importing, setImporting] = useState(false);
  return (
    <div className="insurance">
      <h1>医保目录</h1>
      {may('catalogue.write') && !importing && (
        <p>
          <Button onClick={() => setImporting(true)}>导入目录文件</Button>
        </p>
      )}
      {importing && <HandIn onDone={() => setImporting(false)} />}
      <Imports />
      <Items />
    </div>
  );
}

function Items() {
  const [where, setWhere] = useState('text=&offset=0');
  const [day, setDay] = useState(() => dayOf(new Date()));
  const [kind, setKind] = useState<string>('');
  const filters = `&day=${day}${kind === '' ? '' : `&kind=${kind}`}`;
  const found = useQuery({
    queryKey: ['catalogue', where, filters],
    queryFn: () => getJson<{ items: readonly Item[]; total: number }>(`/api/catalogue?${where}${filters}`),
    enabled: /^\d{4}-\d{2}-\d{2}$/.test(day),
    placeholderData: (before) => before,
  });
  return (
    <section aria-label="有效的目录">
      <h2>有效的目录</h2>
      <div className="find">
        <Field label="在这一天有效">
          {(id) => <Input id={id} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
        </Field>
        <Field label="类别">
          {(id) => (
            <Select
              id={id}
              value={kind}
              onChange={setKind}
              options={[
                { value: '', label: '全部' },
                ...Object.entries(itemKindNames).map(([value, label]) => ({ value, label })),
              ]}
            />
          )}
        </Field>
      </div>
      <Paged key={filters} label="编码开头或名称" total={found.data?.total ?? 0} onWhere={setWhere} />
      {found.isPending && <Spin />}
      {found.isError && <Alert type="error" showIcon title={found.error.message} role="alert" />}
      {found.data !== undefined && (
        <LedgerTable
          label="有效的目录"
          rows={found.data.items}
          rowKey={({ code }) => code}
          empty="这一天没有这样的项目。还没有目录的，先导入目录文件。"
          columns={[
            { title: '编码', cell: ({ code }) => code },
            { title: '名称', cell: ({ name }) => name },
            { title: '规格', cell: ({ specification }) => specification || '—' },
            { title: '类别', cell: (item) => itemKindNames[item.kind] },
            { title: '等级', cell: (item) => itemClassNames[item.class] },
            { title: '先行自付', num: true, cell: ({ firstPay }) => firstPay },
            { title: '最高支付价（元）', num: true, cell: ({ priceLimit }) => priceLimit ?? '不限' },
            { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
          ]}
          detail={({ code }) => <History code={code} />}
        />
      )}
    </section>
  );
}

function History({ code }: { readonly code: string }) {
  const asked = useQuery({
    queryKey: ['catalogue-item', code],
    queryFn: () =>
      getJson<{ history: readonly (Item & { readonly document: string; readonly file: string })[] }>(
        `/api/catalogue/items/${code}`,
      ),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  return (
    <LedgerTable
      label={`${code}的历史`}
      rows={asked.data.history}
      rowKey={({ from }) => from}
      empty=""
      struck={({ from, to }) => to !== null && to < from}
      columns={[
        { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
        { title: '名称', cell: ({ name }) => name },
        { title: '等级', cell: (item) => itemClassNames[item.class] },
        { title: '先行自付', num: true, cell: ({ firstPay }) => firstPay },
        { title: '最高支付价（元）', num: true, cell: ({ priceLimit }) => priceLimit ?? '不限' },
        { title: '依据', cell: ({ document, file }) => (document === '' ? file : `${document}（${file}）`) },
      ]}
    />
  );
}

function Imports() {
  const navigate = useNavigate();
  const asked = useQuery({
    queryKey: ['catalogue-imports'],
    queryFn: () => getJson<{ imports: readonly Schemas['CatalogueImport'][] }>('/api/catalogue/imports'),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  return (
    <section aria-label="目录导入">
      <h2>目录导入</h2>
      <LedgerTable
        label="目录导入"
        rows={asked.data.imports}
        rowKey={({ id }) => id}
        empty="还没有导入过目录。"
        struck={({ state }) => state === 'withdrawn'}
        columns={[
          {
            title: '文号',
            cell: ({ id, document, file }) => (
              <Button size="small" type="link" onClick={() => void navigate(`/insurance/catalogue/imports/${id}`)}>
                {document === '' ? file : document}
              </Button>
            ),
          },
          { title: '执行日期', cell: ({ from }) => from ?? '—' },
          { title: '行数', num: true, cell: ({ rows }) => rows },
          { title: '交来', cell: ({ maker, madeAt }) => `${maker} ${timeInWords(madeAt)}` },
          { title: '结果', cell: importResult },
        ]}
      />
    </section>
  );
}

export function importResult({ state, counts, confirmer }: Schemas['CatalogueImport']): string {
  if (state === 'withdrawn') return '已撤回';
  if (state === 'open') return '等待确认';
  const { added, changed, ended, unchanged } = counts;
  const who = confirmer === null ? '' : `；${confirmer}确认`;
  return `新增${added}，变更${changed}，终止${ended}，不变${unchanged}${who}`;
}

function HandIn({ onDone }: { readonly onDone: () => void }) {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [id] = useState(newId);
  const [texts, setTexts] = useState({ document: '', from: '' });
  const [whole, setWhole] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const handing = useMutation({
    mutationFn: (chosen: File) =>
      postFile<Schemas['Entered']>('/api/catalogue/imports', chosen, { id, whole: String(whole), ...texts }),
    onSuccess: (answer) => {
      message.info(answer.again ? '这个文件先前交来过，打开的是那一次。' : '目录已收下，请核对。');
      void navigate(`/insurance/catalogue/imports/${answer.id}`);
    },
  });
  const text = (name: keyof typeof texts, label: string, type: 'text' | 'date', hint: string) => (
    <Field label={label} hint={hint}>
      {(field) => (
        <Input
          id={field}
          type={type}
          required
          value={texts[name]}
          onChange={(event) => setTexts((before) => ({ ...before, [name]: event.target.value }))}
        />
      )}
    </Field>
  );
  return (
    <section className="panel" aria-label="导入目录文件">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) handing.mutate(file);
        }}
      >
        <h2 className="entry-title">导入目录文件</h2>
        <div className="entry-fields">
          {text('document', '目录文号', 'text', '')}
          {text('from', '执行日期', 'date', '没有写起始日期的行从这一天起。')}
          <Field
            label="目录文件"
            hint="csv、xlsx或xls，要有“医保目录编码”“名称”“费用等级”三栏，可以有“类别”“规格”“最高支付价”“先行自付比例”“起始日期”“终止日期”。"
          >
            {(field) => <FilePick id={field} file={file} onPick={setFile} />}
          </Field>
        </div>
        <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
          全量目录：同类里不在文件中的，到执行日期的前一天为止
        </Checkbox>
        {handing.isError && <Alert type="error" showIcon title={handing.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={onDone}>放弃</Button>
          <Button type="primary" htmlType="submit" disabled={file === null} loading={handing.isPending}>
            上传并对比
          </Button>
        </div>
      </form>
    </section>
  );
}
