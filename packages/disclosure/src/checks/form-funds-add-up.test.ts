import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formFundsAddUp } from './form-funds-add-up.ts';
import { changed, project, taskTable } from './form-testing.ts';

describe('form-funds-add-up', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['36 34.5 33.73 → 36 34.5 35.73', changed(project, ['36\t34.5\t33.73', '36\t34.5\t35.73']), ['6 37.73']],
    ['298 288 10 → 298 388 10', changed(taskTable, ['298\t288\t10', '298\t388\t10']), ['8 388']],
    ['项目自评表', project, []],
    ['任务表', taskTable, []],
  ])('%s', (_, text, expected) => {
    expect(found(formFundsAddUp, text)).toEqual(expected);
  });
});
