/** Budget documents: the list, each with its lines and its checking, and the entry of new ones and of corrections. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Spin } from 'antd';
import { Fragment, useState } from 'react';
import { useMay } from '../../session.tsx';
import { useTitle } from '../../use-title.ts';
import { timeInWords } from '../../words.ts';
import { Amount } from '../amount.tsx';
import { type UnitYear, UnitYearPage } from '../unit-year.tsx';
import {
  type BudgetDocument,
  checkDocument,
  documentKindNames,
  levelNames,
  sourceNames,
  stateNames,
  useClassification,
  useDocuments,
  useProjects,
} from './budget.ts';
import { DocumentEntry } from './document-entry.tsx';

type Entering = { readonly corrects: BudgetDocument | null } | null;

export function DocumentsPage() {
  useTitle('指标文件');
  const may = useMay();
  const [entering, setEntering] = useState<Entering>(null);
  return (
    <UnitYearPage
      title="指标文件"
      tools={() =>
        may('budget.import') && (
          <Button type="primary" disabled={entering !== null} onClick={() => setEntering({ corrects: null })}>
            登记指标文件
          </Button>
        )
      }
    >
      {(chosen) => (
        <>
          {entering !== null && (
            <DocumentEntry
              key={entering.corrects?.id ?? 'new'}
              chosen={chosen}
              corrects={entering.corrects}
              onDone={() => setEntering(null)}
            />
          )}
          <DocumentList chosen={chosen} correct={(corrects) => setEntering({ corrects })} />
        </>
      )}
    </UnitYearPage>
  );
}

interface DocumentListProps {
  readonly chosen: UnitYear;
  readonly correct: (document: BudgetDocument) => void;
}

function DocumentList({ chosen, correct }: DocumentListProps) {
  const documents = useDocuments(chosen);
  const [open, setOpen] = useState<string | null>(null);
  if (documents.isPending) return <Spin />;
  if (documents.isError) return <Alert type="error" showIcon title={documents.error.message} />;
  if (documents.data.length === 0) return <Empty description={`${chosen.year}年还没有指标文件。`} />;
  return (
    <div className="sheet">
      <table className="ledger" aria-label="指标文件">
        <thead>
          <tr>
            <th scope="col">文号</th>
            <th scope="col">种类</th>
            <th scope="col">日期</th>
            <th scope="col">摘要</th>
            <th scope="col" className="num">
              金额（元）
            </th>
            <th scope="col">状态</th>
            <th scope="col">编制</th>
            <th scope="col">复核</th>
          </tr>
        </thead>
        <tbody>
          {documents.data.map((document) => (
            <Fragment key={document.id}>
              <tr>
                <td>
                  <button
                    type="button"
                    className="row-link"
                    aria-expanded={open === document.id}
                    onClick={() => setOpen(open === document.id ? null : document.id)}
                  >
                    {document.number}
                  </button>
                  {document.corrects !== null && <span className="tag">更正</span>}
                </td>
                <td>{documentKindNames[document.kind]}</td>
                <td>{document.date}</td>
                <td>{document.text}</td>
                <Amount of={document.total} />
                <td>
                  <span className={`state state-${document.state}`}>{stateNames[document.state]}</span>
                </td>
                <td>{document.maker}</td>
                <td>{document.check?.checker ?? ''}</td>
              </tr>
              {open === document.id && (
                <tr>
                  <td colSpan={8}>
                    <DocumentDetail chosen={chosen} document={document} correct={correct} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DocumentDetail({ chosen, document, correct }: { readonly document: BudgetDocument } & DocumentListProps) {
  const may = useMay();
  const projects = useProjects(chosen.unit);
  const classification = useClassification();
  const names = new Map((projects.data ?? []).map(({ code, name }) => [code, name]));
  return (
    <div className="panel">
      <dl className="facts-list">
        <dt>编制</dt>
        <dd>
          {document.maker}，{timeInWords(document.madeAt)}
          {document.importId !== null && '，导入'}
        </dd>
        {document.check !== null && (
          <>
            <dt>{document.check.approved ? '复核' : '退回'}</dt>
            <dd>
              {document.check.checker}，{timeInWords(document.check.at)}
              {document.check.reason !== '' && `：${document.check.reason}`}
            </dd>
          </>
        )}
        {document.centrallyHeld && (
          <>
            <dt>来源</dt>
            <dd>年初列在财政代编预算</dd>
          </>
        )}
      </dl>
      {document.lines.length === 0 ? (
        <p>没有明细行：撤回所更正的文件。</p>
      ) : (
        <table className="ledger" aria-label={`${document.number}的明细`}>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">功能分类科目</th>
              <th scope="col">经济分类科目</th>
              <th scope="col">资金性质</th>
              <th scope="col">级次</th>
              <th scope="col" className="num">
                金额（元）
              </th>
            </tr>
          </thead>
          <tbody>
            {document.lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a document never move
              <tr key={index}>
                <td>
                  {line.project} {names.get(line.project)}
                </td>
                <td>
                  {line.functionCode} {classification.data?.functional[line.functionCode]}
                </td>
                <td>
                  {line.economyCode} {classification.data?.economic[line.economyCode ?? '']}
                </td>
                <td>{sourceNames[line.source]}</td>
                <td>
                  {levelNames[line.level]}
                  {line.direct && <span className="tag">直达</span>}
                </td>
                <Amount of={line.amount} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {document.state === 'drafted' && may('budget.check') && <Checking unit={chosen.unit} document={document} />}
      {document.state === 'approved' && may('budget.import') && (
        <div className="entry-end">
          <Button onClick={() => correct(document)}>更正这份文件</Button>
        </div>
      )}
    </div>
  );
}

function Checking({ unit, document }: { readonly unit: string; readonly document: BudgetDocument }) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const checking = useMutation({
    mutationFn: (approved: boolean) => checkDocument(unit, document.id, { approved, reason: reason.trim() }),
    onSuccess: (_, approved) => {
      message.success(approved ? '复核通过，已生效。' : '已退回。');
      void queries.invalidateQueries({ queryKey: ['budget'] });
    },
  });
  return (
    <>
      {checking.isError && <Alert type="error" showIcon title={checking.error.message} role="alert" />}
      <div className="entry-end">
        <Input
          aria-label="复核意见"
          placeholder="复核意见；退回时须写明理由"
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button danger loading={checking.isPending} onClick={() => checking.mutate(false)}>
          退回
        </Button>
        <Button type="primary" loading={checking.isPending} onClick={() => checking.mutate(true)}>
          复核通过
        </Button>
      </div>
    </>
  );
}
