/** Hands a workbook of approved tables in, looks at what was recognised in it, and – another person – confirms it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Spin, Steps } from 'antd';
import { useState } from 'react';
import { Field } from '../../field.tsx';
import { FilePick } from '../../file-pick.tsx';
import { useMay, useSession } from '../../session.tsx';
import { timeInWords } from '../../words.ts';
import { type DepartmentYear } from '../department-year.tsx';
import {
  type ApprovedPreview,
  approvedKey,
  confirmTables,
  type HandedTables,
  handIn,
  useApprovedPreview,
} from './approved.ts';

interface Opening {
  readonly chosen: DepartmentYear;
  readonly open: (id: string) => void;
}

/** Chooses a file and sends it. */
export function HandingIn({ chosen, open }: Opening) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const handing = useMutation({
    mutationFn: (one: File) => handIn(chosen, one),
    onSuccess: ({ id, again }) => {
      message.info(again ? '这个文件先前上传过，打开的是那一次。' : '文件已上传，请核对。');
      open(id);
      void queries.invalidateQueries({ queryKey: [approvedKey] });
    },
  });
  return (
    <section className="panel" aria-label="上传财决表">
      <div className="entry">
        <Field
          label="财政部门批复的决算表（财决）"
          hint="CSV、.xlsx 或 .xls；一张表一个工作表，或上下排列。表名、列序不同也能识别；上传后先核对，不会马上作数。"
        >
          {(field) => <FilePick id={field} file={file} onPick={setFile} />}
        </Field>
        {handing.isError && <Alert type="error" showIcon title={handing.error.message} role="alert" />}
        <div className="entry-end">
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

/** What was recognised in one workbook. */
export function LookingAt({ chosen, id }: { readonly chosen: DepartmentYear; readonly id: string }) {
  const preview = useApprovedPreview(chosen, id);
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
        <Alert type="error" showIcon title={preview.error.message} />
      </section>
    );
  }
  return <Preview chosen={chosen} preview={preview.data} />;
}

function Preview({ chosen, preview }: { readonly chosen: DepartmentYear; readonly preview: ApprovedPreview }) {
  const { handed, tables, unused, errors, warnings, added, changed, unchanged } = preview;
  const { confirmed } = handed;
  return (
    <section className="panel" aria-label={`核对${handed.file}`}>
      <Steps
        size="small"
        current={confirmed === null ? 1 : 3}
        items={[{ title: '上传' }, { title: '核对' }, { title: '另一人确认' }]}
      />
      <h2>{handed.file}</h2>
      <p>
        认出{tables.length}张表；有数的格与现行的财决相比，新 <strong>{added}</strong> 格，不同{' '}
        <strong>{changed}</strong> 格，相同 <strong>{unchanged}</strong> 格。
        {unused.filter((name) => name !== '').length > 0 && `没有用到的工作表：${unused.join('、')}。`}
      </p>
      {errors > 0 && (
        <Alert
          type="error"
          showIcon
          title={`有${errors}处错误，改正之前一张表也不能确认。请按下面的工作表和行号改正后重新上传。`}
        />
      )}
      {errors === 0 && warnings > 0 && <Alert type="warning" showIcon title={`有${warnings}处提示，请核对。`} />}
      {errors + warnings > 0 && <Problems preview={preview} />}
      <table className="ledger" aria-label="认出的表">
        <thead>
          <tr>
            <th scope="col">表</th>
            <th scope="col">表号</th>
            <th scope="col">工作表</th>
            <th scope="col">单位</th>
            <th scope="col" className="num">
              行
            </th>
            <th scope="col" className="num">
              有数的格
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map(({ id, title, number, sheet, unit, rows, amounts }) => (
            <tr key={id}>
              <th scope="row">{title}</th>
              <td>{number}</td>
              <td>{sheet}</td>
              <td>{unit}</td>
              <td className="num">{rows}</td>
              <td className="num">{amounts}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {confirmed === null ? (
        <Confirming chosen={chosen} handed={handed} errors={errors} />
      ) : (
        <Alert
          type="success"
          showIcon
          title={`${confirmed.committer}已于${timeInWords(confirmed.at)}确认：新${confirmed.added}格，不同${confirmed.changed}格，相同${confirmed.unchanged}格。`}
        />
      )}
    </section>
  );
}

function Problems({ preview: { problems, errors, warnings } }: { readonly preview: ApprovedPreview }) {
  return (
    <div className="sheet sheet-short">
      <table className="ledger" aria-label="逐行的问题">
        <thead>
          <tr>
            <th scope="col">工作表</th>
            <th scope="col" className="num">
              行
            </th>
            <th scope="col">内容</th>
            <th scope="col">问题和办法</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ id, severity, sheet, row, value, message }) => (
            <tr key={`${sheet ?? ''} ${row ?? ''} ${id} ${message}`}>
              <td>{sheet}</td>
              <td className="num">{row}</td>
              <td>{value}</td>
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

function Confirming({
  chosen: { department },
  handed: { id, maker },
  errors,
}: {
  readonly chosen: DepartmentYear;
  readonly handed: HandedTables;
  readonly errors: number;
}) {
  const { message } = App.useApp();
  const may = useMay();
  const { person } = useSession();
  const queries = useQueryClient();
  const confirming = useMutation({
    mutationFn: () => confirmTables(department, id),
    onSuccess: () => message.success('已确认，这一份是现行的财决表。'),
    // What was seen is no longer so, whatever the answer.
    onSettled: () => void queries.invalidateQueries({ queryKey: [approvedKey] }),
  });
  if (!may('budget.check')) {
    return <p className="quiet">核对无误后，请有复核权限的人在这一页确认。</p>;
  }
  return (
    <>
      {confirming.isError && <Alert type="error" showIcon title={confirming.error.message} role="alert" />}
      <div className="entry-end">
        {person !== null && person.name === maker && <span className="quiet">您上传的文件须由另一人确认。</span>}
        <Button type="primary" disabled={errors > 0} loading={confirming.isPending} onClick={() => confirming.mutate()}>
          确认财决表
        </Button>
      </div>
    </>
  );
}

/** The workbooks of the year. */
export function HandedList({
  handed,
  standing,
  open,
  opened,
}: {
  readonly handed: readonly HandedTables[];
  readonly standing: string | null;
  readonly open: (id: string) => void;
  readonly opened: string | null;
}) {
  if (handed.length === 0) return null;
  return (
    <>
      <h2>上传过的财决表</h2>
      <table className="ledger" aria-label="上传过的财决表">
        <thead>
          <tr>
            <th scope="col">文件</th>
            <th scope="col">上传</th>
            <th scope="col">确认</th>
            <th scope="col">文件的散列值</th>
          </tr>
        </thead>
        <tbody>
          {handed.map(({ id, file, sha256, maker, madeAt, confirmed }) => (
            <tr key={id} aria-current={id === opened ? 'true' : undefined}>
              <td>
                <button type="button" className="row-link" onClick={() => open(id)}>
                  {file}
                </button>
              </td>
              <td>
                {maker}，{timeInWords(madeAt)}
              </td>
              <td>
                {confirmed === null ? (
                  <span className="state state-drafted">待确认</span>
                ) : (
                  <>
                    <span className="state state-approved">{id === standing ? '现行' : '已被替代'}</span>{' '}
                    {confirmed.committer}，{timeInWords(confirmed.at)}
                  </>
                )}
              </td>
              <td>
                <code title={sha256}>{sha256.slice(0, 12)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
