/** Imports of the finance system's exports: choose a file, look at what it would change, and – another person – commit it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Progress, Select, Spin, Steps } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { Field } from '../../field.tsx';
import { FilePick } from '../../file-pick.tsx';
import { useMay, useSession } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { Amount, grouped } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import { optionsOf } from './budget.ts';
import {
  type BudgetImport,
  commitImport,
  type Progress as Far,
  getProgress,
  type ImportKind,
  type ImportMapping,
  type ImportPreview,
  importKindNames,
  noMapping,
  stageImport,
  useImportColumns,
  useImportPreview,
  useImports,
} from './imports.ts';

export function ImportPage() {
  useTitle('导入');
  return (
    <UnitYearPage title="导入">
      {(chosen) => <Imports key={`${chosen.unit} ${chosen.year}`} chosen={chosen} />}
    </UnitYearPage>
  );
}

function Imports({ chosen }: { readonly chosen: UnitYear }) {
  const may = useMay();
  const { id } = useParams();
  return (
    <>
      {may('budget.import') && <Handing chosen={chosen} />}
      {id !== undefined && <Looking chosen={chosen} id={id} />}
      <ImportList chosen={chosen} open={id ?? null} />
    </>
  );
}

/** The address of one import's preview, with the unit and year kept. */
function useImportAddress(): (id: string) => { pathname: string; search: string } {
  const [search] = useSearchParams();
  return (id) => ({ pathname: `/office/budget/imports/${id}`, search: search.toString() });
}

/** Chooses a kind and a file; where the headers do not say enough, the person says which column is which. */
function Handing({ chosen }: { readonly chosen: UnitYear }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const addressOf = useImportAddress();
  const [kind, setKind] = useState<ImportKind>('documents');
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<ImportMapping>(noMapping);
  const [naming, setNaming] = useState(false);
  const navigate = useNavigate();
  const handing = useMutation({
    mutationFn: async (chosenFile: File) => stageImport(chosen, kind, chosenFile, mapping),
    onSuccess: ({ id, again }) => {
      message.info(again ? '这个文件先前上传过，打开的是那一次。' : '文件已上传，请核对。');
      void navigate(addressOf(id));
      void queries.invalidateQueries({ queryKey: ['budget', 'imports'] });
    },
  });
  return (
    <section className="panel" aria-label="上传导出文件">
      <div className="entry">
        <div className="entry-fields">
          <Field label="文件是">
            {(field) => (
              <Select
                id={field}
                value={kind}
                onChange={(value) => {
                  setKind(value);
                  setMapping(noMapping);
                }}
                options={optionsOf(importKindNames)}
              />
            )}
          </Field>
          <div className="wide">
            <Field
              label="一体化系统的导出文件"
              hint="CSV（UTF-8、GBK）、.xlsx 或 .xls。表头写法不同也能识别；上传后先核对，不会马上导入。"
            >
              {(field) => <FilePick id={field} file={file} onPick={setFile} />}
            </Field>
          </div>
        </div>
        {naming && <ColumnNaming kind={kind} mapping={mapping} onChange={setMapping} />}
        {handing.isError && <Alert type="error" showIcon title={handing.error.message} role="alert" />}
        <div className="entry-end">
          <Button onClick={() => setNaming(!naming)}>{naming ? '按表头识别' : '指定各栏'}</Button>
          <Button
            type="primary"
            disabled={file === null}
            loading={handing.isPending}
            onClick={() => file !== null && handing.mutate(file)}
          >
            上传并核对
          </Button>
        </div>
      </div>
    </section>
  );
}

