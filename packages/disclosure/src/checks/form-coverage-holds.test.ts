import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formCoverageHolds } from './form-coverage-holds.ts';
import { joined, project, secondProject } from './form-testing.ts';

describe('form-coverage-holds', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '根据要求，对2024年度2个项目开展了绩效自评，涉及资金109.23万元。＋项目自评表＋另一张项目自评表',
      joined('根据要求，对2024年度2个项目开展了绩效自评，涉及资金109.23万元。', project, secondProject),
      ['1 109.23万元'],
    ],
    [
      '根据要求，对2024年度3个项目开展了绩效自评，涉及资金99.23万元。＋项目自评表＋另一张项目自评表',
      joined('根据要求，对2024年度3个项目开展了绩效自评，涉及资金99.23万元。', project, secondProject),
      ['1 99.23万元'],
    ],
    [
      '根据要求，对2024年度2个项目开展了绩效自评，涉及资金99.23万元。＋项目自评表＋另一张项目自评表',
      joined('根据要求，对2024年度2个项目开展了绩效自评，涉及资金99.23万元。', project, secondProject),
      [],
    ],
    [
      '根据要求，对2024年度2个项目开展了绩效自评，涉及预算资金100万元。＋项目自评表＋另一张项目自评表',
      joined('根据要求，对2024年度2个项目开展了绩效自评，涉及预算资金100万元。', project, secondProject),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formCoverageHolds, text)).toEqual(expected);
  });
});
