/** One document: what it says on the left, what was found on the right, each leading to the other. */
import { DownloadOutlined, QuestionCircleOutlined, UploadOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, type InputRef, Result, Spin, Switch, Tabs } from 'antd';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { deleteSetAside, getDocument, listChecks, putSetAside } from '../api.ts';
import { Dialog } from '../dialog.tsx';
import { SeverityCount } from '../severity.tsx';
import { Upload } from '../shelf/upload.tsx';
import { useTitle } from '../use-title.ts';
import { type CheckMeta, kindNames, type Place, roleNames, type StoredDocument, severities } from '../words.ts';
import { type Filters, filtersFrom, passes, withFilters } from './filters.ts';
import { FindingsPanel, groupsOf } from './findings-panel.tsx';
import { blockAtLine, indexBlocks, linesOf, locate } from './locate.ts';
import { findingMarks, type MarksByBlock, notReadMarks, selectedMarks } from './marks.ts';
import { type Destination, Original } from './original.tsx';
import { CheckedTab, DifferenceTab, FormsTab, NotReadTab, TablesTab } from './side-tabs.tsx';

export function DocumentPage() {
  const { id = '' } = useParams();
  const document = useQuery({ queryKey: ['document', id], queryFn: () => getDocument(id), staleTime: 60_000 });
  const checks = useQuery({ queryKey: ['checks'], queryFn: listChecks, staleTime: Number.POSITIVE_INFINITY });
  useTitle(document.data?.file ?? '文件');
  if (document.isPending) {
    return (
      <div className="centre">
        <Spin size="large" description="正在打开文件……" />
      </div>
    );
  }
  if (document.isError) {
    return (
      <Result
        status="warning"
        title="打不开这份文件"
        subTitle={document.error.message}
        extra={
          <Link to="/documents">
            <Button type="primary">回到文件列表</Button>
          </Link>
        }
      />
    );
  }
  return <DocumentView key={id} document={document.data} checks={checks.data ?? noChecks} />;
}

const noChecks: readonly CheckMeta[] = [];

