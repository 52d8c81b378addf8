/** The findings at the right of the document: filtered, grouped, one of them open. */
import { SearchOutlined } from '@ant-design/icons';
import { Button, Checkbox, Empty, Input, type InputRef, Segmented, Select } from 'antd';
import { memo, type RefObject } from 'react';
import { SeverityTag } from '../severity.tsx';
import {
  type CheckMeta,
  certainties,
  certaintyHelp,
  certaintyNames,
  type Finding,
  familyName,
  linesInWords,
  type Place,
  placeInWords,
  type Schemas,
  severities,
  severityHelp,
  severityNames,
  tableName,
} from '../words.ts';
import { type Filters, type Group, type Grouping, groupFindings } from './filters.ts';
import { FindingDetail } from './finding-detail.tsx';

type SetAside = Schemas['SetAside'];

interface PanelProps {
  readonly all: readonly Finding[];
  readonly groups: readonly Group[];
  readonly shown: number;
  readonly filters: Filters;
  readonly onFilters: (change: Partial<Filters>) => void;
  readonly checks: ReadonlyMap<string, CheckMeta>;
  readonly setAsides: ReadonlyMap<string, SetAside>;
  readonly fresh: ReadonlySet<string>;
  readonly selected: string | null;
  readonly onSelect: (finding: string | null) => void;
  readonly onPlace: (place: Place) => void;
  readonly onSetAside: (finding: string, reason: string) => Promise<void>;
  readonly onTakeBack: (finding: string) => Promise<void>;
  readonly search: RefObject<InputRef | null>;
}

export function groupsOf(
  findings: readonly Finding[],
  grouping: Grouping,
  checks: ReadonlyMap<string, CheckMeta>,
): readonly Group[] {
  switch (grouping) {
    case 'severity': {
      const groups = groupFindings(findings, ({ severity }) => [severity, severityNames[severity]]);
      return severities.flatMap((severity) => groups.filter(({ key }) => key === severity));
    }
    case 'check':
      return groupFindings(findings, ({ check }) => [check, checks.get(check)?.name ?? check]);
    case 'place':
      return groupFindings(findings, ({ place }) => {
        const name = place.table === undefined ? (place.section ?? '正文') : tableName(place.table);
        return [name, name];
      });
  }
}

