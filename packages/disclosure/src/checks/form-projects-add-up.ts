/**
 * Project expenditure in the overall form is the sum of the project forms, as far as the document says that they are all of
 * them (占…项目支出总额的100%, or as many forms as the report counts projects). Otherwise the forms must at least not exceed it.
 */
import { type Exact } from '@mingzhang/kernel';
import { type Check, type Term } from '../check.ts';
import { squeeze } from '../compact.ts';
import { sumOf } from '../forms/cell.ts';
import { type Disclosure, type Form } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import {
  amountText,
  formName,
  formsOf,
  overallsWithProjects,
  quantityOf,
  related,
  totalFunds,
} from './form-support.ts';

type Column = 'startBudget' | 'annualBudget' | 'executed';

interface Candidate {
  readonly sum: Exact;
  readonly half: Exact;
  readonly parts: readonly Quantity[];
  readonly column: Column;
}

/** The overall figure is the projects' sum, or, where there may be further projects, at least that. */
function fits(quantity: Quantity, candidate: Candidate, all: boolean): boolean {
  const gap = quantity.value - candidate.sum;
  const slack = quantity.half + candidate.half;
  return gap >= -slack && (!all || gap <= slack);
}

export const formProjectsAddUp: Check = {
  meta: {
    id: 'form-projects-add-up',
    family: 'perf-int',
    severity: 'error',
    certainty: 'strong',
    name: '整体自评表与各项目自评表一致',
    help: '整体支出自评表的项目支出等于各项目自评表资金之和。',
  },
  run(document, report) {
    const overalls = formsOf(document, 'overall-self-evaluation');
    if (overalls.length === 0 || formsOf(document, 'project-self-evaluation').length === 0)
      report.notApplicable('没有成套的整体支出和项目支出自评表');
    for (const { overall, projects } of overallsWithProjects(document)) {
      if (projects.length === 0) continue;
      const all = saysAll(document, projects.length);
      for (const { quantity, columns, sameBasis } of projectLines(overall)) {
        const candidates = columns.flatMap((column): Candidate[] => {
          const parts = projects.flatMap((form) => quantityOf(totalFunds(form)?.[column]) ?? []);
          return parts.length === projects.length
            ? [
                {
                  sum: sumOf(parts.map((part) => part.value)),
                  half: sumOf(parts.map((part) => part.half)),
                  parts,
                  column,
                },
              ]
            : [];
        });
        const [first] = candidates;
        if (first === undefined) continue;
        const chosen = candidates.find((candidate) => fits(quantity, candidate, all)) ?? first;
        const parts = chosen.parts.map((part): Term => ({ quantity: part, sign: 1 }));
        const column =
          chosen.column === 'executed' ? '全年执行数' : chosen.column === 'annualBudget' ? '全年预算数' : '年初预算数';
        if (all) {
          report.relation({
            kind: 'sum',
            whole: quantity,
            parts,
            accuse: quantity,
            certainty: sameBasis ? 'strong' : 'possible',
            reason: `${projects.length}张项目自评表${column}之和（报告称这些项目已是全部项目支出）`,
          });
        } else {
          report.judge(fits(quantity, chosen, false), () => ({
            certainty: 'possible',
            place: quantity.place,
            stated: quantity.printed,
            expected: `≥${amountText(chosen.sum, quantity)}`,
            difference: amountText(quantity.value - chosen.sum, quantity),
            message: `${quantity.label}写为${quantity.printed}，小于${projects.length}张项目自评表${column}之和${chosen.parts.map((part) => part.printed).join('＋')}＝${amountText(chosen.sum, quantity)}。`,
            also: chosen.parts.map((part) => related('operand', part.place, part.printed)),
            labels: [formName(overall), quantity.label],
          }));
        }
      }
    }
  },
};

/** Where the overall form prints project expenditure, and which columns of the project forms it can be. */
function projectLines(
  overall: Form,
): readonly { readonly quantity: Quantity; readonly columns: readonly Column[]; readonly sameBasis: boolean }[] {
  const lines: { quantity: Quantity; columns: readonly Column[]; sameBasis: boolean }[] = [];
  for (const row of overall.funds) {
    if (row.key === 'by-expenditure' && /项目支出/.test(row.label)) {
      const quantity = quantityOf(row.annual);
      if (quantity !== null)
        lines.push({ quantity, columns: ['startBudget', 'annualBudget', 'executed'], sameBasis: true });
    }
    if (row.key === 'task' && /项目支出$/.test(row.label)) {
      const executed = quantityOf(row.executed);
      // Money added during the year may belong to projects that were not in the budget and have no form.
      if (executed !== null) lines.push({ quantity: executed, columns: ['executed'], sameBasis: false });
    }
  }
  return lines;
}

/** The answer is the same for every overall form of a document. */
const said = new WeakMap<Disclosure, Map<number, boolean>>();

/** True if the text says that the evaluated projects are all of the project expenditure. */
export function saysAll(document: Disclosure, projects: number): boolean {
  const known = said.get(document)?.get(projects);
  if (known !== undefined) return known;
  const texts = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [squeeze(block.text)] : []));
  // 占一般公共预算项目支出的100% leaves room for projects paid from other money.
  const answer = texts.some(
    (text) =>
      /占(?:(?!一般公共预算|财政拨款)[^。；，]){0,16}项目支出[^。；，]{0,6}的?100(?:\.0+)?%/.test(text) ||
      new RegExp(`(?:共有|共|有)${projects}个项目，?合计`).test(text),
  );
  said.set(document, (said.get(document) ?? new Map<number, boolean>()).set(projects, answer));
  return answer;
}
