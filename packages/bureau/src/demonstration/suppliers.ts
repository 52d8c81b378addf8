/** Whom the demonstration pays: invented firms with their sizes, and the payees of everything else. */
import { type SupplierSize } from '../office/procurement/decide.ts';
import { type DemonstrationVoucher } from './books.ts';

export interface Supplier {
  readonly name: string;
  readonly size: SupplierSize;
}

const suppliers: Readonly<Record<string, readonly Supplier[]>> = {
  equipment: [
    { name: '禾丰县青云办公设备有限公司', size: 'micro' },
    { name: '禾丰县恒信电子商行', size: 'micro' },
    { name: '远帆信息设备有限公司', size: 'small' },
  ],
  software: [
    { name: '远帆信息技术股份有限公司', size: 'medium' },
    { name: '数联医保软件有限公司', size: 'large' },
  ],
  service: [
    { name: '正衡会计师事务所（普通合伙）', size: 'small' },
    { name: '康信第三方核查服务有限公司', size: 'small' },
    { name: '数联医保软件有限公司', size: 'large' },
  ],
  labour: [{ name: '禾丰县众和劳务服务有限公司', size: 'small' }],
  printing: [{ name: '禾丰县文澜印务有限公司', size: 'micro' }],
};

const trades: Readonly<Record<string, string>> = {
  30202: 'printing',
  30213: 'software',
  30226: 'labour',
  30227: 'service',
  31002: 'equipment',
  31003: 'equipment',
  31007: 'software',
};

/** The supplier of a project's things of a 款 in a year; null where nothing is procured under it. */
export function supplierOf(unit: string, economyCode: string, year: number): Supplier | null {
  const trade = suppliers[trades[economyCode] ?? ''];
  if (trade === undefined) return null;
  const turn = year * 3 + Number(economyCode) + (unit === 'demo-bureau' ? 0 : 1);
  return trade[turn % trade.length] ?? null;
}

const payees: Readonly<Partial<Record<DemonstrationVoucher['occasion'], string>>> = {
  payroll: '本单位代发工资户和各险种征缴专户',
  retirees: '本单位代发工资户',
  allowance: '本单位代发工资户',
  welfare: '本单位职工',
  travel: '本单位职工公务卡',
  reception: '禾丰县机关食堂',
  meeting: '禾丰县会议中心',
  training: '禾丰县职工教育中心',
  vehicle: '禾丰县公务用车定点服务站',
  utility: '禾丰县水电和通信服务中心',
  subsidy: '社会保障基金财政专户',
  aid: '医疗救助基金财政专户',
  purchase: '禾丰县同心文化用品店',
};

/** Who got a voucher's money. */
export function payeeOf({ unit, occasion, voucher, lines }: DemonstrationVoucher): string {
  const [first] = lines;
  const { economyCode = '', project } = first?.dimensions ?? {};
  const procured = project !== undefined || economyCode.startsWith('310');
  const supplier = procured ? supplierOf(unit, economyCode, Number(voucher.date.slice(0, 4))) : null;
  return supplier?.name ?? payees[occasion] ?? '禾丰县综合服务中心';
}
