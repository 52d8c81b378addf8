import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formPercentagesPossible } from './form-percentages-possible.ts';
import { changed, project } from './form-testing.ts';

describe('form-percentages-possible', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['≥90% 93% → ≥90% 105%', changed(project, ['≥90%\t93%', '≥90%\t105%']), ['18 105%']],
    [
      '全县参保群众对窗口服务的满意度超过100%，全年无投诉。',
      '第二部分 绩效自评情况\n全县参保群众对窗口服务的满意度超过100%，全年无投诉。',
      ['2 满意度超过100%'],
    ],
    ['项目自评表', project, []],
    [
      '三个批次集中采购进度分别为121%、104%、133%，参保群众满意度达96%。',
      '第二部分 绩效自评情况\n三个批次集中采购进度分别为121%、104%、133%，参保群众满意度达96%。',
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formPercentagesPossible, text)).toEqual(expected);
  });
});
