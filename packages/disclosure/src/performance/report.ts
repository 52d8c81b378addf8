/**
 * 部门整体支出绩效自评报告: what was aimed at, how the money was spent, what the funds' budgets came to, what was done, what fell short and
 * why, and what is made of it. Sentences are data (`data/report.json`); a figure is printed with what stands behind it, a clause whose
 * figures nobody gives is left out, and reasons are only those that somebody wrote into a self-evaluation.
 */
import { absolute, type Exact, exact, formatExact, parseExact, roundExact, roundFraction } from '@mingzhang/kernel';
import file from '../data/report.json' with { type: 'json' };
import { type FigureOrigin, type WrittenBlock, type WrittenRun } from '../writing/index.ts';
import { actualText, needsReason, plainNumber, type Scored, scoreForm, targetText } from './scoring.ts';
import { type FormLine, type OverallEvaluation, type ProjectEvaluation } from './values.ts';

/** A figure of the catalogue, as an exact decimal in its own unit. */
export interface ReportFigure {
  readonly value: string;
  readonly origin: FigureOrigin;
}

export interface UsedResult {
  readonly project: string;
  /** 照常安排, 压减预算 … */
  readonly kind: string;
  /** Yuan as printed; '' where no amount goes with it. */
  readonly amount: string;
  readonly note: string;
}

export interface ReportFacts {
  readonly bureau: string;
  readonly year: number;
  /** By `id` or `id[dimension=value …]`, as the sentences name them. */
  readonly figures: ReadonlyMap<string, ReportFigure>;
  readonly overall: OverallEvaluation | null;
  readonly projects: readonly ProjectEvaluation[];
  readonly review: { readonly score: string; readonly grade: string; readonly opinion: string } | null;
  readonly uses: readonly UsedResult[];
}

interface Section {
  readonly heading: string;
  readonly under: string | null;
  readonly special?: 'goals' | 'projects' | 'problems' | 'measures' | 'results';
  readonly paragraphs?: readonly { readonly clauses: readonly string[] }[];
}

const sections = file.sections as readonly Section[];
const { sentences } = file;

const variable = /\{([~^]?)([a-z][a-z0-9-]*(?:\[[^\]]*\])?) ([^}]+)\}/g;

/** The figures that the report's sentences want, by the names under which they are given. */
export const reportFigures: readonly { readonly key: string; readonly id: string; readonly at: string }[] = [
  ...new Set(
    sections.flatMap(({ paragraphs = [] }) =>
      paragraphs.flatMap(({ clauses }) =>
        clauses.flatMap((clause) => [...clause.matchAll(variable)].map((m) => m[2] ?? '')),
      ),
    ),
  ),
].map((key) => {
  const [id = '', at = ''] = key.split('[');
  return { key, id, at: at.replace(']', '') };
});

const tenThousand = 10_000n;

/** A value in the unit that is printed behind it. */
function printed(value: Exact, unit: string): string {
  if (unit === '万元') return formatExact(roundExact(roundFraction(value, tenThousand), 2), 2);
  return formatExact(roundExact(value, 2));
}

/** A clause as runs; null where one of its figures is missing. */
function clauseRuns(clause: string, { year, figures }: ReportFacts): readonly WrittenRun[] | null {
  const runs: WrittenRun[] = [];
  let at = 0;
  for (const match of clause.matchAll(variable)) {
    const [whole, sign, key = '', unit = ''] = match;
    const figure = figures.get(key);
    const value = figure === undefined ? null : parseExact(figure.value);
    if (figure === undefined || value === null) return null;
    runs.push({ text: clause.slice(at, match.index) });
    if (sign !== '') runs.push({ text: directionWord(sign ?? '', value) });
    runs.push({ text: printed(sign === '' ? value : absolute(value), unit), origin: figure.origin });
    at = match.index + whole.length;
  }
  runs.push({ text: clause.slice(at) });
  return runs.map((run) => ({ ...run, text: run.text.replaceAll('{year}', String(year)) }));
}

function directionWord(sign: string, value: Exact): string {
  if (sign === '~') return value < 0n ? '减少' : '增加';
  return value < 0n ? '下降' : '增长';
}

function paragraph(runs: readonly WrittenRun[]): WrittenBlock {
  return { kind: 'paragraph', runs: runs.filter(({ text }) => text !== '') };
}

function plain(text: string): WrittenBlock {
  return { kind: 'paragraph', runs: [{ text }] };
}

/** Fills a sentence in; a value with an origin becomes a run of its own. */
function filled(sentence: string, values: Readonly<Record<string, string | WrittenRun>>): WrittenBlock {
  const runs = sentence.split(/(\{[a-z]+\})/).map((piece): WrittenRun => {
    const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
    if (name === undefined) return { text: piece };
    const value = values[name];
    if (value === undefined) throw new Error(`nothing to say for {${name}}`);
    return typeof value === 'string' ? { text: value } : value;
  });
  return paragraph(runs);
}

