/**
 * A random but coherent year of a county healthcare-security bureau: everything a disclosure prints follows from the lines
 * here, in fen, so every identity of the final accounts holds exactly before anything is rounded.
 *
 *     项 lines ─ expenditure by 基本/项目 and source, balances ⇒ income by 项
 *     economic lines ─ the 款 of basic expenditure ⇒ the functional lines that pay them
 */
import { type Chance } from './chance.ts';
import { economicCodes, functionalName } from './codes.ts';
import { type Fen, sum } from './money.ts';

/** Which budget a 项 belongs to. */
export type Budget = 'general' | 'fund' | 'capital';

/** One 项 of the functional classification over the year. */
export interface ItemYear {
  readonly code: string;
  readonly budget: Budget;
  /** Fiscal appropriation. */
  readonly basic: Fen;
  readonly project: Fen;
  /** Project expenditure paid from other income. */
  readonly other: Fen;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly otherOpening: Fen;
  readonly otherClosing: Fen;
  readonly startBudget: Fen;
}

export interface ThreePublic {
  readonly abroad: Fen;
  readonly purchase: Fen;
  readonly running: Fen;
  readonly reception: Fen;
}

export interface Indicator {
  readonly level1: '产出指标' | '效益指标' | '满意度指标';
  readonly level2: string;
  readonly name: string;
  readonly target: string;
  readonly actual: string;
  /** Points and score in hundredths. */
  readonly points: number;
  readonly score: number;
  readonly reason: string;
}

export interface Project {
  readonly code: string;
  readonly name: string;
  readonly startBudget: Fen;
  readonly annualBudget: Fen;
  readonly executed: Fen;
  readonly expectedGoal: string;
  readonly actualOutcome: string;
  readonly indicators: readonly Indicator[];
}

export interface DepartmentYear {
  readonly year: number;
  readonly county: string;
  readonly city: string;
  readonly province: string;
  readonly bureau: string;
  /** 'administration' counts 机关运行经费, 'institution' does not. */
  readonly standing: 'administration' | 'institution';
  readonly items: readonly ItemYear[];
  /** Economic 款 of basic expenditure, by code. */
  readonly economic: ReadonlyMap<string, Fen>;
  readonly priorTotal: Fen;
  readonly priorFiscalTotal: Fen;
  readonly priorGeneral: Fen;
  readonly priorRunning: Fen;
  readonly priorClass: ReadonlyMap<string, Fen>;
  readonly threePublicBudget: ThreePublic;
  readonly threePublicFinal: ThreePublic;
  readonly threePublicPrior: ThreePublic;
  readonly meeting: { readonly budget: Fen; readonly final: Fen; readonly persons: number };
  readonly training: { readonly budget: Fen; readonly final: Fen; readonly persons: number };
  readonly reception: { readonly batches: number; readonly persons: number };
  readonly procurement: {
    readonly goods: Fen;
    readonly works: Fen;
    readonly services: Fen;
    readonly smallMedium: Fen;
    readonly smallMicro: Fen;
  };
  /** Vehicles by use, in the order of the statistics table. */
  readonly vehicles: readonly number[];
  readonly vehiclesBought: number;
  readonly equipment: number;
  readonly staff: {
    readonly posts: number;
    readonly administrativePosts: number;
    readonly inPost: number;
    readonly administrativeInPost: number;
    readonly retired: number;
  };
  readonly offices: readonly string[];
  readonly projects: readonly Project[];
  readonly overallIndicators: readonly Indicator[];
  readonly reportMonth: number;
  readonly reportDay: number;
}

export const vehicleUses: readonly string[] = [
  '副部（省）级及以上领导用车',
  '主要负责人用车',
  '机要通信用车',
  '应急保障用车',
  '执法执勤用车',
  '特种专业技术用车',
  '离退休干部服务用车',
  '其他用车',
];

const wanFen = 1_000_000n;

