import { formatExact } from '@mingzhang/kernel';
import { expect, test } from 'vitest';
import { squeeze } from '../compact.ts';
import { figuresIn } from './figures.ts';

const told = (text: string): string[] =>
  figuresIn(squeeze(text)).map(
    (figure) => `${figure.printed}=${formatExact(figure.value)}${figure.hedge === null ? '' : ` ${figure.hedge}`}`,
  );

test.for([
  ['支出 2,781.88 万元，下降40.32%', ['2,781.88万元=27818800', '40.32%=40.32']],
  ['结余-321.30万元', ['-321.30万元=-3213000']],
  ['1-2月工资', []],
  ['2024年1月1日至12月31日', []],
  ['财预〔2024〕5号', []],
  ['约90万元', ['90万元=900000 约']],
  ['50000余次', ['50000余次=50000 余']],
  ['1.21亿元', ['1.21亿元=121000000']],
  ['参保64.92万人', ['64.92万人=649200']],
  ['报销资金3.2万', ['3.2万=32000']],
  ['1231人、18523人', ['1231人=1231', '18523人=18523']],
  ['提高0.5个百分点', ['0.5个百分点=0.5']],
  ['单价100万元以上设备0台（套）', ['0台=0']],
  ['得分98分', ['98分=98']],
  ['300元左右', ['300元左右=300 左右']],
  ['３００．５元', ['300.5元=300.5']],
  ['', []],
] as const)('%s holds %j', ([text, figures]) => {
  expect(told(text)).toEqual(figures);
});
