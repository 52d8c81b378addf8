/**
 * Counters in Prometheus text. No labels but route, method and status, so nothing of a document or a person can leak here.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const buckets = [0.005, 0.025, 0.1, 0.3, 1, 3, 10, 30, 120] as const;

interface Histogram {
  readonly counts: number[];
  sum: number;
  count: number;
}

export interface Metrics {
  /** Counts an answered request. `route` is the route's pattern, never the address itself. */
  request(route: string, method: string, status: number, seconds: number): void;
  /** Counts one audit and what it came to: 'done', or the refusal's id. */
  audit(outcome: string, seconds: number): void;
  /** The whole page of metrics; `load` is the audit pool's. */
  print(load: { readonly running: number; readonly waiting: number }): string;
  close(): void;
}

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const requestSeconds = new Map<string, Histogram>();
  const auditSeconds = new Map<string, Histogram>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();

  return {
    request(route, method, status, seconds) {
      const key = `route="${route}",method="${method}",status="${status}"`;
      requests.set(key, (requests.get(key) ?? 0) + 1);
      observe(requestSeconds, `route="${route}",method="${method}"`, seconds);
    },
    audit(outcome, seconds) {
      observe(auditSeconds, `outcome="${outcome}"`, seconds);
    },
    print(load) {
      const memory = process.memoryUsage();
      const text = [
        ...block(
          'mingzhang_http_requests_total',
          'counter',
          'Requests answered.',
          [...requests].map(([labels, value]) => [`{${labels}}`, value]),
        ),
        ...histogram('mingzhang_http_request_seconds', 'Time to answer.', requestSeconds),
        ...histogram('mingzhang_audit_seconds', 'Time from asking for an audit to its answer.', auditSeconds),
        ...block('mingzhang_audits_running', 'gauge', 'Documents being audited.', [['', load.running]]),
        ...block('mingzhang_audits_waiting', 'gauge', 'Documents waiting for an audit.', [['', load.waiting]]),
        ...block('mingzhang_event_loop_delay_seconds', 'gauge', 'Event loop delay since the last reading.', [
          ['{quantile="0.5"}', delay.percentile(50) / 1e9],
          ['{quantile="0.99"}', delay.percentile(99) / 1e9],
          ['{quantile="1"}', delay.max / 1e9],
        ]),
        ...block('process_resident_memory_bytes', 'gauge', 'Resident memory.', [['', memory.rss]]),
        ...block('process_uptime_seconds', 'gauge', 'Seconds since the start.', [['', process.uptime()]]),
      ];
      delay.reset();
      return `${text.join('\n')}\n`;
    },
    close() {
      delay.disable();
    },
  };
}

function observe(into: Map<string, Histogram>, key: string, seconds: number): void {
  let entry = into.get(key);
  if (entry === undefined) {
    entry = { counts: buckets.map(() => 0), sum: 0, count: 0 };
    into.set(key, entry);
  }
  for (const [index, limit] of buckets.entries())
    if (seconds <= limit) entry.counts[index] = (entry.counts[index] ?? 0) + 1;
  entry.sum += seconds;
  entry.count += 1;
}

function block(
  name: string,
  type: string,
  help: string,
  rows: readonly (readonly [string, number])[],
): readonly string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...rows.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function histogram(name: string, help: string, entries: ReadonlyMap<string, Histogram>): readonly string[] {
  const rows: string[] = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`];
  for (const [labels, entry] of entries) {
    for (const [index, limit] of buckets.entries())
      rows.push(`${name}_bucket{${labels},le="${limit}"} ${entry.counts[index] ?? 0}`);
    rows.push(
      `${name}_bucket{${labels},le="+Inf"} ${entry.count}`,
      `${name}_sum{${labels}} ${entry.sum}`,
      `${name}_count{${labels}} ${entry.count}`,
    );
  }
  return rows;
}