interface Area {
  readonly province: string;
  readonly city: string;
  readonly counties: readonly string[];
}

/** Invented counties of real provinces. */
export const areas: Readonly<Record<string, Area>> = {
  hunan: { province: '湖南省', city: '湘源市', counties: ['青岭县', '沅口县', '石门冲县', '云潭区'] },
  shaanxi: { province: '陕西省', city: '洛川岭市', counties: ['秦岭口县', '柞林县', '丹水县'] },
  shanxi: { province: '山西省', city: '汾阴市', counties: ['石楼沟县', '方岭县', '柳河县'] },
  shanghai: { province: '上海市', city: '上海市', counties: ['浦北区', '淞西区'] },
  yunnan: { province: '云南省', city: '澜沧河市', counties: ['昌平坝县', '云岭县'] },
  gansu: { province: '甘肃省', city: '陇中市', counties: ['会川县', '渭水县'] },
};

function money(source: Chance, low: number, high: number): Fen {
  // Some amounts are whole 万元 or whole 元, most have fen: as ledgers do.
  const raw = source.amount(BigInt(low) * wanFen, BigInt(high) * wanFen);
  const kind = source.integer(1, 10);
  if (kind <= 2) return (raw / wanFen) * wanFen;
  if (kind <= 5) return (raw / 100n) * 100n;
  return raw;
}

function small(source: Chance, lowHundredths: number, highHundredths: number): Fen {
  return source.amount(BigInt(lowHundredths) * 10_000n, BigInt(highHundredths) * 10_000n);
}

function economicYear(source: Chance, standing: DepartmentYear['standing']): Map<string, Fen> {
  const lines = new Map<string, Fen>();
  const set = (code: string, amount: Fen): void => {
    if (amount > 0n) lines.set(code, amount);
  };
  const maybe = (code: string, share: number, low: number, high: number): void => {
    if (source.likely(share)) set(code, small(source, low, high));
  };
  set('30101', money(source, 80, 260));
  set('30102', money(source, 30, 160));
  set('30103', money(source, 10, 90));
  maybe('30106', 30, 200, 1500);
  if (standing === 'institution' || source.likely(40)) set('30107', money(source, 20, 120));
  set('30108', money(source, 25, 70));
  if (source.likely(60)) set('30109', ((lines.get('30108') ?? 0n) / 2n / 100n) * 100n);
  set('30110', money(source, 12, 30));
  maybe('30111', 40, 60, 900);
  maybe('30112', 80, 30, 600);
  set('30113', money(source, 20, 60));
  maybe('30199', 30, 100, 3600);
  set('30201', small(source, 300, 3000));
  maybe('30202', 70, 20, 800);
  maybe('30203', 10, 50, 200);
  maybe('30204', 10, 5, 40);
  maybe('30205', 40, 10, 200);
  maybe('30206', 60, 30, 500);
  maybe('30207', 60, 30, 600);
  maybe('30208', 20, 50, 500);
  maybe('30209', 30, 50, 800);
  set('30211', small(source, 40, 1600));
  maybe('30213', 40, 40, 900);
  maybe('30214', 15, 40, 600);
  maybe('30215', 35, 20, 200);
  maybe('30216', 40, 20, 300);
  maybe('30217', 70, 20, 350);
  maybe('30226', 60, 100, 2500);
  maybe('30227', 40, 100, 2600);
  set('30228', small(source, 200, 900));
  maybe('30229', 70, 100, 1500);
  maybe('30231', 45, 100, 700);
  set('30239', small(source, 300, 2500));
  maybe('30299', 80, 20, 2000);
  maybe('30302', 40, 200, 3000);
  maybe('30304', 10, 500, 2500);
  maybe('30305', 40, 50, 1500);
  maybe('30307', 30, 50, 1200);
  maybe('30309', 20, 10, 200);
  maybe('30399', 15, 10, 300);
  maybe('31002', 45, 30, 900);
  maybe('31003', 10, 100, 900);
  return lines;
}

