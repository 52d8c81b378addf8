/**
 * 「收入合计…，其中：甲…，乙…」: the parts add up to the whole. Known measures have known parts (income by source, expenditure
 * by kind, basic into personnel and running, “三公” into three, procurement into goods, works and services, the general
 * budget into its items); other lists are complete where the text counts them or their shares add to 100 %.
 */
import { type Exact, one } from '@mingzhang/kernel';
import { type Check, type Report } from '../check.ts';
import { type Basis, type Claim, type ClaimList, type Disclosure, type Scope } from '../model.ts';
import { type Quantity } from '../quantity.ts';
import { minus, plus } from './cells.ts';
import { once } from './document-support.ts';

interface Tree {
  readonly whole: string;
  /** Each part, or alternatives of which the first stated ones are taken. */
  readonly parts: readonly (readonly string[])[];
  /** Parts that must be stated for the list to count as complete. */
  readonly needed: readonly (readonly string[])[];
  readonly reason: string;
  /** The money all of its figures must be of; any where absent. */
  readonly scope?: Scope;
}

const trees: readonly Tree[] = [
  {
    whole: 'income-year',
    parts: [
      [
        'income-fiscal',
        'income-general+income-government-fund+income-state-capital',
        'income-general+income-government-fund',
        'income-general',
      ],
      ['income-superior'],
      ['income-business'],
      ['income-operating'],
      ['income-affiliated'],
      ['income-other'],
    ],
    needed: [['income-fiscal', 'income-general']],
    reason: '收入合计＝各项收入之和',
  },
  {
    whole: 'expenditure-year',
    parts: [['basic'], ['project'], ['remitted'], ['operating-expenditure'], ['subsidised']],
    needed: [['basic'], ['project']],
    reason: '支出合计＝基本支出＋项目支出＋其他各项支出',
  },
  {
    whole: 'general-expenditure',
    parts: [['basic'], ['project']],
    needed: [['basic'], ['project']],
    reason: '一般公共预算财政拨款支出＝基本支出＋项目支出',
    scope: 'general',
  },
  {
    whole: 'basic',
    parts: [['personnel'], ['running']],
    needed: [['personnel'], ['running']],
    reason: '基本支出＝人员经费＋公用经费',
  },
  {
    whole: 'three-public',
    parts: [['abroad'], ['vehicles', 'vehicle-purchase+vehicle-running'], ['reception']],
    needed: [['abroad'], ['vehicles', 'vehicle-purchase+vehicle-running'], ['reception']],
    reason: '“三公”经费＝因公出国（境）费＋公务用车费＋公务接待费',
  },
  {
    whole: 'vehicles',
    parts: [['vehicle-purchase'], ['vehicle-running']],
    needed: [['vehicle-purchase'], ['vehicle-running']],
    reason: '公务用车购置及运行维护费＝购置费＋运行维护费',
  },
  {
    whole: 'procurement',
    parts: [['procurement-goods'], ['procurement-works'], ['procurement-services']],
    needed: [['procurement-goods'], ['procurement-works'], ['procurement-services']],
    reason: '政府采购支出总额＝货物＋工程＋服务',
  },
];

export const narrativePartsAddUp: Check = {
  meta: {
    id: 'narrative-parts-add-up',
    family: 'narr-sum',
    severity: 'error',
    certainty: 'proven',
    name: '文字分项与合计一致',
    help: '情况说明中“其中”“包括”列出的分项金额之和等于所说的合计；功能科目逐项说明之和等于总额；基金收支结余等于收入减支出。',
  },
  run(document, report) {
    const sections = groupBySection(document);
    for (const claims of sections.values()) {
      const levels = levelsOf(claims, null);
      for (const tree of trees) {
        if (!bases.some((basis) => levels.has(levelKey(tree.whole, basis)))) continue;
        treeAddsUp(tree, tree.scope === undefined ? levels : levelsOf(claims, tree.scope), report);
      }
      structureAddsUp(claims, report);
      vehiclesAddUp(claims, report);
      fundsAddUp(claims, report);
    }
    itemsAddUp(document, report);
    for (const list of document.lists) listAddsUp(list, document, report);
  },
};

function groupBySection(document: Disclosure): Map<number, Claim[]> {
  const sections = new Map<number, Claim[]>();
  for (const claim of document.claims) {
    if (claim.aside) continue;
    const list = sections.get(claim.section);
    if (list === undefined) sections.set(claim.section, [claim]);
    else list.push(claim);
  }
  return sections;
}