/** Says which header a column has, or which value a whole column that the export lacks. */
function ColumnNaming({
  kind,
  mapping,
  onChange,
}: {
  readonly kind: ImportKind;
  readonly mapping: ImportMapping;
  readonly onChange: (mapping: ImportMapping) => void;
}) {
  const columns = useImportColumns(kind);
  const set = (part: 'columns' | 'constants', field: string, value: string): void => {
    const { [field]: _, ...rest } = mapping[part];
    onChange({ ...mapping, [part]: value === '' ? rest : { ...rest, [field]: value } });
  };
  return (
    <fieldset className="panel">
      <legend>指定各栏（只填与自动识别不同的）</legend>
      <div className="entry-fields">
        {(columns.data ?? []).map(({ field, term, required, labels, words }) => (
          <div key={field}>
            <Field label={`${term}${required ? '' : '（可缺）'}`}>
              {(of) => (
                <input
                  id={of}
                  className="ant-input plain-input"
                  placeholder={`表头，如“${labels[0] ?? term}”`}
                  value={mapping.columns[field] ?? ''}
                  onChange={(event) => set('columns', field, event.target.value.trim())}
                />
              )}
            </Field>
            {words.length > 0 && (
              <Select
                aria-label={`${term}整列的值`}
                className="full"
                allowClear
                placeholder="表里没有时，整列都是"
                value={mapping.constants[field] ?? null}
                onChange={(value: string | undefined) => set('constants', field, value ?? '')}
                options={words.map((word) => ({ value: word, label: word }))}
              />
            )}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** What one import would change, with its problems; and its commit. */
function Looking({ chosen, id }: { readonly chosen: UnitYear; readonly id: string }) {
  const preview = useImportPreview(chosen.unit, id);
  if (preview.isPending) {
    return (
      <section className="panel">
        <Spin /> 正在读取和核对……
      </section>
    );
  }
  if (preview.isError) {
    return (
      <section className="panel">
        <Alert
          type="error"
          showIcon
          title={preview.error.message}
          description="需要指定各栏的，请在上面重新选择这个文件，点“指定各栏”后再上传。"
        />
      </section>
    );
  }
  return <Preview chosen={chosen} preview={preview.data} />;
}

function Preview({ chosen, preview }: { readonly chosen: UnitYear; readonly preview: ImportPreview }) {
  const { errors, warnings, problems } = preview;
  const committed = preview.import.commit;
  const what = preview.import.kind === 'documents' ? '份文件' : '笔支付';
  return (
    <section className="panel" aria-label={`核对${preview.import.file}`}>
      <Steps
        size="small"
        current={committed === null ? 1 : 3}
        items={[{ title: '上传' }, { title: '核对' }, { title: '另一人确认导入' }]}
      />
      <h2>{preview.import.file}</h2>
      <p>
        {importKindNames[preview.import.kind]}，{preview.rows}行数据，合计 <strong>{grouped(preview.total)}</strong> 元
        {preview.unit === '万元' && '（文件以万元为单位）'}；新 <strong>{preview.added}</strong> {what}，与已登记不同{' '}
        <strong>{preview.changed}</strong> {what}（登记为更正），相同 <strong>{preview.unchanged}</strong> {what}
        {preview.ignored > 0 && `；略过${preview.ignored}行空行、签章等`}。
      </p>
      {errors > 0 && (
        <Alert
          type="error"
          showIcon
          title={`有${errors}处错误，改正之前整个文件都不能导入。请按下面的行号改正后重新上传。`}
        />
      )}
      {errors === 0 && warnings > 0 && <Alert type="warning" showIcon title={`有${warnings}处提示，请核对。`} />}
      {problems.length > 0 && <Problems preview={preview} />}
      <div className="preview-parts">
        <div>
          <h3>各科目合计</h3>
          <table className="ledger" aria-label="各科目合计">
            <thead>
              <tr>
                <th scope="col">科目</th>
                <th scope="col" className="num">
                  行数
                </th>
                <th scope="col" className="num">
                  金额（元）
                </th>
              </tr>
            </thead>
            <tbody>
              {preview.sums.map(({ functionCode, name, rows, amount }) => (
                <tr key={functionCode}>
                  <th scope="row">
                    {functionCode} {name}
                  </th>
                  <td className="num">{rows}</td>
                  <Amount of={amount} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <h3>各栏</h3>
          <table className="ledger" aria-label="各栏">
            <tbody>
              {preview.columns.map(({ field, term, header, constant }) => (
                <tr key={field}>
                  <th scope="row">{term}</th>
                  <td>{constant ? `整列都是“${header}”` : header}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {preview.unused.length > 0 && <p className="quiet">没有用到：{preview.unused.join('、')}</p>}
          {preview.projects.length > 0 && (
            <p>随之登记新项目：{preview.projects.map(({ code, name }) => `${code} ${name}`).join('、')}</p>
          )}
        </div>
      </div>
      {preview.changes.length > 0 && <Changes changes={preview.changes} />}
      {committed === null ? (
        <Commit chosen={chosen} preview={preview} />
      ) : (
        <Alert
          type="success"
          showIcon
          title={`${committed.committer}已于${timeInWords(committed.at)}确认导入：新${committed.added}${what}，更正${committed.changed}${what}，相同${committed.unchanged}${what}。`}
        />
      )}
    </section>
  );
}

function Problems({ preview: { problems, errors, warnings } }: { readonly preview: ImportPreview }) {
  return (
    <div className="sheet sheet-short">
      <table className="ledger" aria-label="逐行的问题">
        <thead>
          <tr>
            <th scope="col" className="num">
              行
            </th>
            <th scope="col">栏</th>
            <th scope="col">内容</th>
            <th scope="col">问题和办法</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ id, severity, row, column, value, message }) => (
            <tr key={`${row} ${column ?? ''} ${id} ${message}`}>
              <td className="num">{row}</td>
              <td>{column}</td>
              <td>{id === 'refused-by-rule' ? '' : value}</td>
              <td className={severity === 'error' ? 'bad' : ''}>
                {severity === 'warning' && '提示：'}
                {message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length < errors + warnings && (
        <p className="quiet">
          只列出前{problems.length}处，共{errors + warnings}处。
        </p>
      )}
    </div>
  );
}

function Changes({ changes }: { readonly changes: ImportPreview['changes'] }) {
  return (
    <>
      <h3>与已登记不同的</h3>
      <table className="ledger" aria-label="与已登记不同的">
        <thead>
          <tr>
            <th scope="col" className="num">
              行
            </th>
            <th scope="col">文号或凭证号</th>
            <th scope="col" className="num">
              已登记（元）
            </th>
            <th scope="col" className="num">
              这个文件（元）
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ number, row, before, after }) => (
            <tr key={row}>
              <td className="num">{row}</td>
              <td>{number}</td>
              <Amount of={before} />
              <Amount of={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Commit({ chosen, preview }: { readonly chosen: UnitYear; readonly preview: ImportPreview }) {
  const { message } = App.useApp();
  const may = useMay();
  const { person } = useSession();
  const queries = useQueryClient();
  const { id, maker } = preview.import;
  const [far, setFar] = useState<Far | null>(null);
  const committing = useMutation({
    mutationFn: () => commitImport(chosen.unit, id),
    onSuccess: ({ added, changed, unchanged }) =>
      message.success(`导入完成：新${added}，更正${changed}，相同${unchanged}。`),
    // What was seen is no longer so, whatever the answer.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['budget'] }),
  });
  useEffect(() => {
    if (!committing.isPending) return;
    const timer = setInterval(() => {
      getProgress(chosen.unit, id).then(setFar, () => setFar(null));
    }, 700);
    return () => clearInterval(timer);
  }, [committing.isPending, chosen.unit, id]);
  const another = person !== null && person.name === maker ? '您上传的文件须由另一人确认导入。' : null;
  return (
    <>
      {committing.isError && <Alert type="error" showIcon title={committing.error.message} role="alert" />}
      {committing.isPending && (
        <Progress
          aria-label="导入进度"
          percent={far === null || far.all === 0 ? 0 : Math.floor((far.done / far.all) * 100)}
          format={() => (far === null ? '准备中' : `${far.done}/${far.all}`)}
        />
      )}
      <div className="entry-end">
        {may('budget.check') ? (
          <>
            {another !== null && <span className="quiet">{another}</span>}
            <Button
              type="primary"
              disabled={preview.errors > 0}
              loading={committing.isPending}
              onClick={() => committing.mutate()}
            >
              确认导入
            </Button>
          </>
        ) : (
          <span className="quiet">核对无误后，请有复核权限的人在这一页确认导入。</span>
        )}
      </div>
    </>
  );
}

function ImportList({ chosen, open }: { readonly chosen: UnitYear; readonly open: string | null }) {
  const imports = useImports(chosen);
  const addressOf = useImportAddress();
  if (imports.isPending) return <Spin />;
  if (imports.isError) return <Alert type="error" showIcon title={imports.error.message} />;
  if (imports.data.length === 0) return <Empty description={`${chosen.year}年还没有导入过文件。`} />;
  return (
    <>
      <h2>上传过的文件</h2>
      <table className="ledger" aria-label="上传过的文件">
        <thead>
          <tr>
            <th scope="col">文件</th>
            <th scope="col">种类</th>
            <th scope="col">上传</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {imports.data.map((one) => (
            <tr key={one.id} aria-current={one.id === open ? 'true' : undefined}>
              <td>
                <Link to={addressOf(one.id)}>{one.file}</Link>
              </td>
              <td>{importKindNames[one.kind]}</td>
              <td>
                {one.maker}，{timeInWords(one.madeAt)}
              </td>
              <td>{resultOf(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function resultOf({ commit }: BudgetImport) {
  if (commit === null) return <span className="state state-drafted">待确认</span>;
  const { added, changed, unchanged, committer } = commit;
  return (
    <>
      <span className="state state-approved">已导入</span> 新{added}，更正{changed}，相同{unchanged}（{committer}）
    </>
  );
}