type Triple = readonly [name: string, target: string, actual: string];

/** Two quantities that are a project's own, by its 项; 'overall' for the department's. */
const outputQuantity: Readonly<Record<string, readonly [Triple, Triple]>> = {
  overall: [
    ['基本医疗保险参保人数', '≥21.5万人', '21.82万人'],
    ['举办医保政策培训场次', '≥4场', '5场'],
  ],
  '2101301': [
    ['医疗救助资助参保人数', '≥9800人', '10126人'],
    ['住院和门诊救助人次', '≥6200人次', '6518人次'],
  ],
  '2101506': [
    ['受理异地就医备案件数', '≥1500件', '1632件'],
    ['审核零星报销件数', '≥800件', '874件'],
  ],
  '2101505': [
    ['开展定点医药机构现场检查家次', '≥60家次', '68家次'],
    ['抽查住院病历份数', '≥500份', '560份'],
  ],
  '2101504': [
    ['维护网络专线条数', '≥12条', '12条'],
    ['信息系统巡检次数', '≥12次', '14次'],
  ],
  '2101202': [
    ['补助参保居民人数', '≥19.6万人', '19.83万人'],
    ['拨付补助资金批次', '≥2批次', '2批次'],
  ],
  '2101599': [
    ['发放政策宣传资料份数', '≥20000份', '21600份'],
    ['进村入户宣讲场次', '≥30场', '33场'],
  ],
  '2101502': [
    ['药品耗材集中采购批次', '≥5批次', '6批次'],
    ['价格监测次数', '=12次', '12次'],
  ],
};
const outputQuality: readonly Triple[] = [
  ['资金使用合规率', '100%', '100%'],
  ['工作任务完成达标率', '≥98%', '99.2%'],
  ['工作差错率', '≤2%', '1.1%'],
];
const outputTime: readonly Triple[] = [
  ['资金支付及时率', '≥95%', '98.4%'],
  ['年度任务按期完成率', '100%', '100%'],
  ['问题平均办结时限', '≤20个工作日', '16个工作日'],
];
const benefitSocial: readonly Triple[] = [
  ['参保群众获得感', '有效提升', '有效提升'],
  ['群众投诉处理率', '100%', '100%'],
  ['医保政策知晓率', '≥90%', '93.5%'],
];
const benefitLasting: readonly Triple[] = [
  ['基金平稳运行能力', '持续增强', '持续增强'],
  ['经办服务水平', '稳步提升', '稳步提升'],
];
const satisfaction: readonly Triple[] = [
  ['参保群众满意度', '≥90%', '95.3%'],
  ['服务对象满意度', '≥92%', '94.8%'],
];

function indicators(
  source: Chance,
  owner: string,
  cost: { readonly target: string; readonly actual: string },
): Indicator[] {
  const list: Indicator[] = [];
  const add = (level1: Indicator['level1'], level2: string, [name, target, actual]: Triple, points: number): void => {
    list.push({ level1, level2, name, target, actual, points: points * 100, score: points * 100, reason: '' });
  };
  const quantities = outputQuantity[owner];
  if (quantities === undefined) throw new Error(`no indicators for ${owner}`);
  const [firstQuantity, secondQuantity] = quantities;
  add('产出指标', '数量指标', firstQuantity, 10);
  add('产出指标', '数量指标', secondQuantity, 10);
  add('产出指标', '质量指标', source.pick(outputQuality), 10);
  add('产出指标', '时效指标', source.pick(outputTime), 10);
  add('产出指标', '成本指标', ['项目总成本', cost.target, cost.actual], 10);
  add('效益指标', '社会效益指标', source.pick(benefitSocial), 15);
  add('效益指标', '可持续影响指标', source.pick(benefitLasting), 15);
  add('满意度指标', '服务对象满意度指标', source.pick(satisfaction), 10);
  // A qualitative indicator sometimes loses a point or two, with its reason.
  if (source.likely(50)) {
    const index = 6;
    const lasting = list[index];
    if (lasting !== undefined) {
      list[index] = { ...lasting, score: lasting.points - source.integer(1, 3) * 100, reason: '长效机制建设还需加强' };
    }
  }
  return list;
}