const bases: readonly Basis[] = ['final', 'annual-budget', 'budget', 'start-budget'];

function firstLevel(claims: readonly Claim[], measure: string, basis: Basis): Quantity | null {
  return (
    claims.find(
      (claim) => claim.kind === 'amount' && claim.measure === measure && claim.basis === basis && claim.quantity.sure,
    )?.quantity ?? null
  );
}

/** The first sure figure of each measure and basis. */
type Levels = ReadonlyMap<string, Quantity>;

function levelKey(measure: string, basis: Basis): string {
  return `${basis} ${measure}`;
}

function levelsOf(claims: readonly Claim[], scope: Scope | null): Levels {
  const levels = new Map<string, Quantity>();
  for (const claim of claims) {
    if (claim.kind !== 'amount' || !claim.quantity.sure || (scope !== null && claim.scope !== scope)) continue;
    const key = levelKey(claim.measure, claim.basis);
    if (!levels.has(key)) levels.set(key, claim.quantity);
  }
  return levels;
}

function treeAddsUp(tree: Tree, levels: Levels, report: Report): void {
  for (const basis of bases) {
    const whole = levels.get(levelKey(tree.whole, basis));
    if (whole === undefined) continue;
    const find = (alternatives: readonly string[]): Quantity[] | null => {
      for (const alternative of alternatives) {
        const figures = alternative.split('+').map((measure) => levels.get(levelKey(measure, basis)));
        if (figures.every((figure) => figure !== undefined)) return figures;
      }
      return null;
    };
    if (!tree.needed.every((alternatives) => find(alternatives) !== null)) continue;
    const parts = tree.parts.flatMap((alternatives) => find(alternatives) ?? []);
    if (parts.includes(whole)) continue;
    report.relation({ kind: 'sum', whole, parts: parts.map(plus), accuse: whole, reason: tree.reason });
  }
}

/** 支出决算结构情况: the classes listed are all of them. */
function structureAddsUp(claims: readonly Claim[], report: Report): void {
  const whole = firstLevel(claims, 'general-expenditure', 'final');
  const classes = claims.filter(
    (claim) => claim.kind === 'amount' && /^code:\d{3}$/.test(claim.measure) && claim.basis === 'final',
  );
  const shares = claims.filter((claim) => claim.kind === 'share' && /^code:\d{3}$/.test(claim.measure));
  if (whole === null || classes.length === 0 || shares.length < classes.length) return;
  report.relation({
    kind: 'sum',
    whole,
    parts: classes.map((claim) => plus(claim.quantity)),
    accuse: whole,
    reason: '一般公共预算财政拨款支出＝所列各类支出之和',
  });
}

/** 支出决算具体情况: the items listed are all of them, for the opening budget and for the final figure. */
function itemsAddUp(document: Disclosure, report: Report): void {
  const ofGeneral = document.claims.filter(
    (claim) => !claim.aside && document.sections[claim.section]?.topic?.startsWith('general') === true,
  );
  const byPart = Map.groupBy(ofGeneral, (claim) => claim.part);
  for (const part of document.parts) {
    const own = byPart.get(part.index);
    if (own === undefined) continue;
    const details = own.filter((claim) => document.sections[claim.section]?.topic === 'general-detail');
    const claims = details.length > 0 ? details : own;
    for (const basis of ['start-budget', 'final'] as const) {
      const whole = firstLevel(claims, 'general-expenditure', basis);
      const described = claims.filter(
        (claim) => claim.kind === 'amount' && claim.measure.startsWith('code:') && claim.basis === basis,
      );
      const withBudget = new Set(
        claims
          .filter(
            (claim) => claim.kind === 'amount' && claim.basis === 'start-budget' && claim.measure.startsWith('code:'),
          )
          .map((claim) => claim.measure),
      );
      const codes = [...new Set(described.map((claim) => claim.measure))].filter((measure) => withBudget.has(measure));
      const leaves = codes.filter((code) => !codes.some((other) => other !== code && other.startsWith(code)));
      if (whole === null || leaves.length === 0) continue;
      const parts = leaves.flatMap((measure) => firstLevel(described, measure, basis) ?? []);
      const [first] = parts;
      if (
        first === undefined ||
        (leaves.length === 1 && first.value !== whole.value && leaves[0]?.length !== 'code:'.length + 3)
      )
        continue;
      report.relation({
        kind: 'sum',
        whole,
        parts: parts.map(plus),
        accuse: whole,
        reason:
          basis === 'final'
            ? '一般公共预算财政拨款支出决算＝逐项说明的各科目决算之和'
            : '年初预算＝逐项说明的各科目年初预算之和',
      });
    }
  }
}