/** The report, without its attachments. */
export function evaluationReport(facts: ReportFacts): readonly WrittenBlock[] {
  const blocks: WrittenBlock[] = [
    { kind: 'heading', level: 2, text: file.title.replace('{year}', String(facts.year)) },
  ];
  let [outer, inner] = [0, 0];
  let under: string | null = null;
  for (const section of sections) {
    const body = bodyOf(section, facts);
    if (body.length === 0) continue;
    if (section.under === null || section.under !== under) {
      outer += 1;
      inner = 0;
      under = section.under;
      blocks.push({ kind: 'heading', level: 3, text: `${chinese(outer)}、${section.under ?? section.heading}` });
    }
    if (section.under !== null) {
      inner += 1;
      blocks.push({ kind: 'heading', level: 4, text: `（${chinese(inner)}）${section.heading}` });
    }
    blocks.push(...body);
  }
  return blocks;
}

const digits = '零一二三四五六七八九十';

function chinese(number: number): string {
  return number <= 10 ? digits.charAt(number) : `十${digits.charAt(number - 10)}`;
}

function bodyOf(section: Section, facts: ReportFacts): readonly WrittenBlock[] {
  switch (section.special) {
    case 'goals':
      return goals(facts);
    case 'projects':
      return projects(facts);
    case 'problems':
      return shortfalls(facts).map(({ words, line }) =>
        filled(sentences.problem, { ...words, reason: ended(line.explained.reason) }),
      );
    case 'measures':
      return shortfalls(facts)
        .filter(({ line }) => line.explained.measure !== '')
        .map(({ words, line }) => filled(sentences.measure, { ...words, measure: ended(line.explained.measure) }));
    case 'results':
      return results(facts);
    default:
      return (section.paragraphs ?? []).flatMap(({ clauses }) => {
        const said = clauses.map((clause) => clauseRuns(clause, facts)).filter((runs) => runs !== null);
        if (said.length === 0) return [];
        const joined = said.flatMap((runs, at) => (at === 0 ? runs : [{ text: '，' }, ...runs]));
        return [paragraph([...joined, { text: '。' }])];
      });
  }
}

function ended(text: string): string {
  return text.replace(/[。；]+$/, '');
}

function goals({ overall }: ReportFacts): readonly WrittenBlock[] {
  return overall === null ? [] : [plain(`${ended(overall.goal)}。`)];
}

function scoredOf({ lines, total, rules }: OverallEvaluation | ProjectEvaluation): Scored {
  return scoreForm(lines, { annual: BigInt(total.annual.fen), executed: BigInt(total.executed.fen) }, rules);
}

/** Money, rate, score and grade of an evaluation as the forms have them. */
function evaluated(evaluation: OverallEvaluation | ProjectEvaluation): Readonly<Record<string, string | WrittenRun>> {
  const { total } = evaluation;
  const scored = scoredOf(evaluation);
  const amount = ({ fen, origin }: typeof total.annual): string | WrittenRun => {
    const text = printed(exact(String(fen)) / 100n, '万元');
    return origin === undefined ? text : { text, origin };
  };
  return {
    annual: amount(total.annual),
    executed: amount(total.executed),
    rate: scored.execution.rate === null ? '——' : `${formatExact(scored.execution.rate)}%`,
    score: plainNumber(scored.total),
    grade: scored.grade,
  };
}

function projects(facts: ReportFacts): readonly WrittenBlock[] {
  const all = facts.projects;
  if (all.length === 0) return [];
  const sum = all.reduce((total, one) => total + BigInt(one.total.annual.fen), 0n);
  return [
    filled(sentences.covered, {
      year: String(facts.year),
      count: String(all.length),
      amount: printed((sum * exact('1')) / 100n, '万元'),
    }),
    ...all.map((one, at) =>
      filled(sentences.project, {
        ...evaluated(one),
        number: String(at + 1),
        name: one.project,
        outcome: `${ended(one.outcome)}。`,
      }),
    ),
  ];
}

/** Indicators that want a reason, of the whole department first. */
function shortfalls(facts: ReportFacts): readonly {
  readonly line: FormLine;
  readonly words: Readonly<Record<string, string | WrittenRun>>;
}[] {
  const of = (name: string, evaluation: OverallEvaluation | ProjectEvaluation) => {
    const scored = scoredOf(evaluation);
    return evaluation.lines.flatMap((line, at) => {
      const score = scored.indicators[at];
      if (score === undefined || !needsReason(score)) return [];
      const { indicator, explained } = line;
      const words = {
        name,
        indicator: indicator.name,
        target: targetText(indicator),
        actual: actualText(indicator, explained.actual),
      };
      return [{ line, words }];
    });
  };
  return [
    ...(facts.overall === null ? [] : of('部门整体支出', facts.overall)),
    ...facts.projects.flatMap((one) => of(`${one.project}项目`, one)),
  ];
}

function results({ overall, review, uses }: ReportFacts): readonly WrittenBlock[] {
  if (overall === null) return [];
  return [
    filled(sentences.overall, evaluated(overall)),
    ...(review === null
      ? []
      : [
          filled(sentences.reviewed, { score: review.score, grade: review.grade }),
          plain(`${ended(review.opinion)}。`),
        ]),
    ...uses.map(({ project, kind, amount, note }, at) =>
      filled(sentences.use, {
        number: String(at + 1),
        name: project,
        kind,
        amount: amount === '' ? '' : `${amount}元`,
        note: `${ended(note)}。`,
      }),
    ),
  ];
}