const projectTexts: readonly {
  readonly code: string;
  readonly name: string;
  readonly goal: string;
  readonly outcome: string;
}[] = [
  {
    code: '2101301',
    name: '城乡医疗救助补助资金',
    goal: '对符合条件的困难群众给予参保资助和住院、门诊救助，减轻其医疗费用负担。',
    outcome: '困难群众参保资助应助尽助，住院和门诊救助按政策及时支付。',
  },
  {
    code: '2101506',
    name: '医疗保障经办服务',
    goal: '保障窗口经办、异地就医备案、零星报销审核等工作顺利开展。',
    outcome: '窗口经办平稳有序，异地就医备案和零星报销均在规定时限内办结。',
  },
  {
    code: '2101505',
    name: '医保基金监管专项',
    goal: '对辖区内定点医药机构开展全覆盖检查，维护基金安全。',
    outcome: '全年实现定点医药机构检查全覆盖，违规资金已按规定追回。',
  },
  {
    code: '2101504',
    name: '医保信息化运行维护',
    goal: '保障医保信息平台及网络专线全年稳定运行。',
    outcome: '信息平台和网络专线全年稳定运行，未发生重大故障。',
  },
  {
    code: '2101202',
    name: '城乡居民基本医疗保险县级财政补助',
    goal: '按照规定的标准足额安排城乡居民医保县级补助资金。',
    outcome: '县级补助资金按标准足额拨付至财政专户。',
  },
  {
    code: '2101599',
    name: '医保征缴宣传工作经费',
    goal: '组织开展集中征缴宣传动员，提高群众参保积极性。',
    outcome: '集中征缴期内宣传进村入户，群众参保积极性明显提高。',
  },
  {
    code: '2101502',
    name: '医保综合管理专项',
    goal: '做好医保目录落实、价格监测和药品耗材集中采购等综合管理工作。',
    outcome: '目录落实和价格监测按月完成，集中采购任务全部完成。',
  },
];