export function FindingsPanel(props: PanelProps) {
  const { all, groups, shown, filters, onFilters, setAsides, search } = props;
  const open = all.filter((finding) => filters.setAside || !setAsides.has(finding.id));
  const count = <Key,>(of: (finding: Finding) => Key, key: Key): number =>
    open.filter((finding) => of(finding) === key).length;
  const families = [...new Set(all.map(({ family }) => family))];
  const toggled = <Key,>(set: ReadonlySet<Key>, key: Key): ReadonlySet<Key> => {
    const next = new Set(set);
    if (!next.delete(key)) next.add(key);
    return next;
  };
  const narrowed =
    filters.severities.size + filters.certainties.size + filters.families.size > 0 ||
    filters.check !== null ||
    filters.search !== '';

  return (
    <aside className="findings" aria-label="发现">
      <search className="filters" aria-label="筛选发现">
        <Input
          ref={search}
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          placeholder="搜索发现（按 / 聚焦）"
          aria-label="搜索发现"
          value={filters.search}
          onChange={(event) => onFilters({ search: event.target.value })}
        />
        <fieldset className="filter-row" aria-label="严重程度">
          {severities.map((severity) => (
            <button
              key={severity}
              type="button"
              className={`toggle toggle-${severity}`}
              aria-pressed={filters.severities.has(severity)}
              title={severityHelp[severity]}
              onClick={() => onFilters({ severities: toggled(filters.severities, severity) })}
            >
              {severityNames[severity]} {count((finding) => finding.severity, severity)}
            </button>
          ))}
          <span className="filter-gap" />
          {certainties.map((certainty) => (
            <button
              key={certainty}
              type="button"
              className="toggle"
              aria-pressed={filters.certainties.has(certainty)}
              title={certaintyHelp[certainty]}
              onClick={() => onFilters({ certainties: toggled(filters.certainties, certainty) })}
            >
              {certaintyNames[certainty]} {count((finding) => finding.certainty, certainty)}
            </button>
          ))}
        </fieldset>
        <div className="filter-row">
          <Select
            mode="multiple"
            allowClear
            maxTagCount="responsive"
            placeholder="全部类别"
            aria-label="类别"
            className="filter-family"
            value={[...filters.families]}
            onChange={(value: string[]) => onFilters({ families: new Set(value) })}
            options={families.map((family) => ({
              value: family,
              label: `${familyName(family)}（${count((finding) => finding.family, family)}）`,
            }))}
          />
          <Segmented<Grouping>
            size="small"
            aria-label="分组方式"
            value={filters.grouping}
            onChange={(grouping) => onFilters({ grouping })}
            options={[
              { value: 'severity', label: '按程度' },
              { value: 'check', label: '按检查' },
              { value: 'place', label: '按位置' },
            ]}
          />
        </div>
        <div className="filter-row filter-foot">
          <span aria-live="polite">
            {narrowed ? `筛选出 ${shown} 条，共 ${all.length} 条` : `共 ${shown} 条发现`}
            {filters.check !== null && `（检查：${props.checks.get(filters.check)?.name ?? filters.check}）`}
          </span>
          {narrowed && (
            <Button
              type="link"
              size="small"
              onClick={() =>
                onFilters({
                  severities: new Set(),
                  certainties: new Set(),
                  families: new Set(),
                  check: null,
                  search: '',
                })
              }
            >
              清除筛选
            </Button>
          )}
          {setAsides.size > 0 && (
            <Checkbox checked={filters.setAside} onChange={(event) => onFilters({ setAside: event.target.checked })}>
              显示已搁置 {setAsides.size}
            </Checkbox>
          )}
        </div>
      </search>
      <div className="finding-scroll">
        {shown === 0 && (
          <Empty
            className="finding-empty"
            description={
              all.length === 0
                ? '没有发现。请看“检查情况”和“未读懂”，了解查了什么、没查什么。'
                : narrowed
                  ? '没有符合筛选的发现。'
                  : '发现都已搁置。'
            }
          />
        )}
        {groups.map((group) => (
          <section key={group.key} aria-label={group.name}>
            <h3 className="group-head">
              {group.name} <span>{group.findings.length}</span>
            </h3>
            <ul className="finding-list">
              {group.findings.map((finding) => (
                <FindingItem
                  key={finding.id}
                  finding={finding}
                  check={props.checks.get(finding.check)}
                  setAside={setAsides.get(finding.id)}
                  fresh={props.fresh.has(finding.id)}
                  open={props.selected === finding.id}
                  onSelect={props.onSelect}
                  onPlace={props.onPlace}
                  onSetAside={props.onSetAside}
                  onTakeBack={props.onTakeBack}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </aside>
  );
}

interface ItemProps {
  readonly finding: Finding;
  readonly check: CheckMeta | undefined;
  readonly setAside: SetAside | undefined;
  readonly fresh: boolean;
  readonly open: boolean;
  readonly onSelect: (finding: string | null) => void;
  readonly onPlace: (place: Place) => void;
  readonly onSetAside: (finding: string, reason: string) => Promise<void>;
  readonly onTakeBack: (finding: string) => Promise<void>;
}

const FindingItem = memo(function FindingItem(props: ItemProps) {
  const { finding, check, setAside, fresh, open, onSelect } = props;
  return (
    <li
      className={`finding finding-${finding.severity}${open ? ' finding-open' : ''}${setAside === undefined ? '' : ' finding-aside'}`}
    >
      <button
        type="button"
        className="finding-head"
        id={`finding-${finding.id}`}
        aria-expanded={open}
        onClick={() => onSelect(open ? null : finding.id)}
      >
        <span className="finding-top">
          <SeverityTag severity={finding.severity} />
          <span className="tag" title={certaintyHelp[finding.certainty]}>
            {certaintyNames[finding.certainty]}
          </span>
          {fresh && <span className="tag tag-new">新出现</span>}
          {setAside !== undefined && <span className="tag">已搁置</span>}
          <span className="finding-line">{linesInWords(finding.place)}</span>
        </span>
        <span className="finding-name">{check?.name ?? finding.check}</span>
        <span className="finding-place">{placeInWords(finding.place)}</span>
        {(finding.stated !== '' || finding.expected !== '') && (
          <span className="finding-figures">
            <span>{finding.stated === '' ? '（空白）' : finding.stated}</span>
            {finding.expected !== '' && (
              <>
                <span className="quiet"> 应为 </span>
                <strong>{finding.expected}</strong>
              </>
            )}
          </span>
        )}
      </button>
      {open && <FindingDetail {...props} />}
    </li>
  );
});
