import { describe, expect, it } from 'vitest';
import { found } from './check-testing.ts';
import { formNamesAgree } from './form-names-agree.ts';
import { joined, project, secondProject } from './form-testing.ts';

describe('form-names-agree', () => {
  it.each<readonly [string, string, readonly string[]]>([
    [
      '1.送药下乡服务经费项目绩效自评综述：全年预算数38.5万元，执行数37.73万＋项目自评表',
      joined('1.送药下乡服务经费项目绩效自评综述：全年预算数38.5万元，执行数37.73万元，完成预算的98%。', project),
      ['1 送药下乡服务经费'],
    ],
    [
      '1、2024年窗口叫号改造60万元，用于缩短排队时间。＋项目自评表＋另一张项目自评表',
      joined('1、2024年窗口叫号改造60万元，用于缩短排队时间。', project, secondProject),
      ['1 窗口叫号改造'],
    ],
    [
      '1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数37.73万元，＋项目自评表',
      joined('1.送药下乡服务项目绩效自评综述：全年预算数38.5万元，执行数37.73万元，完成预算的98%。', project),
      [],
    ],
    [
      '2、2024年窗口叫号系统改造60万元，用于缩短排队时间。＋项目自评表＋另一张项目自评表',
      joined('2、2024年窗口叫号系统改造60万元，用于缩短排队时间。', project, secondProject),
      [],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(formNamesAgree, text)).toEqual(expected);
  });
});
