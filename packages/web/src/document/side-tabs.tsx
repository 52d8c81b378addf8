/** What else there is of a document beside its text: normalised tables and forms, what was not understood, what was checked, what changed. */
import { Button, Empty, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { SeverityTag } from '../severity.tsx';
import {
  type CheckMeta,
  type Finding,
  familyName,
  linesInWords,
  placeInWords,
  type StoredDocument,
  tableName,
} from '../words.ts';
import { type BlockIndex, blockAtLine, marginNumber } from './locate.ts';

type OnLine = (line: number) => void;

/** Where a table stands, in the numbers of the margin. */
function rangeInWords(
  index: BlockIndex,
  { line, endLine }: { readonly line: number; readonly endLine: number },
): string {
  if (index.hasLines) return linesInWords({ line, endLine });
  return linesInWords({ block: blockAtLine(index, line) + 1, endBlock: blockAtLine(index, endLine) + 1 });
}

function LineButton({
  line,
  index,
  onLine,
}: {
  readonly line: number;
  readonly index: BlockIndex;
  readonly onLine: OnLine;
}) {
  return (
    <button type="button" className="line-link" onClick={() => onLine(line)} title="在原文中指出">
      {marginNumber(index, line)}
    </button>
  );
}

function DataTable({
  caption,
  columns,
  rows,
  place,
  onLine,
}: {
  readonly caption: string;
  readonly place: BlockIndex;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly (string | null)[] }[];
  readonly onLine: OnLine;
}) {
  return (
    <div className="grid-scroll">
      <table className="grid grid-data" aria-label={caption}>
        <thead>
          <tr>
            <th scope="col">行</th>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: labels can stand twice
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows can stand on one line
            <tr key={index}>
              <td>
                <LineButton line={row.line} index={place} onLine={onLine} />
              </td>
              {row.cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                <td key={column} className={cell !== null && /^[-+]?[\d,.]+%?$/.test(cell) ? 'num' : undefined}>
                  {cell ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TabProps {
  readonly document: StoredDocument;
  readonly index: BlockIndex;
  readonly onLine: OnLine;
}

export function TablesTab({ document, index, onLine }: TabProps) {
  const [at, setAt] = useState(0);
  const { tables } = document;
  const table = tables[at];
  if (table === undefined) return <Empty description="没有认出表格。" />;
  const sided = table.rows.some((row) => row.side !== undefined);
  const coded = table.rows.some((row) => row.code !== undefined);
  return (
    <div className="tab-body">
      <div className="tab-head">
        <Select
          value={at}
          onChange={setAt}
          className="tab-select"
          aria-label="表格"
          options={tables.map((item, index) => ({
            value: index,
            label: `${item.printedNumber ?? ''} ${item.title}`.trim(),
          }))}
        />
        <span className="quiet">
          认作：{tableName(table.id)} · {table.rows.length} 行 {table.columns.length} 栏 · 单位：
          {table.unit ?? '未注明'} · {rangeInWords(index, table)}
        </span>
      </div>
      <DataTable
        key={at}
        caption={table.title}
        columns={[...(sided ? ['收支'] : []), ...(coded ? ['科目代码'] : []), '项目', ...table.columns]}
        rows={table.rows.map((row) => ({
          line: row.line,
          cells: [
            ...(sided ? [row.side === undefined ? null : row.side === 'income' ? '收入' : '支出'] : []),
            ...(coded ? [row.code ?? null] : []),
            row.name,
            ...row.cells,
          ],
        }))}
        place={index}
        onLine={onLine}
      />
    </div>
  );
}

export function FormsTab({ document, index, onLine }: TabProps) {
  const [at, setAt] = useState(0);
  const { forms } = document;
  const form = forms[at];
  if (form === undefined) return <Empty description="没有认出绩效表。" />;
  return (
    <div className="tab-body">
      <div className="tab-head">
        <Select
          value={at}
          onChange={setAt}
          className="tab-select"
          aria-label="绩效表"
          options={forms.map((item, index) => ({
            value: index,
            label: [item.title, item.project].filter((part) => part !== null && part !== '').join('：'),
          }))}
        />
        <span className="quiet">
          单位：{form.unit ?? '未注明'} · {rangeInWords(index, form)}
        </span>
      </div>
      {form.blocks.map((block) => {
        const used = block.columns.map(
          (_, column) => column === 0 || block.rows.some((row) => (row.cells[column] ?? null) !== null),
        );
        return (
          <section key={block.title}>
            <h3>{block.title}</h3>
            <DataTable
              caption={block.title}
              columns={block.columns.filter((_, column) => used[column])}
              rows={block.rows.map((row) => ({ line: row.line, cells: row.cells.filter((_, column) => used[column]) }))}
              place={index}
              onLine={onLine}
            />
          </section>
        );
      })}
    </div>
  );
}

export function NotReadTab({
  document,
  onPlace,
}: {
  readonly document: StoredDocument;
  readonly onPlace: (place: Finding['place']) => void;
}) {
  const { notRead, stats } = document;
  return (
    <div className="tab-body">
      <p>
        说明文字中有 {stats.amounts} 个金额，读懂了 {stats.amountsUnderstood}{' '}
        个。没有读懂的地方没有检查，列在这里，请自行核对。
      </p>
      {notRead.length === 0 ? (
        <Empty description="没有未读懂之处。" />
      ) : (
        <ul className="plain-list">
          {notRead.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two can stand on one line with one quote
            <li key={index}>
              <button type="button" className="place" onClick={() => onPlace(item.place)} title="在原文中指出">
                <span className="place-words">
                  {item.place.quote.length > 60 ? `${item.place.quote.slice(0, 60)}…` : item.place.quote}
                  <span className="quiet"> {linesInWords(item.place)}</span>
                </span>
                <span className="quiet">{item.why}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function CheckedTab({
  document,
  checks,
  onCheck,
}: {
  readonly document: StoredDocument;
  readonly checks: ReadonlyMap<string, CheckMeta>;
  readonly onCheck: (check: string) => void;
}) {
  const failed = Map.groupBy(document.findings, ({ check }) => check);
  // Those with something to show first, the rest as they were run.
  const applied = document.checked
    .filter(({ relations }) => relations > 0)
    .sort((a, b) => Number(b.held < b.relations) - Number(a.held < a.relations));
  const idle = document.checked.filter(({ relations }) => relations === 0);
  return (
    <div className="tab-body">
      <p>
        共检查 {document.stats.relations} 项关系，{document.stats.held} 项成立。检查版本 {document.auditor.checks}，用时{' '}
        {Math.round(document.stats.milliseconds)}{' '}
        毫秒。改正一处就能使几项关系都成立的，合为一条发现，所以发现可以少于不成立的关系。
      </p>
      <div className="grid-scroll">
        <table className="grid grid-data">
          <thead>
            <tr>
              <th scope="col">检查</th>
              <th scope="col">类别</th>
              <th scope="col">程度</th>
              <th scope="col" className="num">
                关系
              </th>
              <th scope="col" className="num">
                成立
              </th>
              <th scope="col" className="num">
                不成立
              </th>
              <th scope="col" className="num">
                发现
              </th>
            </tr>
          </thead>
          <tbody>
            {applied.map((row) => {
              const meta = checks.get(row.check);
              const findings = failed.get(row.check)?.length ?? 0;
              return (
                <tr key={row.check}>
                  <th scope="row">
                    {meta?.name ?? row.check}
                    <div className="quiet">{meta?.help}</div>
                  </th>
                  <td>{meta === undefined ? '' : familyName(meta.family)}</td>
                  <td>{meta === undefined ? '' : <SeverityTag severity={meta.severity} />}</td>
                  <td className="num">{row.relations}</td>
                  <td className="num">{row.held}</td>
                  <td className="num">{row.relations - row.held || '—'}</td>
                  <td className="num">
                    {findings === 0 ? (
                      '—'
                    ) : (
                      <Button type="link" size="small" onClick={() => onCheck(row.check)}>
                        {findings} 条
                      </Button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {idle.length > 0 && (
        <>
          <h3>没有可查的内容</h3>
          <ul className="plain-list">
            {idle.map((row) => (
              <li key={row.check}>
                {checks.get(row.check)?.name ?? row.check}
                <span className="quiet">：{row.notApplicable ?? '文中没有这项检查所看的内容。'}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function DifferenceTab({
  document,
  checks,
  onFinding,
}: {
  readonly document: StoredDocument;
  readonly checks: ReadonlyMap<string, CheckMeta>;
  readonly onFinding: (finding: string) => void;
}) {
  const { difference, predecessor } = document;
  if (difference === null || predecessor === null) return <Empty description="这份文件不是更正稿，没有上一稿可比。" />;
  const item = (finding: Finding, head: ReactNode): ReactNode => (
    <li key={finding.id} className="difference-item">
      {head}
      <div>
        <strong>{checks.get(finding.check)?.name ?? finding.check}</strong>{' '}
        <span className="quiet">{placeInWords(finding.place)}</span>
        <div>{finding.message}</div>
      </div>
    </li>
  );
  const here = (finding: Finding): ReactNode =>
    item(
      finding,
      <Button size="small" onClick={() => onFinding(finding.id)}>
        查看
      </Button>,
    );
  return (
    <div className="tab-body">
      <p>与上一稿《{predecessor.file}》相比。发现按内容辨认，文字移位不影响比较。</p>
      <h3>新出现 {difference.new.length}</h3>
      {difference.new.length === 0 ? (
        <p className="quiet">没有。</p>
      ) : (
        <ul className="plain-list">{difference.new.map(here)}</ul>
      )}
      <h3>仍在 {difference.kept.length}</h3>
      {difference.kept.length === 0 ? (
        <p className="quiet">没有。</p>
      ) : (
        <ul className="plain-list">{difference.kept.map(here)}</ul>
      )}
      <h3>已消失 {difference.gone.length}</h3>
      {difference.gone.length === 0 ? (
        <p className="quiet">没有。</p>
      ) : (
        <ul className="plain-list">
          {difference.gone.map((finding) => item(finding, <span className="tag tag-gone">已消失</span>))}
        </ul>
      )}
    </div>
  );
}
