import { globSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  billOf,
  fenOf,
  parametersOf,
  type SettlementCase,
  settlementCaseKeys,
  usedOf,
  visitOf,
} from '../test/cases.ts';
import { shippedParameters } from '../test/shipped.ts';
import { type EmployeeMonth, employeeContribution } from './contribution/employee.ts';
import { type MaternityLeave, maternityAllowance } from './contribution/maternity-allowance.ts';
import { type ResidentEnrolment, residentContribution } from './contribution/resident.ts';
import { planFor } from './settlement/plan.ts';
import { settle } from './settlement/settle.ts';

const folder = fileURLToPath(new URL('../cases', import.meta.url));
const shipped = shippedParameters();
const files = globSync(`${folder}/**/*`, { withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => `${entry.parentPath}/${entry.name}`)
  .sort();

interface ContributionCase extends Pick<SettlementCase, 'case' | 'confirm' | 'values' | 'refused'> {
  readonly resident?: ResidentEnrolment;
  readonly employee?: EmployeeMonth;
  readonly leave?: MaternityLeave;
  readonly expect?: Readonly<Record<string, unknown>>;
}

interface EffectiveDate {
  readonly key: string;
  readonly area: string;
  readonly day: string;
  readonly value: number | string | null;
}

for (const file of files) {
  const name = relative(folder, file).split(sep).join('/');
  describe(name, () => {
    if (name === 'README.md') {
      test('speaks of each kind of case', () => {
        for (const kind of ['settlement/', 'contribution/', 'effective-dates.yaml']) {
          expect(readFileSync(file, 'utf8')).toContain(kind);
        }
      });
    } else if (name.startsWith('settlement/')) {
      test.each(parse(readFileSync(file, 'utf8')) as readonly SettlementCase[])('$case', runSettlement);
    } else if (name.startsWith('contribution/')) {
      test.each(parse(readFileSync(file, 'utf8')) as readonly ContributionCase[])('$case', runContribution);
    } else if (name === 'effective-dates.yaml') {
      runEffectiveDates(parse(readFileSync(file, 'utf8')) as readonly EffectiveDate[]);
    } else {
      test('is a kind of case that the runner knows', () => expect.fail(`no runner for ${name}`));
    }
  });
}

function runSettlement(one: SettlementCase): void {
  const unknown = Object.keys(one).filter((key) => !settlementCaseKeys.includes(key));
  expect(unknown).toEqual([]);
  expect((one.expect === undefined) !== (one.refused === undefined)).toBe(true);
  const plan = planFor(parametersOf(shipped, one), visitOf(one));
  const answer = 'refusal' in plan ? plan : settle(plan, billOf(one), usedOf(one));
  if (one.refused !== undefined) {
    expect('refusal' in answer ? answer.refusal : answer).toBe(one.refused);
    return;
  }
  if ('refusal' in answer) throw new Error(answer.message);
  const expected = Object.fromEntries(Object.entries(one.expect ?? {}).map(([key, yuan]) => [key, fenOf(yuan)]));
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, answer[key as keyof typeof answer]]))).toEqual(
    expected,
  );
}

function runContribution(one: ContributionCase): void {
  const parameters = parametersOf(shipped, one);
  const answer =
    one.resident !== undefined
      ? residentContribution(parameters, { ...one.resident, categories: one.resident.categories ?? [] })
      : one.employee !== undefined
        ? employeeContribution(parameters, { ...one.employee, wage: fenOf(one.employee.wage) })
        : one.leave !== undefined
          ? maternityAllowance(parameters, { ...one.leave, averageBase: fenOf(one.leave.averageBase) })
          : expect.fail('neither a resident nor an employee nor a leave');
  if (one.refused !== undefined) {
    expect('refusal' in answer ? answer.refusal : answer).toBe(one.refused);
    return;
  }
  if ('refusal' in answer) throw new Error(answer.message);
  const expected = Object.fromEntries(
    Object.entries(one.expect ?? {}).map(([key, value]) => [
      key,
      typeof value === 'number' && key !== 'days' ? fenOf(value) : value,
    ]),
  );
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, answer[key as keyof typeof answer]]))).toEqual(
    expected,
  );
}

/** The value on each side of each date, as the files have it: drafts with their draft value, 未涵盖 as null. */
function runEffectiveDates(list: readonly EffectiveDate[]): void {
  const has = (key: string, area: string, day: string): boolean =>
    list.some((one) => one.key === key && one.area === area && one.day === day);

  test('every parameter has a case on each side of each of its dates', () => {
    const missing = shipped.rows.flatMap(({ key, area, from, to }) =>
      [dayBefore(from), from, ...(to === null ? [] : [to, dayAfter(to)])]
        .filter((day) => !has(key, area, day))
        .map((day) => `${area} ${key} ${day}`),
    );
    expect(missing).toEqual([]);
  });

  test.each(list)('$area $key on $day is $value', ({ key, area, day, value }) => {
    const found = shipped.find(area, key, day);
    const row = found.kind === 'not-covered' ? null : found.row;
    const printed =
      row === null || row.value === null
        ? row === null
          ? '未涵盖'
          : '未知'
        : typeof row.value === 'string'
          ? row.value
          : row.unit === 'yuan'
            ? row.value / 100
            : row.unit === 'ratio'
              ? row.value / 10_000
              : row.value;
    expect(printed).toBe(value);
  });
}

function dayBefore(day: string): string {
  return shifted(day, -1);
}

function dayAfter(day: string): string {
  return shifted(day, 1);
}

function shifted(day: string, by: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}
