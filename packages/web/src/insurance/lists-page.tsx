/** 救助身份名单: another office's list is handed in, compared with what is entered, and confirmed by another person. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Input, Select, Spin } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { getJson, postFile, postJson } from '../api.ts';
import { Field } from '../field.tsx';
import { FilePick } from '../file-pick.tsx';
import { LedgerTable } from '../office/entry/ledger-table.tsx';
import { newId } from '../office/new-id.ts';
import '../office/office.css';
import { useMay } from '../session.tsx';
import { useTitle } from '../use-title.ts';
import { type Schemas, timeInWords } from '../words.ts';
import './insurance.css';

type List = Schemas['CategoryList'];

interface Answer {
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly sources: readonly {
    readonly source: Schemas['ListSource'];
    readonly name: string;
    readonly categories: readonly { readonly id: string; readonly name: string }[];
  }[];
  readonly lists: readonly List[];
}

export function ListsPage() {
  useTitle('救助身份名单');
  const may = useMay();
  const navigate = useNavigate();
  const { id } = useParams();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('department');
  const asked = useQuery({
    queryKey: ['category-lists', wanted],
    queryFn: () => getJson<Answer>(`/api/category-lists${wanted === null ? '' : `?department=${wanted}`}`),
  });
  if (asked.isPending) return <Spin />;
  if (asked.isError) return <Alert type="error" showIcon title={asked.error.message} role="alert" />;
  const { departments, lists } = asked.data;
  const department = wanted ?? departments[0]?.id ?? '';
  const open = (list: string): void => void navigate(`/insurance/lists/${list}?${search.toString()}`);
  return (
    <div className="insurance">
      <div className="desk-head">
        <h1>救助身份名单</h1>
        {departments.length > 1 && (
          <Select
            aria-label="经办机构"
            value={department}
            onChange={(of) => setSearch({ department: of })}
            options={departments.map(({ id: value, name: label }) => ({ value, label }))}
          />
        )}
      </div>
      {may('insured.write') && <HandIn key={department} department={department} answer={asked.data} onTaken={open} />}
      {id !== undefined && <Preview key={id} id={id} />}
      <section aria-label="收到的名单">
        <h2>收到的名单</h2>
        <LedgerTable
          label="收到的名单"
          rows={lists}
          rowKey={(one) => one.id}
          empty="还没有收到名单。"
          struck={({ state }) => state === 'withdrawn'}
          columns={[
            {
              title: '文号',
              cell: (one) => (
                <Button size="small" type="link" aria-pressed={one.id === id} onClick={() => open(one.id)}>
                  {one.document}
                </Button>
              ),
            },
            { title: '身份', cell: ({ categories }) => categories.join('、') },
            { title: '名单日期', cell: ({ asOf }) => asOf },
            { title: '收到日期', cell: ({ knownSince }) => knownSince },
            { title: '人数', num: true, cell: ({ rows }) => rows },
            { title: '交来', cell: ({ maker }) => maker },
            { title: '结果', cell: resultOf },
          ]}
        />
      </section>
    </div>
  );
}

function resultOf({ state, done }: List): string {
  if (state === 'withdrawn') return '已撤回';
  if (done === null) return '等待确认';
  const { started, ended, unchanged, problems } = done;
  return `新增${started}，终止${ended}，不变${unchanged}，有问题${problems}；${done.checker}确认`;
}

function HandIn({
  department,
  answer: { sources },
  onTaken,
}: {
  readonly department: string;
  readonly answer: Answer;
  readonly onTaken: (list: string) => void;
}) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [id, setId] = useState(newId);
  const [source, setSource] = useState<Schemas['ListSource']>('civil-affairs');
  const [categories, setCategories] = useState<readonly string[]>([]);
  // Whoever is not on a whole list loses the category, so that it is said and not taken for granted.
  const [whole, setWhole] = useState(false);
  const [texts, setTexts] = useState({ document: '', asOf: '', knownSince: '' });
  const [file, setFile] = useState<File | null>(null);
  const allowed = sources.find((one) => one.source === source)?.categories ?? [];
  const handing = useMutation({
    mutationFn: (chosen: File) =>
      postFile<Schemas['Entered']>('/api/category-lists', chosen, {
        id,
        department,
        source,
        categories: categories.join(','),
        whole: String(whole),
        ...texts,
      }),
    onSuccess: (answer) => {
      message.info(answer.again ? '这个文件先前交来过，打开的是那一份。' : '名单已收下，请核对。');
      setId(newId());
      void queries.invalidateQueries({ queryKey: ['category-lists'] });
      onTaken(answer.id);
    },
  });
  const text = (name: keyof typeof texts, label: string, type: 'text' | 'date') => (
    <Field label={label}>
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
    <section className="panel" aria-label="交来名单">
      <form
        className="entry"
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null) handing.mutate(file);
        }}
      >
        <h2 className="entry-title">交来名单</h2>
        <div className="entry-fields">
          <Field label="来自">
            {(field) => (
              <Select
                id={field}
                value={source}
                onChange={(value) => {
                  setSource(value);
                  setCategories([]);
                }}
                options={sources.map((one) => ({ value: one.source, label: one.name }))}
              />
            )}
          </Field>
          <Field label="名单认定的身份" hint="不选为这个部门认定的全部。">
            {(field) => (
              <Select
                id={field}
                mode="multiple"
                value={[...categories]}
                onChange={setCategories}
                options={allowed.map((one) => ({ value: one.id, label: one.name }))}
              />
            )}
          </Field>
          {text('document', '名单文号', 'text')}
          {text('asOf', '名单日期', 'date')}
          {text('knownSince', '收到日期', 'date')}
          <Field label="名单文件" hint="xlsx、xls或csv，要有“姓名”“身份证号”两栏。原件不留存，只记下它的指纹。">
            {(field) => <FilePick id={field} file={file} onPick={setFile} />}
          </Field>
        </div>
        <Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>
          全量名单：不在名单里的，身份到名单日期的前一天为止
        </Checkbox>
        {handing.isError && <Alert type="error" showIcon title={handing.error.message} role="alert" />}
        <div className="entry-end">
          <Button type="primary" htmlType="submit" disabled={file === null} loading={handing.isPending}>
            上传并核对
          </Button>
        </div>
      </form>
    </section>
  );
}

function Preview({ id }: { readonly id: string }) {
  const may = useMay();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const viewed = useQuery({
    queryKey: ['category-list', id],
    queryFn: () => getJson<Schemas['CategoryListPreview']>(`/api/category-lists/${id}`),
  });
  const again = (): void => {
    void queries.invalidateQueries({ queryKey: ['category-lists'] });
    void queries.invalidateQueries({ queryKey: ['category-list', id] });
  };
  const confirming = useMutation({
    mutationFn: (seen: string) => postJson(`/api/category-lists/${id}/confirmation`, { seen }),
    onSuccess: () => {
      message.success('名单已确认，身份已登记。');
      again();
    },
  });
  const withdrawing = useMutation({
    mutationFn: () => postJson(`/api/category-lists/${id}/withdrawal`, {}),
    onSuccess: () => {
      message.success('名单已撤回。');
      again();
    },
  });
  if (viewed.isPending) return <Spin />;
  if (viewed.isError) return <Alert type="error" showIcon title={viewed.error.message} role="alert" />;
  const { list, seen, counts, started, ended, heldBack, problems } = viewed.data;
  const error = confirming.error ?? withdrawing.error;
  const parts = [
    { title: '新增', n: counts.started, rows: started, empty: '没有新增。' },
    { title: '终止', n: counts.ended, rows: ended, empty: '没有终止。' },
    { title: '暂不终止：有认不出来的行与其同名', n: counts.heldBack, rows: heldBack, empty: '' },
  ].filter(({ n, empty }) => n > 0 || empty !== '');
  return (
    <section className="panel" aria-label="名单对比">
      <h2>{list.document}</h2>
      <p>
        {list.categories.join('、')}，{list.asOf}的{list.whole ? '全量' : '增补'}名单，{list.knownSince}收到，
        {list.rows}行；{list.maker}于{timeInWords(list.madeAt)}交来（{list.file}）。
      </p>
      {list.state !== 'open' && <p role="status">{resultOf(list)}。</p>}
      {list.state === 'open' && (
        <>
          <p role="status">
            确认后新增{counts.started}人，终止{counts.ended}人，不变{counts.unchanged}人；有问题的{counts.problems}
            行不登记。
          </p>
          {list.whole && counts.ended > counts.started + counts.unchanged && (
            <Alert
              type="warning"
              showIcon
              title={`这是全量名单：要终止${counts.ended}人，多过名单里认得出的${counts.started + counts.unchanged}人。请先核对文件是否完整、是否只是增补名单；不是全量的，撤回后不勾选“全量名单”重新交来。`}
            />
          )}
          {problems.length > 0 && (
            <>
              <h3>有问题的行（{counts.problems}）</h3>
              <LedgerTable
                label="有问题的行"
                rows={problems}
                rowKey={({ line }) => String(line)}
                empty=""
                columns={[
                  { title: '行', num: true, cell: ({ line }) => line },
                  { title: '姓名', cell: ({ name }) => name },
                  { title: '身份证号', cell: ({ identity }) => identity },
                  { title: '问题', cell: ({ title }) => title },
                  { title: '说明', cell: ({ message: said }) => said },
                ]}
              />
            </>
          )}
          {parts.map(({ title, n, rows, empty }) => (
            <div key={title}>
              <h3>
                {title}（{n}）
              </h3>
              <LedgerTable
                label={title}
                rows={rows}
                rowKey={({ person, category }) => `${person} ${category}`}
                empty={empty}
                columns={[
                  { title: '姓名', cell: ({ name }) => name },
                  { title: '身份', cell: ({ category }) => category },
                  { title: '起止', cell: ({ from, to }) => `${from}至${to ?? '今'}` },
                ]}
              />
            </div>
          ))}
          {error !== null && <Alert type="error" showIcon title={error.message} role="alert" />}
          <div className="record-actions">
            {may('insured.confirm') && !list.mine && seen !== null && (
              <Button type="primary" loading={confirming.isPending} onClick={() => confirming.mutate(seen)}>
                确认名单
              </Button>
            )}
            {may('insured.write') && (
              <Button danger loading={withdrawing.isPending} onClick={() => withdrawing.mutate()}>
                撤回名单
              </Button>
            )}
            {!may('insured.confirm') && <span className="quiet">由业务复核确认后才登记。</span>}
          </div>
        </>
      )}
    </section>
  );
}