/** Draws a department year. `year`, `area` and `standing` come from the template it will be printed in. */
export function departmentYear(
  source: Chance,
  year: number,
  areaName: string,
  standing: DepartmentYear['standing'],
): DepartmentYear {
  const area = areas[areaName];
  if (area === undefined) throw new Error(`no area ${areaName}`);
  const county = source.pick(area.counties);
  const bureau = standing === 'administration' ? `${county}医疗保障局` : `${county}医疗保险服务中心`;
  const economic = economicYear(source.fork('economic'), standing);
  const pay = (code: string): Fen => economic.get(code) ?? 0n;

  // Basic expenditure: the functional lines that the economic lines imply, the rest under 行政运行 or 事业运行.
  const basicLines = new Map<string, Fen>();
  const medical = standing === 'administration' ? '2101101' : '2101102';
  basicLines.set('2080505', pay('30108'));
  basicLines.set('2080506', pay('30109'));
  basicLines.set(medical, pay('30110'));
  basicLines.set('2101103', pay('30111'));
  basicLines.set('2089999', pay('30112'));
  basicLines.set('2210201', pay('30113'));
  basicLines.set(standing === 'administration' ? '2080501' : '2080502', pay('30302'));
  basicLines.set('2080801', pay('30304'));
  const assigned = sum(basicLines.values());
  const basicTotal = sum(economic.values());
  basicLines.set(standing === 'administration' ? '2101501' : '2101550', basicTotal - assigned);

  // Project expenditure of the general budget.
  const projectLines = new Map<string, Fen>();
  const projectSource = source.fork('projects');
  const chosen = projectSource.shuffle(projectTexts).slice(0, projectSource.integer(2, 4));
  for (const text of chosen) {
    const low = text.code === '2101202' ? 900 : text.code === '2101301' ? 300 : 5;
    const high = text.code === '2101202' ? 16_000 : text.code === '2101301' ? 4200 : 160;
    projectLines.set(text.code, money(projectSource, low, high));
  }

  const balances = source.fork('balances');
  const withBalances = balances.likely(40);
  const withOther = balances.likely(45);
  const withFund = balances.likely(35);
  const withCapital = balances.likely(12);
  const codes = new Set([...basicLines.keys(), ...projectLines.keys()]);
  if (withOther) codes.add('2101599');
  const items: ItemYear[] = [];
  for (const code of [...codes].sort()) {
    const basic = basicLines.get(code) ?? 0n;
    const project = projectLines.get(code) ?? 0n;
    const other = withOther && code === '2101599' ? money(balances, 4, 60) : 0n;
    if (basic + project + other === 0n) continue;
    const carries = withBalances && project > 0n;
    const opening = carries && balances.likely(60) ? project / BigInt(balances.integer(3, 9)) : 0n;
    const closing = carries && balances.likely(60) ? project / BigInt(balances.integer(5, 15)) : 0n;
    const otherOpening = other > 0n && balances.likely(40) ? other / 4n : 0n;
    const otherClosing = other > 0n && balances.likely(40) ? other / 7n : 0n;
    items.push({
      code,
      budget: 'general',
      basic,
      project,
      other,
      opening,
      closing,
      otherOpening,
      otherClosing,
      startBudget: startBudget(source.fork(`budget ${code}`), basic + project, basic > 0n),
    });
  }
  if (withFund) {
    const project = money(balances, 8, 140);
    items.push({
      code: '2296013',
      budget: 'fund',
      basic: 0n,
      project,
      other: 0n,
      opening: balances.likely(50) ? project / 3n : 0n,
      closing: balances.likely(50) ? project / 8n : 0n,
      otherOpening: 0n,
      otherClosing: 0n,
      startBudget: 0n,
    });
  }
  if (withCapital) {
    items.push({
      code: '2230105',
      budget: 'capital',
      basic: 0n,
      project: money(balances, 2, 15),
      other: 0n,
      opening: 0n,
      closing: 0n,
      otherOpening: 0n,
      otherClosing: 0n,
      startBudget: 0n,
    });
  }
  items.sort((a, b) => (a.code < b.code ? -1 : 1));

  const threeSource = source.fork('three-public');
  const projectShare = (share: number): Fen => (threeSource.likely(share) ? small(threeSource, 10, 260) : 0n);
  const boughtOne = threeSource.likely(12);
  const threePublicFinal: ThreePublic = {
    abroad: threeSource.likely(6) ? small(threeSource, 80, 400) : 0n,
    purchase: boughtOne ? small(threeSource, 1400, 1800) : 0n,
    running: pay('30231') + (pay('30231') > 0n ? projectShare(30) : 0n),
    reception: pay('30217') + projectShare(30),
  };
  const above = (amount: Fen): Fen => {
    if (amount === 0n) return threeSource.likely(15) ? small(threeSource, 50, 300) : 0n;
    if (threeSource.likely(30)) return amount;
    return ((amount + small(threeSource, 20, 300)) / 10_000n) * 10_000n;
  };
  const threePublicBudget: ThreePublic = {
    abroad: threePublicFinal.abroad === 0n ? 0n : above(threePublicFinal.abroad),
    purchase: threePublicFinal.purchase,
    running: threePublicFinal.running === 0n ? 0n : above(threePublicFinal.running),
    reception: above(threePublicFinal.reception),
  };
  const before = (amount: Fen): Fen => {
    if (amount === 0n) return threeSource.likely(15) ? small(threeSource, 50, 300) : 0n;
    if (threeSource.likely(20)) return amount;
    if (threeSource.likely(8)) return 0n;
    const change = small(threeSource, 5, 200);
    return threeSource.likely(50) && change < amount ? amount - change : amount + change;
  };
  const threePublicPrior: ThreePublic = {
    abroad: 0n,
    purchase: 0n,
    running: threePublicFinal.running === 0n ? 0n : before(threePublicFinal.running),
    reception: before(threePublicFinal.reception),
  };

  const other = source.fork('other');
  const general = items.filter((item) => item.budget === 'general');
  const generalSpent = sum(general.map((item) => item.basic + item.project));
  const fiscalSpent = sum(items.map((item) => item.basic + item.project));
  const fundSpent = fiscalSpent - generalSpent;
  const changed = (amount: Fen): Fen => {
    const change = (amount * BigInt(other.integer(2, 45))) / 100n;
    return other.likely(50) ? amount + change : amount - change;
  };
  const priorGeneral = changed(generalSpent);
  // Last year's totals: what was spent plus what was carried into this year.
  const priorFiscalTotal =
    priorGeneral + sum(items.map((item) => item.opening)) + (fundSpent > 0n ? changed(fundSpent) : 0n);
  const otherSpent = sum(items.map((item) => item.other));
  const priorTotal =
    priorFiscalTotal + sum(items.map((item) => item.otherOpening)) + (otherSpent > 0n ? changed(otherSpent) : 0n);
  const classCodes = [...new Set(general.map((item) => item.code.slice(0, 3)))];
  const priorClass = new Map<string, Fen>();
  let restOfPrior = priorGeneral;
  for (const code of classCodes) {
    if (code === '210') continue;
    const spent = sum(general.filter((item) => item.code.startsWith(code)).map((item) => item.basic + item.project));
    const before0 = other.likely(15) ? 0n : changed(spent);
    if (before0 < restOfPrior) {
      priorClass.set(code, before0);
      restOfPrior -= before0;
    } else priorClass.set(code, 0n);
  }
  priorClass.set('210', restOfPrior);

  const publicMoney = sum([...economic].filter(([code]) => !/^30[13]/.test(code)).map(([, amount]) => amount));
  const goods = other.likely(75) ? money(other, 2, 70) : 0n;
  const services = other.likely(60) ? money(other, 2, 60) : 0n;
  const works = other.likely(12) ? money(other, 5, 40) : 0n;
  const bought = goods + services + works;
  const smallMedium = other.likely(50) ? bought : (bought * BigInt(other.integer(40, 90))) / 100n;
  const smallMicro = other.likely(50) ? smallMedium : (smallMedium * BigInt(other.integer(30, 95))) / 100n;

  const vehicles = vehicleUses.map(() => 0);
  if (threePublicFinal.running > 0n) {
    vehicles[7] = other.integer(1, 2);
    if (other.likely(40)) vehicles[4] = 1;
    if (other.likely(25)) vehicles[3] = 1;
  }
  const posts = other.integer(12, 60);
  const inPost = posts - other.integer(0, 5);
  const administrativePosts = standing === 'administration' ? other.integer(6, Math.min(posts, 14)) : 0;
  const administrativeInPost = Math.min(administrativePosts, Math.max(0, inPost - other.integer(0, 6)));

  const executedOf = (code: string): Fen => projectLines.get(code) ?? 0n;
  const projects: Project[] = chosen.map((text) => {
    const self = source.fork(`project ${text.code}`);
    const executed = executedOf(text.code);
    const annualBudget = self.likely(55)
      ? executed
      : ((executed * BigInt(self.integer(101, 125))) / 100n / 10_000n) * 10_000n + 10_000n;
    const item = items.find((line) => line.code === text.code);
    return {
      code: text.code,
      name: text.name,
      startBudget: item?.startBudget ?? 0n,
      annualBudget,
      executed,
      expectedGoal: text.goal,
      actualOutcome: text.outcome,
      indicators: indicators(self, text.code, {
        target: `≤${printedWan(annualBudget)}万元`,
        actual: `${printedWan(executed)}万元`,
      }),
    };
  });
  return {
    year,
    county,
    city: area.city,
    province: area.province,
    bureau,
    standing,
    items,
    economic,
    priorTotal,
    priorFiscalTotal,
    priorGeneral,
    priorRunning: changed(publicMoney),
    priorClass,
    threePublicBudget,
    threePublicFinal,
    threePublicPrior,
    meeting: expense(other, pay('30215')),
    training: expense(other, pay('30216')),
    reception: threePublicFinal.reception > 0n ? receptionCounts(other) : { batches: 0, persons: 0 },
    procurement: { goods, works, services, smallMedium, smallMicro },
    vehicles,
    vehiclesBought: boughtOne ? 1 : 0,
    equipment: other.likely(10) ? other.integer(1, 2) : 0,
    staff: { posts, administrativePosts, inPost, administrativeInPost, retired: other.integer(0, 22) },
    offices: other
      .shuffle(['办公室', '规划财务和法规股', '待遇保障股', '医药服务管理股', '医药价格和招标采购股', '基金监管股'])
      .slice(0, other.integer(3, 6)),
    projects,
    overallIndicators: indicators(source.fork('overall'), 'overall', overallCost(items)),
    reportMonth: other.integer(8, 9),
    reportDay: other.integer(1, 28),
  };
}

