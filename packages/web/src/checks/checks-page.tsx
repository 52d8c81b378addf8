/** The catalogue of checks: what each one holds to be true, how grave its violation is, and on what it rests. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Empty, Input, Spin } from 'antd';
import { useState } from 'react';
import { listChecks } from '../api.ts';
import { SeverityTag } from '../severity.tsx';
import { useTitle } from '../use-title.ts';
import { type CheckMeta, certaintyHelp, certaintyNames, familyName } from '../words.ts';

export function ChecksPage() {
  useTitle('检查清单');
  const [search, setSearch] = useState('');
  const checks = useQuery({ queryKey: ['checks'], queryFn: listChecks });
  const words = search.trim().toLowerCase();
  const shown = (checks.data ?? []).filter((check) =>
    [check.id, check.name, check.help, familyName(check.family)].some((text) => text.toLowerCase().includes(words)),
  );
  const families = Map.groupBy(shown, (check) => check.family);
  return (
    <div className="shelf">
      <div className="shelf-head">
        <h1>
          检查清单 <span className="quiet">{checks.data === undefined ? '' : `${checks.data.length} 项`}</span>
        </h1>
        <Input.Search
          allowClear
          placeholder="按名称或内容筛选"
          aria-label="筛选检查"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="shelf-search"
        />
      </div>
      {checks.isError && <Alert type="error" showIcon title={checks.error.message} />}
      {checks.isPending && <Spin />}
      {checks.data !== undefined && shown.length === 0 && <Empty description="没有符合筛选的检查。" />}
      {[...families].map(([family, list]) => (
        <section key={family} className="check-family">
          <h2>{familyName(family)}</h2>
          <ul className="check-list">
            {list.map((check) => (
              <CheckItem key={check.id} check={check} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function CheckItem({ check }: { readonly check: CheckMeta }) {
  return (
    <li id={check.id} className="check-item">
      <div className="check-name">
        <strong>{check.name}</strong>
        <SeverityTag severity={check.severity} />
        <span className="tag" title={certaintyHelp[check.certainty]}>
          {certaintyNames[check.certainty]}
        </span>
        <code className="quiet">{check.id}</code>
      </div>
      <div>{check.help}</div>
      <div className="quiet">依据：{check.article ?? '待核'}</div>
    </li>
  );
}
