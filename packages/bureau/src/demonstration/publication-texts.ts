/** What the demonstration bureau's people write for its publications: its parts, and reasons for changes. All invented. */
import { type AskedReason, type TextPart } from '../publication/index.ts';

export const demonstrationParts: Readonly<Partial<Record<TextPart, string>>> = {
  duties: [
    '贯彻执行国家和省、市医疗保障方针政策，拟订全县医疗保障政策并组织实施。',
    '组织实施医疗保障基金监督管理办法，建立健全基金安全防控机制。',
    '组织实施医疗保障筹资和待遇政策，统筹城乡医疗保障待遇标准。',
    '组织实施药品、医用耗材和医疗服务价格政策，落实集中带量采购。',
    '制定定点医药机构协议并组织实施，推进支付方式改革。',
    '负责医疗保障经办管理、公共服务体系和信息化建设。',
    '完成县委、县政府交办的其他任务。',
  ].join('\n'),
  offices: ['办公室', '待遇保障和医药服务管理股', '基金监管和规划财务股', '综合科', '参保征缴科', '待遇结算科'].join(
    '\n',
  ),
  contact: ['联系电话：0990-0102015', '办公地址：禾丰县政务服务中心三楼'].join('\n'),
  evaluating: '绩效目标随预算编制，六月末和十月末各监控一次，自评由基金监管和规划财务股编制、另一人复核。',
  'other-matters': '本部门的决算表已在政府门户网站和公开平台同时公开。',
  'purpose:abroad': '因公出国（境）',
  'purpose:vehicle-running': '公务用车的燃油、维修、保险和过路费',
  'purpose:reception': '接待上级部门检查指导和兄弟县区业务交流',
  'purpose:meetings': '召开全县医疗保障工作会议和定点医药机构负责人会议',
  'purpose:training': '乡镇经办人员业务培训和基金监管执法培训',
};

/** A reason that fits what is asked: by what is compared, and which way it went. */
export function demonstrationReason({ key, what }: Pick<AskedReason, 'key' | 'what'>): string {
  const rose = what.endsWith('增加');
  const code = /code:(\d+)/.exec(key)?.[1] ?? '';
  if (/three-public|reception|vehicle|abroad/.test(key)) {
    return rose
      ? '年内接待上级检查和开展乡镇稽核的任务增多，用车和接待相应增加'
      : '落实过紧日子要求，从严控制公务接待和公务用车支出';
  }
  if (/meetings|training/.test(key)) {
    return rose ? '新增支付方式改革和执法培训，场次增加' : '部分会议和培训改为线上举办，压减了场地费用';
  }
  if (/running-cost/.test(key)) {
    return rose ? '服务下沉到乡镇后，邮电、差旅和维护支出增加' : '压减办公、印刷等一般性支出';
  }
  if (code.startsWith('21012')) return rose ? '居民医保人均财政补助标准提高' : '参保人数减少，县级配套相应减少';
  if (code.startsWith('21013')) return rose ? '救助对象增加，住院救助人次上升' : '困难群众住院人次下降';
  if (/^(?:208|2101101|2101102|2101103|221)/.test(code)) {
    return rose ? '年中调整缴费基数并新进人员，缴费相应增加' : '人员退休，缴费人数减少';
  }
  if (code.startsWith('2101504')) return rose ? '追加信息平台接口改造经费' : '部分信息化尾款按合同结转到下年支付';
  if (code !== '') return rose ? '年中追加医疗服务与保障能力提升补助资金' : '部分项目按进度结转到下年实施';
  return rose ? '居民医保补助标准提高，上级能力提升补助资金增加' : '项目按进度安排，当年拨款减少';
}
