import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formReportAgrees } from './form-report-agrees.ts';
import { joined, project, secondProject } from './form-testing.ts';

describe('form-report-agrees', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数36.73万元，＋项目自评表',
      joined(
        '1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数36.73万元，完成预算的95.4%，自评得分99.3分。',
        project,
      ),
      ['1 执行数36.73万元'],
    ],
    [
      '2、2024年窗口叫号系统改造60万元，用于缩短排队时间。＋项目自评表＋另一张项目自评表',
      joined(
        '1、2024年送药下乡服务45万元，用于方便行动不便的老人取药。\n\n2、2024年窗口叫号系统改造60万元，用于缩短排队时间。',
        project,
        secondProject,
      ),
      ['1 1、2024年送药下乡服务45万元'],
    ],
    [
      '1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数37.73万元，＋项目自评表',
      joined(
        '1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数37.73万元，完成预算的98%，自评得分99.3分。',
        project,
      ),
      [],
    ],
    [
      '1、2024年送药下乡服务40万元，用于方便行动不便的老人取药。＋项目自评表＋另一张项目自评表',
      joined('1、2024年送药下乡服务40万元，用于方便行动不便的老人取药。', project, secondProject),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formReportAgrees, text)).toEqual(expected);
  });
});