function DocumentView({
  document,
  checks: catalogue,
}: {
  readonly document: StoredDocument;
  readonly checks: readonly CheckMeta[];
}) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // The view is kept here and written to the address: the router passes it on only later, too late for a field being typed in.
  const [addressed, setAddressed] = useSearchParams();
  const [query, setQuery] = useState(addressed);
  const [destination, setDestination] = useState<Destination | null>(null);
  const [lineNumbers, setLineNumbers] = useState(true);
  const [help, setHelp] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  const search = useRef<InputRef>(null);

  // The same filters are the same object, whatever else changes in the address: marks and lists hang on it.
  const filterWords = withFilters(new URLSearchParams(), filtersFrom(query)).toString();
  const filters = useMemo(() => filtersFrom(new URLSearchParams(filterWords)), [filterWords]);
  const tab = query.get('tab') ?? 'text';
  const selected = query.get('finding');
  const checks = useMemo(() => new Map(catalogue.map((check) => [check.id, check])), [catalogue]);
  const setAsides = useMemo(() => new Map(document.setAsides.map((row) => [row.findingId, row])), [document.setAsides]);
  const fresh = useMemo(() => new Set(document.difference?.new.map(({ id }) => id) ?? []), [document.difference]);
  const index = useMemo(
    () => indexBlocks(document.blocks, document.format === undefined),
    [document.blocks, document.format],
  );
  const headings = useMemo(
    () =>
      new Map([
        ...document.tables.map(({ line }): [number, number] => [line, 3]),
        ...document.forms.map(({ line }): [number, number] => [line, 3]),
        ...document.sections.map(({ line, level }): [number, number] => [line, level]),
      ]),
    [document],
  );

  const applied = useDeferredValue(filters);
  const shown = useMemo(
    () =>
      document.findings.filter((finding) =>
        passes(finding, applied, setAsides.has(finding.id), checks.get(finding.check)?.name ?? ''),
      ),
    [document.findings, applied, setAsides, checks],
  );
  const groups = useMemo(() => groupsOf(shown, applied.grouping, checks), [shown, applied.grouping, checks]);
  const ordered = useMemo(() => groups.flatMap((group) => group.findings), [groups]);
  const marks = useMemo<MarksByBlock>(() => {
    const found = findingMarks(index, shown, (finding) => finding.message);
    const merged = new Map(found);
    for (const [block, list] of notReadMarks(index, document.notRead))
      merged.set(block, [...(merged.get(block) ?? []), ...list]);
    return merged;
  }, [index, shown, document.notRead]);
  const current = useMemo(
    () => document.findings.find(({ id }) => id === selected) ?? null,
    [document.findings, selected],
  );
  const active = useMemo(() => selectedMarks(index, current, roleNames), [index, current]);

  const latest = useRef(query);
  const change = useCallback(
    (write: (next: URLSearchParams) => URLSearchParams): void => {
      latest.current = write(new URLSearchParams(latest.current));
      setQuery(latest.current);
      setAddressed(latest.current, { replace: true });
    },
    [setAddressed],
  );
  const onFilters = useCallback((part: Partial<Filters>): void => change((next) => withFilters(next, part)), [change]);
  const openTab = useCallback(
    (name: string): void =>
      change((next) => {
        if (name === 'text') next.delete('tab');
        else next.set('tab', name);
        return next;
      }),
    [change],
  );
  const goTo = useCallback(
    (place: Place, focus = false): void => {
      openTab('text');
      const [target] = locate(index, place);
      const block = blockAtLine(index, linesOf(index, place).from);
      setDestination({ target: target ?? { kind: 'cell', block, row: 0, cell: null }, focus });
    },
    [index, openTab],
  );
  const reveal = useCallback((finding: string): void => {
    // After the list has opened the item.
    requestAnimationFrame(() => {
      const button = window.document.getElementById(`finding-${finding}`);
      button?.closest('li')?.scrollIntoView({ block: 'nearest' });
      button?.scrollIntoView({ block: 'nearest' });
      button?.focus({ preventScroll: true });
    });
  }, []);
  const onSelect = useCallback(
    (finding: string | null): void => {
      change((next) => {
        if (finding === null) next.delete('finding');
        else next.set('finding', finding);
        return next;
      });
      const found = document.findings.find(({ id }) => id === finding);
      if (found === undefined) return;
      goTo(found.place);
      reveal(found.id);
    },
    [change, document.findings, goTo, reveal],
  );
  const onPick = useCallback(
    (findings: readonly string[]): void => {
      const at = findings.indexOf(selected ?? '');
      const next = findings[(at + 1) % findings.length];
      if (next === undefined) return;
      change((changed) => {
        changed.set('finding', next);
        return changed;
      });
      reveal(next);
    },
    [selected, change, reveal],
  );

  const refresh = useCallback(async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['document', document.id] }),
      queries.invalidateQueries({ queryKey: ['documents'] }),
    ]);
  }, [queries, document.id]);
  const attempt = useCallback(
    async (work: () => Promise<void>): Promise<void> => {
      try {
        await work();
        await refresh();
      } catch (error) {
        void message.error(error instanceof Error ? error.message : String(error), 8);
      }
    },
    [refresh, message],
  );
  const onSetAside = useCallback(
    (finding: string, reason: string) => attempt(() => putSetAside(document.id, finding, reason)),
    [attempt, document.id],
  );
  const onTakeBack = useCallback(
    (finding: string) => attempt(() => deleteSetAside(document.id, finding)),
    [attempt, document.id],
  );

  // A sent address with a finding in it opens at its place.
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current) return;
    opened.current = true;
    if (current !== null && tab === 'text') {
      goTo(current.place);
      reveal(current.id);
    }
  }, [current, tab, goTo, reveal]);

  useEffect(() => {
    const step = (by: number): void => {
      const at = ordered.findIndex(({ id }) => id === selected);
      const next =
        ordered[at === -1 ? (by > 0 ? 0 : ordered.length - 1) : Math.min(ordered.length - 1, Math.max(0, at + by))];
      if (next === undefined) return;
      onSelect(next.id);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const at = event.target instanceof HTMLElement ? event.target : null;
      const typing =
        at !== null &&
        at.closest('input, textarea, select, [contenteditable], .ant-select, dialog, [role=tablist]') !== null;
      if (typing) {
        if (event.key === 'Escape') at?.blur();
        return;
      }
      const inList = at !== null && at.closest('.finding-scroll') !== null;
      switch (event.key) {
        case 'j':
          step(1);
          break;
        case 'k':
          step(-1);
          break;
        case 'ArrowDown':
          if (!inList) return;
          step(1);
          break;
        case 'ArrowUp':
          if (!inList) return;
          step(-1);
          break;
        case 'Enter':
          // On the open finding Enter goes to its place; on any other button it does what the button does.
          if (
            current === null ||
            (at !== null && at.closest('button, a') !== null && at.id !== `finding-${current.id}`)
          )
            return;
          goTo(current.place, true);
          break;
        case '/':
          search.current?.focus({ cursor: 'all' });
          break;
        case '?':
          setHelp(true);
          break;
        case 'Escape':
          if (current === null) return;
          if (inList) onSelect(null);
          else reveal(current.id);
          break;
        default:
          return;
      }
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [ordered, selected, current, onSelect, reveal, goTo]);

  const { difference, predecessor, successors, stats } = document;
  const onLine = (line: number): void => goTo({ line, quote: '' });
  return (
    <div className="document">
      <div className="document-head">
        <div className="document-title">
          <nav aria-label="位置">
            <Link to="/documents">文件</Link> /
          </nav>
          <h1 title={document.file}>{document.file}</h1>
          <span className="quiet">
            {[
              document.document.bureau,
              document.document.year === null ? null : `${document.document.year}年度`,
              kindNames[document.document.kind],
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </div>
        <div className="document-tools">
          <Button href={`/api/documents/${document.id}/findings.csv`} icon={<DownloadOutlined aria-hidden />}>
            导出 CSV
          </Button>
          <Button icon={<UploadOutlined aria-hidden />} onClick={() => setCorrecting(true)}>
            上传更正稿
          </Button>
          <Button
            icon={<QuestionCircleOutlined aria-hidden />}
            onClick={() => setHelp(true)}
            aria-label="键盘操作说明"
            title="键盘操作说明（?）"
          />
        </div>
        <div className="document-facts">
          {severities.map((severity) => (
            <SeverityCount
              key={severity}
              severity={severity}
              count={document.findings.filter((finding) => finding.severity === severity).length}
            />
          ))}
          <button type="button" className="fact" onClick={() => openTab('checked')}>
            共检查 {stats.relations} 项关系，{stats.held} 项成立
          </button>
          <button type="button" className="fact" onClick={() => openTab('not-read')}>
            说明中的金额读懂 {stats.amountsUnderstood} / {stats.amounts}
          </button>
          {predecessor !== null && difference !== null && (
            <span className="fact-note">
              更正自<Link to={`/documents/${predecessor.id}`}>上一稿</Link>：
              <button type="button" className="fact" onClick={() => openTab('difference')}>
                已消失 {difference.gone.length}，仍在 {difference.kept.length}，新出现 {difference.new.length}
              </button>
            </span>
          )}
          {successors.length > 0 && (
            <span className="fact-note">
              已有更正稿：
              {successors.map((successor) => (
                <Link key={successor.id} to={`/documents/${successor.id}`}>
                  {successor.file}
                </Link>
              ))}
            </span>
          )}
        </div>
      </div>
      <div className="panes">
        <div className="left">
          <Tabs
            activeKey={tab}
            onChange={openTab}
            size="small"
            className="left-tabs"
            tabBarExtraContent={
              tab === 'text' && (
                // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside is the control
                <label className="line-switch">
                  {index.hasLines ? '行号' : '段号'}{' '}
                  <Switch size="small" checked={lineNumbers} onChange={setLineNumbers} />
                </label>
              )
            }
            items={[
              { key: 'text', label: '原文' },
              { key: 'tables', label: `表格 ${document.tables.length}` },
              { key: 'forms', label: `绩效表 ${document.forms.length}` },
              { key: 'not-read', label: `未读懂 ${document.notRead.length}` },
              { key: 'checked', label: `检查情况 ${document.checked.length}` },
              ...(difference === null ? [] : [{ key: 'difference', label: '与上一稿比较' }]),
            ]}
          />
          <div className="left-body">
            <div className={tab === 'text' ? 'left-scroll' : 'left-scroll hidden'}>
              <Original
                blocks={document.blocks}
                hasLines={index.hasLines}
                headings={headings}
                marks={marks}
                active={active}
                lineNumbers={lineNumbers}
                destination={tab === 'text' ? destination : null}
                onPick={onPick}
              />
            </div>
            {tab !== 'text' && (
              <div className="left-scroll">
                {tab === 'tables' && <TablesTab document={document} index={index} onLine={onLine} />}
                {tab === 'forms' && <FormsTab document={document} index={index} onLine={onLine} />}
                {tab === 'not-read' && <NotReadTab document={document} onPlace={goTo} />}
                {tab === 'checked' && (
                  <CheckedTab document={document} checks={checks} onCheck={(check) => onFilters({ check })} />
                )}
                {tab === 'difference' && <DifferenceTab document={document} checks={checks} onFinding={onSelect} />}
              </div>
            )}
          </div>
        </div>
        <FindingsPanel
          all={document.findings}
          groups={groups}
          shown={shown.length}
          filters={filters}
          onFilters={onFilters}
          checks={checks}
          setAsides={setAsides}
          fresh={fresh}
          selected={selected}
          onSelect={onSelect}
          onPlace={goTo}
          onSetAside={onSetAside}
          onTakeBack={onTakeBack}
          search={search}
        />
      </div>
      <Dialog title="键盘操作" open={help} onClose={() => setHelp(false)}>
        <dl className="keys">
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
      <Dialog title="上传更正稿" open={correcting} onClose={() => setCorrecting(false)}>
        <p>新文件会与这一稿比较：哪些发现已消失、仍在、新出现。仍在的发现承接已写的搁置理由。</p>
        <Upload
          successorOf={document.id}
          several={false}
          hint="一份文件，不超过 64 MB。"
          onStored={(stored) => {
            void refresh();
            setCorrecting(false);
            void message.success('更正稿已保存。');
            void navigate(`/documents/${stored.id}?tab=difference`);
          }}
        />
      </Dialog>
    </div>
  );
}

const keys = [
  ['j', '下一条发现（在列表中也可用 ↓）'],
  ['k', '上一条发现（在列表中也可用 ↑）'],
  ['Enter', '到所选发现的原文处'],
  ['/', '搜索发现'],
  ['Esc', '从原文回到列表；在列表中收起发现'],
  ['?', '显示本说明'],
] as const;
