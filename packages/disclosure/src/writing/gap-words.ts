/** What is missing, in a sentence that a person can act on: what it is and where it is filled in. */
import { measureById } from '../claims/phrasebook.ts';
import { economicName, functionalName } from '../classification.ts';
import { type RegisterMeasure } from './narrative-facts.ts';
import { type Gap } from './sentence-writer.ts';

const reception = '请在“公务接待”登记';
const abroad = '请在“因公出国（境）”登记';
const cars = '请在“资产卡片”登记公务用车';
const events = '请在“会议、培训和活动”登记';
const contracts = '请在“政府采购”登记合同和供应商规模';
const assets = '请在“资产卡片”登记设备';
const posts = '请在“编制和人员”登记';
const declared = '请在“指标填报”填报，由另一人复核';

const registers: Readonly<Record<RegisterMeasure, readonly [name: string, todo: string]>> = {
  'abroad-groups': ['因公出国（境）团组数', abroad],
  'abroad-persons': ['因公出国（境）人次', abroad],
  'vehicles-bought': ['购置公务用车辆数', cars],
  'vehicles-kept': ['公务用车保有量', cars],
  'reception-domestic-batches': ['国内公务接待批次', reception],
  'reception-domestic-persons': ['国内公务接待人次', reception],
  'reception-foreign': ['外事接待费', reception],
  'reception-foreign-batches': ['外事接待批次', reception],
  'reception-foreign-persons': ['外事接待人次', reception],
  'reception-overseas': ['国（境）外接待费', reception],
  'reception-overseas-batches': ['国（境）外接待批次', reception],
  'reception-overseas-persons': ['国（境）外接待人次', reception],
  'meetings-count': ['会议次数', events],
  'meetings-persons': ['会议人数', events],
  'training-count': ['培训次数', events],
  'training-persons': ['培训人数', events],
  'festivals-count': ['节庆、晚会、论坛、赛事活动次数', events],
  'procurement-goods-sme': ['授予中小企业的货物采购合同金额', contracts],
  'procurement-works-sme': ['授予中小企业的工程采购合同金额', contracts],
  'procurement-services-sme': ['授予中小企业的服务采购合同金额', contracts],
  'equipment-general': ['单价50万元以上通用设备台（套）数', assets],
  'equipment-bought': ['当年购置单价100万元以上设备台（套）数', assets],
  'staff-authorised': ['人员编制数', posts],
  'staff-authorised-administrative': ['行政编制数', posts],
  'staff-authorised-institution': ['事业编制数', posts],
  'staff-authorised-workman': ['工勤编制数', posts],
  'staff-actual': ['实有人数', posts],
  'staff-actual-administrative': ['实有行政人员数', posts],
  'staff-actual-institution': ['实有事业人员数', posts],
  'staff-actual-workman': ['实有工勤人员数', posts],
  'staff-retired': ['离退休人数', posts],
  offices: ['内设机构个数', declared],
};

/** Texts and evaluations that somebody has yet to write. */
const parts: Readonly<Record<string, readonly [name: string, todo: string]>> = {
  duties: ['主要职责', '请在“部门文字”填写'],
  contact: ['联系方式', '请在“部门文字”填写'],
  'staff-note': ['实有人数多于编制的原因', '请核对“编制和人员”，或说明超编原因'],
  'evaluation-of-whole': ['部门整体支出绩效自评', '请在“绩效目标和自评”编制，由另一人复核'],
  'evaluation-of-projects': ['项目支出绩效自评', '请在“绩效目标和自评”逐个项目编制，由另一人复核'],
  'running-cost': ['机关运行经费年初预算', declared],
};

const purposes: Readonly<Record<string, string>> = {
  abroad: '因公出国（境）费',
  reception: '公务接待费',
  'vehicle-running': '公务用车运行维护费',
  meetings: '会议费',
  training: '培训费',
};

/** '“三公”经费财政拨款支出决算情况说明缺少国内公务接待批次：请在“公务接待”登记，再重新编制。' */
export function gapInWords({ measure, section }: Gap): string {
  const [name, todo] = wordsOf(measure);
  return `${section}缺少${name}：${todo}，再重新编制。`;
}

function wordsOf(measure: string): readonly [name: string, todo: string] {
  const register = Object.hasOwn(registers, measure) ? registers[measure as RegisterMeasure] : undefined;
  const known = register ?? parts[measure];
  if (known !== undefined) return known;
  const purpose = /^purpose (.*)$/.exec(measure)?.[1];
  if (purpose !== undefined) return [`${nameOf(purpose)}的用途`, '请在“部门文字”填写'];
  return [`${nameOf(measure)}的数`, '请核对账簿、预算和台账'];
}

function nameOf(measure: string): string {
  const [, kind, code = ''] = /^(code|economic):(\d+)$/.exec(measure) ?? [];
  const coded = kind === 'code' ? functionalName(code) : economicName(code);
  return purposes[measure] ?? measureById(measure)?.name ?? (coded === null ? '一个科目' : `${code}${coded}`);
}