/** Cars: the whole is the sum of its uses, where at least one use is counted. */
function vehiclesAddUp(claims: readonly Claim[], report: Report): void {
  const counts = claims.filter((claim) => claim.kind === 'count' && claim.quantity.unit === '辆');
  const whole = counts.find((claim) => claim.measure === 'vehicle-count');
  const uses = counts.filter((claim) => /^vehicles-(?!kept|bought)/.test(claim.measure));
  if (whole === undefined || uses.length === 0) return;
  const first = uses.filter((claim, index) => uses.findIndex((other) => other.measure === claim.measure) === index);
  report.relation({
    kind: 'sum',
    whole: whole.quantity,
    parts: first.map((claim) => plus(claim.quantity)),
    accuse: whole.quantity,
    reason: '车辆总数＝各类用车之和',
  });
}

/** Insurance funds, planned and actual: income by source, balance = income − expenditure. */
function fundsAddUp(claims: readonly Claim[], report: Report): void {
  for (const basis of ['budget', 'final'] as const) {
    const income = firstLevel(claims, 'fund-income', basis);
    const sources = [
      'fund-premium',
      'fund-subsidy',
      'fund-interest',
      'fund-transfer',
      'fund-other',
      'fund-vaccine',
    ].flatMap((measure) => firstLevel(claims, measure, basis) ?? []);
    if (income !== null && sources.length >= 3)
      report.relation({
        kind: 'sum',
        whole: income,
        parts: sources.map(plus),
        accuse: income,
        reason: '基金收入合计＝各项收入之和',
      });
    const spent = firstLevel(claims, 'fund-expenditure', basis);
    const balance = firstLevel(claims, 'fund-year-balance', basis);
    if (income !== null && spent !== null && balance !== null) {
      report.relation({
        kind: 'sum',
        whole: balance,
        parts: [plus(income), minus(spent)],
        accuse: balance,
        reason: '当年收支结余＝基金收入－基金支出',
      });
    }
  }
}

const known = new Set(trees.map((tree) => tree.whole));

/** A list of things we hold no tree for. */
function listAddsUp(list: ClaimList, document: Disclosure, report: Report): void {
  const { whole, parts, announced } = list;
  if (whole.measure === 'general-expenditure' || parts.length < 2) return;
  const mixed =
    parts.some((part) => part.measure.startsWith('economic:')) && /^(?:expenditure-year|basic)$/.test(whole.measure);
  if (known.has(whole.measure) && !mixed) return;
  const total = parts.reduce((sum, part) => sum + part.quantity.value, 0n);
  const economic = parts.every((part) => part.measure.startsWith('economic:'));
  const complete = announced === parts.length || sharesAreComplete(parts, document);
  const half = parts.reduce((sum, part) => sum + part.quantity.half, whole.quantity.half);
  const exceeds = total > whole.quantity.value + half;
  // 「主要包括」 lists may leave something out; they cannot hold more than the whole.
  if (!complete && !exceeds && total !== whole.quantity.value) return;
  if (!complete && !economic) return;
  report.relation({
    kind: 'sum',
    whole: whole.quantity,
    parts: parts.map((part) => plus(part.quantity)),
    accuse: whole.quantity,
    certainty: complete ? 'proven' : 'strong',
    reason: complete ? '合计＝所列各项之和' : '所列各项之和不应大于合计',
  });
}

/** The first share of each sentence and measure. */
const sharesOf = once((document: Disclosure): ReadonlyMap<string, Claim> => {
  const shares = new Map<string, Claim>();
  for (const claim of document.claims) {
    const key = `${claim.sentence} ${claim.measure}`;
    if (claim.kind === 'share' && !shares.has(key)) shares.set(key, claim);
  }
  return shares;
});

/** Each part has its share and the shares add to 100 %. */
function sharesAreComplete(parts: readonly Claim[], document: Disclosure): boolean {
  let sum: Exact = 0n;
  for (const part of parts) {
    const share = sharesOf(document).get(`${part.sentence} ${part.measure}`);
    if (share === undefined) return false;
    sum += share.quantity.value;
  }
  const slack = (one * BigInt(parts.length)) / 50n;
  return sum >= 100n * one - slack && sum <= 100n * one + slack;
}
