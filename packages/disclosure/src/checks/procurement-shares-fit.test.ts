import { testRows } from '../../test/check-rows.ts';
import { procurementSharesFit } from './procurement-shares-fit.ts';

const procurement = (sentence: string): string =>
  `青禾县医疗保障局2024年度部门决算\n\n十、政府采购支出说明\n\n${sentence}`;

testRows(procurementSharesFit, [
  [
    'micro firms above small firms',
    procurement(
      '2024年度政府采购支出总额31.6万元。授予中小企业合同金额20万元，占政府采购支出总额的63.29%，其中：授予小微企业合同金额25万元。',
    ),
    ['5 25万元 → 20.00万元 error proven'],
  ],
  [
    'small firms above the total may span years',
    procurement('2024年度政府采购支出总额31.6万元。授予中小企业合同金额40万元。'),
    ['5 40万元 → 31.60万元 error possible'],
  ],
  [
    'within',
    procurement('2024年度政府采购支出总额31.6万元。授予中小企业合同金额31.6万元，其中：授予小微企业合同金额31.6万元。'),
    [],
  ],
  [
    'kinds lead to another amount',
    procurement(
      '2024年度政府采购支出总额30万元，其中：政府采购货物支出10万元、政府采购工程支出0万元、政府采购服务支出20万元。授予中小企业合同金额10万元，占政府采购支出总额的33.33%。货物采购授予中小企业合同金额占货物支出金额的50%，工程采购授予中小企业合同金额占工程支出金额的0%，服务采购授予中小企业合同金额占服务支出金额的100%。',
    ),
    ['5 10万元 → 24.84万元至25.16万元 error strong'],
  ],
  [
    'kinds lead back',
    procurement(
      '2024年度政府采购支出总额30万元，其中：政府采购货物支出10万元、政府采购工程支出0万元、政府采购服务支出20万元。授予中小企业合同金额25万元，占政府采购支出总额的83.33%。货物采购授予中小企业合同金额占货物支出金额的50%，工程采购授予中小企业合同金额占工程支出金额的0%，服务采购授予中小企业合同金额占服务支出金额的100%。',
    ),
    [],
  ],
  [
    'a share above a hundred',
    procurement(
      '2024年度政府采购支出总额30万元，其中：政府采购货物支出10万元、政府采购工程支出0万元、政府采购服务支出20万元。货物采购授予中小企业合同金额占货物支出金额的120%。',
    ),
    ['5 120% → 不超过100% error proven'],
  ],
]);
