import { testRows } from '../../test/check-rows.ts';
import { inlineArithmeticHolds } from './inline-arithmetic-holds.ts';

const estimate = (sentence: string): string => `青禾县医疗保障局2024年度部门决算\n\n（四）资助参保测算\n\n${sentence}`;

testRows(inlineArithmeticHolds, [
  ['a product', estimate('2024年资助特困人员1231×380=467780元。'), []],
  ['a wrong product', estimate('2024年资助特困人员1231×380=476780元。'), ['5 476780 → 467780 error proven']],
  ['spaces, LaTeX, thousands', estimate('资助特困人员 $1,231 \\times 380 = 467,780$ 元。'), []],
  ['a wrong one with *', estimate('资助特困人员1231*380=467,870元。'), ['5 467,870 → 467780 error proven']],
  ['rounded to 元', estimate('监测对象215×304.55=65478元。'), []],
  ['not rounded right', estimate('监测对象215×304.55=65480元。'), ['5 65480 → 65478.25 error proven']],
  ['with a unit between', estimate('特困人员1231×380元=467780元。'), []],
  [
    'a sum in one sentence',
    estimate('其中特困人员资助472000元、低保对象资助1150000元、监测对象资助86000元；合计：1708000元。'),
    [],
  ],
  [
    'a wrong sum',
    estimate('其中特困人员资助472000元、低保对象资助1150000元、监测对象资助86000元；合计：1780000元。'),
    ['5 1780000元 → 1708000元 error strong'],
  ],
  ['units differ: not added', estimate('其中特困人员资助47.2万元、低保对象资助1150000元；合计：162.2万元。'), []],
  ['one part only', estimate('特困人员资助472000元；合计：1708000元。'), []],
]);