function receptionCounts(source: Chance): { readonly batches: number; readonly persons: number } {
  const batches = source.integer(3, 28);
  return { batches, persons: batches * source.integer(4, 9) };
}

function printedWan(amount: Fen): string {
  const cents = (amount + 5_000n) / 10_000n;
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`;
}

function overallCost(items: readonly ItemYear[]): { readonly target: string; readonly actual: string } {
  const spent = sum(items.map((item) => item.basic + item.project + item.other));
  return { target: `≤${printedWan(overallBudget(spent))}万元`, actual: `${printedWan(spent)}万元` };
}

/** The whole-year budget after adjustment of a department that spent this much: a little more, in whole 元. */
export function overallBudget(spent: Fen): Fen {
  return ((spent * 103n) / 100n / 10_000n) * 10_000n;
}

function expense(source: Chance, basic: Fen): { readonly budget: Fen; readonly final: Fen; readonly persons: number } {
  const final = basic + (source.likely(20) ? small(source, 30, 250) : 0n);
  const budget = final === 0n ? 0n : final + (source.likely(60) ? small(source, 10, 200) : 0n);
  return { budget, final, persons: final > 0n ? source.integer(20, 400) : 0 };
}

function startBudget(source: Chance, spent: Fen, basic: boolean): Fen {
  if (spent === 0n) return 0n;
  if (source.likely(basic ? 8 : 22)) return 0n;
  if (source.likely(18)) return spent;
  const part = (spent * BigInt(source.integer(72, 148))) / 100n;
  return part < 20_000n ? spent : (part / 10_000n) * 10_000n;
}

/** Sums over the 项 whose code begins with `prefix` ('' for all). */
export interface Sums {
  readonly basic: Fen;
  readonly project: Fen;
  readonly other: Fen;
  readonly spent: Fen;
  readonly fiscalSpent: Fen;
  readonly fiscalIncome: Fen;
  readonly otherIncome: Fen;
  readonly income: Fen;
  readonly opening: Fen;
  readonly closing: Fen;
  readonly otherOpening: Fen;
  readonly otherClosing: Fen;
  readonly startBudget: Fen;
}

export function sums(year: DepartmentYear, prefix = '', budget?: Budget): Sums {
  const items = year.items.filter(
    (item) => item.code.startsWith(prefix) && (budget === undefined || item.budget === budget),
  );
  const of = (key: (item: ItemYear) => Fen): Fen => sum(items.map(key));
  const basic = of((item) => item.basic);
  const project = of((item) => item.project);
  const other = of((item) => item.other);
  const opening = of((item) => item.opening);
  const closing = of((item) => item.closing);
  const otherOpening = of((item) => item.otherOpening);
  const otherClosing = of((item) => item.otherClosing);
  const fiscalIncome = basic + project + closing - opening;
  const otherIncome = other + otherClosing - otherOpening;
  return {
    basic,
    project,
    other,
    spent: basic + project + other,
    fiscalSpent: basic + project,
    fiscalIncome,
    otherIncome,
    income: fiscalIncome + otherIncome,
    opening,
    closing,
    otherOpening,
    otherClosing,
    startBudget: of((item) => item.startBudget),
  };
}

/** 3-, 5- and 7-digit codes of the items of a budget, in order of printing. */
export function codeTree(year: DepartmentYear, keep: (item: ItemYear) => boolean): readonly string[] {
  const codes = new Set<string>();
  for (const item of year.items.filter(keep)) {
    codes.add(item.code.slice(0, 3));
    codes.add(item.code.slice(0, 5));
    codes.add(item.code);
  }
  return [...codes].sort();
}

/** Economic amount of a 类 or 款. */
export function economicAmount(year: DepartmentYear, code: string): Fen {
  return sum([...year.economic].filter(([line]) => line.startsWith(code)).map(([, amount]) => amount));
}

export function personnelMoney(year: DepartmentYear): Fen {
  return economicAmount(year, '301') + economicAmount(year, '303');
}

export function publicMoney(year: DepartmentYear): Fen {
  return sums(year).basic - personnelMoney(year);
}

export function vehicleTotal(list: readonly number[]): number {
  return list.reduce((total, count) => total + count, 0);
}

export function threePublicTotal(list: ThreePublic): Fen {
  return list.abroad + list.purchase + list.running + list.reception;
}

/** 类（款）（项） names of a 7-digit code. */
export function fullName(code: string): readonly [string, string, string] {
  return [functionalName(code.slice(0, 3)), functionalName(code.slice(0, 5)), functionalName(code)];
}

/** Names of the economic 款 with money in them, personnel or public, in order of their codes. */
export function economicNamesWithMoney(year: DepartmentYear, side: 'personnel' | 'public'): readonly string[] {
  return economicCodes.filter(
    (code) =>
      code.length === 5 && (year.economic.get(code) ?? 0n) > 0n && /^30[13]/.test(code) === (side === 'personnel'),
  );
}

/**
 * The identities of the final accounts in fen, each with its two sides; all must be equal. This is what makes a generated
 * year worth printing.
 */
export function identities(
  year: DepartmentYear,
): readonly { readonly name: string; readonly left: Fen; readonly right: Fen }[] {
  const all = sums(year);
  const general = sums(year, '', 'general');
  const list = [
    {
      name: 'income + opening = expenditure + closing',
      left: all.income + all.opening + all.otherOpening,
      right: all.spent + all.closing + all.otherClosing,
    },
    {
      name: 'basic of the functional table = economic table',
      left: general.basic,
      right: personnelMoney(year) + publicMoney(year),
    },
    { name: 'economic total', left: sum(year.economic.values()), right: general.basic },
    {
      name: 'general year end = opening + income − spent',
      left: general.closing,
      right: general.opening + general.fiscalIncome - general.fiscalSpent,
    },
    { name: 'classes last year add up', left: sum(year.priorClass.values()), right: year.priorGeneral },
    { name: '30108 = 2080505', left: economicAmount(year, '30108'), right: sums(year, '2080505').basic },
    { name: '30113 = 2210201', left: economicAmount(year, '30113'), right: sums(year, '2210201').basic },
  ];
  const codes = codeTree(year, () => true);
  for (const code of codes.filter((one) => one.length < 7)) {
    const children = codes.filter((one) => one.startsWith(code) && one.length === code.length + 2);
    list.push({
      name: `tree ${code}`,
      left: sums(year, code).spent,
      right: sum(children.map((child) => sums(year, child).spent)),
    });
  }
  return list;
}
