/** Evaluations of an invented county in tests: a whole department and its projects, one of which missed a target. */
import {
  type FormAmount,
  type FormLine,
  type FormMoney,
  type OverallEvaluation,
  type ProjectEvaluation,
  performanceFacts,
  shippedRules,
} from '../src/performance/index.ts';
import { lines } from '../src/performance/testing.ts';
import { type PerformanceFacts } from '../src/writing/index.ts';
import { type Chance, chance } from './generate/chance.ts';

const names = ['基金监管与政策宣传', '城乡医疗救助', '信息化建设（二期）', '“三医”联动调研'];

/** As many projects as the seed says; the whole department is always evaluated. */
export function evaluationsOf(seed: number, year: number): PerformanceFacts {
  const random = chance(seed, 'evaluations');
  const projects = names.slice(0, 1 + random.integer(0, names.length - 1)).map(
    (project, at): ProjectEvaluation => ({
      ...shared(random, year, at + 1),
      project,
      department: '禾丰县医疗保障局',
      implementer: '禾丰县医疗保障局机关',
      sources: { fiscal: none, carriedOver: none, other: none },
    }),
  );
  const overall: OverallEvaluation = { ...shared(random, year, 0), byIncome: [], byExpenditure: [], tasks: [] };
  return performanceFacts(overall, projects);
}

const none: FormMoney = { start: { fen: 0 }, annual: { fen: 0 }, executed: { fen: 0 } };

function shared(random: Chance, year: number, at: number) {
  const annual = 1_000_00 + random.integer(0, 900_000_000);
  const executed = random.likely(50) ? annual : Math.floor((annual * (700 + random.integer(0, 300))) / 1000);
  const amount = (fen: number): FormAmount => ({ fen });
  const reviewed = random.likely(50);
  return {
    id: `01900000-0000-7000-8000-00000000000${at}`,
    bureau: '禾丰县医疗保障局',
    year,
    rules: shippedRules,
    total: { start: amount(annual), annual: amount(annual), executed: amount(executed) },
    lines: lines.map((one) => found(random, one)),
    goal: '完成年度医疗保障任务，基金运行安全。',
    outcome: '年度任务按期完成，追回违规费用12.5万元，群众满意。',
    signed: { filler: '林知微', head: '贺长清', phone: '0000-1234567', filledOn: `${year + 1}-02-18` },
    review: reviewed ? { score: '92.5', grade: '优', opinion: '目标明确，完成情况属实，满意度达到93%。' } : null,
    use: reviewed
      ? {
          kind: random.likely(50) ? '压减预算' : '照常安排',
          amount: random.likely(50) ? 50_000_00 : null,
          note: '按实际工作量安排，下一年度不超过30万元。',
        }
      : null,
  };
}

/** Reached, missed or far above, with a reason where one is needed. */
function found(random: Chance, line: FormLine): FormLine {
  const { indicator, explained } = line;
  if (explained.actual.kind === 'words') return line;
  const per = random.pick([100, 100, 100, 85, 180]);
  const value = String((Number(indicator.target) * per) / 100);
  const reason = per === 100 ? '' : '入汛后停办四场，另有2名工作人员借调';
  const measure = per === 100 ? '' : '按月排定进度，下一年度办足40场';
  return { indicator, explained: { ...explained, actual: { kind: 'figure', value }, reason, measure } };
}
