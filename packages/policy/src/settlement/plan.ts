/**
 * Which numbers apply to a case, found once and used for every bill of the kind: the level's deductible and ratio, the cut for
 * care elsewhere, the bands of 大病, the class of assistance. What the law does not say, or nobody has confirmed, is a refusal
 * that names the parameter; it is looked for only where the case needs it.
 *
 *     永州 居民 二级医院 住院 2023-06-01  →  起付 800元, 80%, 封顶 15万元; 大病起付 16000元 …
 */
import { type Fen, type ParameterSet, yearOf } from '@mingzhang/kernel';
import { printedParameter } from '../parameters/value.ts';
import { whole } from './arithmetic.ts';
import { refuse, type SettlementRefused } from './refusals.ts';
import { type Category, categories, filings, members, schemes, type VisitCase, visitKinds } from './visit.ts';

/** A parameter as a derivation cites it. */
export interface ParameterUse {
  readonly key: string;
  readonly name: string;
  /** As printed: 800.00元, 80%, 30. */
  readonly printed: string;
  readonly instrument: string | null;
  readonly article: string | null;
  readonly grade: string;
  readonly confirmedBy: string | null;
  /** Taken from a what-if, not from the files. */
  readonly supposed: boolean;
}

/** No cap: above every amount. */
export const noCap: Fen = Number.MAX_SAFE_INTEGER;

export type PoolRule =
  | {
      readonly kind: 'stay';
      readonly deductible: Fen;
      /** Of the deductible, for the second stay of the year and later ones. */
      readonly second: number;
      readonly later: number;
      readonly countsAnyLevel: boolean;
      readonly deductibleCap: Fen;
      readonly ratio: number;
      readonly cap: Fen;
    }
  | {
      readonly kind: 'outpatient';
      readonly deductible: Fen;
      readonly deductibleCap: Fen;
      readonly ratio: number;
      readonly cap: Fen;
    }
  /** 慢特病: cost counts up to a limit for the month, which is appended to the disease. */
  | {
      readonly kind: 'limited';
      readonly limit: Fen;
      readonly period: string;
      readonly ratio: number;
      readonly cap: Fen;
    }
  /** 两病: what is paid in the year has a limit. */
  | { readonly kind: 'paid-limit'; readonly limit: Fen; readonly ratio: number }
  | { readonly kind: 'fixed'; readonly amount: Fen; readonly extraInfant: Fen }
  | { readonly kind: 'cadre'; readonly ratio: number };

export interface IllnessRule {
  /** 大病保险 hifmi_pay, or 职工大额 hifob_pay. */
  readonly layer: 'critical-illness' | 'large-amount';
  readonly threshold: Fen;
  readonly bands: readonly { readonly upTo: Fen; readonly ratio: number }[];
  readonly cap: Fen;
}

export interface AssistanceRule {
  readonly category: Category;
  readonly threshold: Fen;
  readonly ratio: number;
  readonly cap: Fen;
}

export interface Plan {
  readonly case: VisitCase;
  readonly year: number;
  readonly pool: PoolRule;
  readonly illness: IllnessRule | null;
  readonly civilServant: number | null;
  readonly assistance: AssistanceRule | null;
  /** What each step was taken from. */
  readonly uses: {
    readonly pool: readonly ParameterUse[];
    readonly illness: readonly ParameterUse[];
    readonly civilServant: readonly ParameterUse[];
    readonly assistance: readonly ParameterUse[];
  };
}

/** The plan of a case, or why there is none. */
export function planFor(parameters: ParameterSet, visit: VisitCase): Plan | SettlementRefused {
  const unknown = unknownCode(visit);
  if (unknown !== null) return unknown;
  const look = new LookUp(parameters, visit);
  const pool = poolRule(look, visit);
  const poolUses = look.taken();
  const illness = illnessRule(look, visit);
  const illnessUses = look.taken();
  const civilServant =
    visit.civilServant && visit.scheme === 'employee' ? look.number('employee/civil-servant/ratio') : null;
  const civilUses = look.taken();
  const assistance = assistanceRule(look, visit);
  const refused = look.refusal();
  if (refused !== null) return refused;
  return {
    case: visit,
    year: yearOf(visit.day),
    pool,
    illness,
    civilServant,
    assistance,
    uses: { pool: poolUses, illness: illnessUses, civilServant: civilUses, assistance: look.taken() },
  };
}

/** The rule of 医疗救助 alone, for assistance that is no visit's; refused where the identity draws none. */
export function assistanceFor(
  parameters: ParameterSet,
  visit: VisitCase,
): { readonly rule: AssistanceRule; readonly uses: readonly ParameterUse[] } | SettlementRefused {
  const unknown = unknownCode(visit);
  if (unknown !== null) return unknown;
  const look = new LookUp(parameters, visit);
  const rule = assistanceRule(look, visit);
  const refused = look.refusal();
  if (refused !== null) return refused;
  if (rule === null) {
    const what = `${schemes[visit.scheme]}${visitKinds[visit.kind]}`;
    return refuse('not-covered', `${what}没有可用的救助身份，或不在医疗救助范围；请核对身份和就诊类别。`);
  }
  return { rule, uses: look.taken() };
}

/** 住院按医院级别；异地就医在比例上减百分点，山西未备案的另定比例。 */
function poolRule(look: LookUp, { scheme, kind, member, level, filing, item, day }: VisitCase): PoolRule {
  if (scheme === 'retired-cadre') return { kind: 'cadre', ratio: look.number('retired-cadre/all/ratio') };
  const at = (key: string): string => `${scheme}/${key}`;
  const cap = (): Fen => look.optional(at('inpatient/pool-annual-cap'), noCap);
  switch (kind) {
    case 'inpatient': {
      const unfiled = filing === 'unfiled' ? look.optionalOrNull(at('cross-region/unfiled-ratio')) : null;
      const level2 = unfiled === null ? level : look.word(at('cross-region/unfiled-deductible-level'));
      const ratioKey = scheme === 'employee' ? `inpatient/ratio/${member}/${level}` : `inpatient/ratio/${level}`;
      const full = unfiled ?? look.number(at(ratioKey));
      const cut = filing === 'local' || unfiled !== null ? 0 : look.number(at(`cross-region/cut/${filing}`));
      return {
        kind: 'stay',
        deductible: look.number(at(`inpatient/deductible/${level2}`)),
        second: look.number(at('inpatient/repeat-deductible/second')),
        later: look.number(at('inpatient/repeat-deductible/later')),
        countsAnyLevel: look.word(at('inpatient/repeat-deductible/counts')) === 'any-level',
        deductibleCap: look.optional(at('inpatient/deductible-annual-cap'), noCap),
        ratio: Math.max(0, full - cut),
        cap: cap(),
      };
    }
    case 'outpatient':
      return {
        kind: 'outpatient',
        deductible: look.number(at(`outpatient/deductible/${level}`)),
        deductibleCap: look.optional(at('outpatient/deductible-annual-cap'), noCap),
        ratio: look.number(at(`outpatient/ratio/${level}`)),
        cap: look.number(at(scheme === 'employee' ? `outpatient/annual-cap/${member}` : 'outpatient/annual-cap')),
      };
    case 'chronic':
      return {
        kind: 'limited',
        limit: look.number(at(`chronic/monthly-limit/${item}`)),
        period: ` ${day.slice(0, 7)}`,
        ratio: look.number(at(`chronic/ratio/${member}`)),
        cap: cap(),
      };
    case 'two-disease':
      return {
        kind: 'paid-limit',
        limit: look.number(at(`two-disease/annual-cap/${item}`)),
        ratio: look.number(at('two-disease/ratio')),
      };
    case 'maternity':
      return {
        kind: 'fixed',
        amount: look.number(at(`maternity/fixed/${item}`)),
        extraInfant: look.optional(at('maternity/extra-infant'), 0),
      };
  }
}

/** 大病保险（居民）、大额医疗费用补助（职工）：只计住院；慢特病另有规定的从其规定。 */
function illnessRule(look: LookUp, { scheme, kind, categories: mine }: VisitCase): IllnessRule | null {
  if (scheme === 'retired-cadre') return null;
  const layer = scheme === 'resident' ? 'critical-illness' : 'large-amount';
  const counted =
    kind === 'inpatient' || (kind === 'chronic' && look.optional(`${scheme}/${layer}/counts-chronic`, 0) === 1);
  if (!counted) return null;
  const at = (key: string): string => `${scheme}/${layer}/${key}`;
  const tilted = preferred(mine).find((category) => look.has(at(`tilt/${category}/threshold`)));
  const points = tilted === undefined ? 0 : look.number(at(`tilt/${tilted}/points`));
  const bands: { upTo: Fen; ratio: number }[] = [];
  for (let index = 1; index === 1 || look.has(at(`bands/band-${index}/ratio`)); index += 1) {
    bands.push({
      upTo: look.optional(at(`bands/band-${index}/up-to`), noCap),
      ratio: Math.min(whole, look.number(at(`bands/band-${index}/ratio`)) + points),
    });
  }
  return {
    layer,
    threshold: look.number(at(tilted === undefined ? 'threshold' : `tilt/${tilted}/threshold`)),
    bands,
    // 倾斜对象不设封顶线。
    cap: tilted === undefined ? look.optional(at('annual-cap'), noCap) : noCap,
  };
}

/** 医疗救助：一人有几种身份的，按排在前面的一种；住院和门诊慢特病共用一个年度限额。 */
function assistanceRule(look: LookUp, { scheme, kind, categories: mine }: VisitCase): AssistanceRule | null {
  if (scheme === 'retired-cadre' || (kind !== 'inpatient' && kind !== 'chronic')) return null;
  const category = preferred(mine)[0];
  if (category === undefined) return null;
  const at = (key: string): string => `assistance/benefit/${key}`;
  const share = look.optionalOrNull(at(`${category}/threshold-of-income`));
  const threshold =
    share === null
      ? look.number(at(`${category}/threshold`))
      : Math.floor((look.number(at('income-per-capita')) * share) / whole);
  return {
    category,
    threshold,
    ratio: look.number(at(`${category}/ratio`)),
    cap: look.optional(at(`${category}/annual-cap`), noCap),
  };
}

function preferred(mine: readonly Category[]): readonly Category[] {
  return (Object.keys(categories) as readonly Category[]).filter((category) => mine.includes(category));
}

function unknownCode(visit: VisitCase): SettlementRefused | null {
  const tables: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['险种', visit.scheme, schemes],
    ['就诊类别', visit.kind, visitKinds],
    ['人员类别', visit.member, members],
    ['异地就医类别', visit.filing, filings],
    ...visit.categories.map((one): readonly [string, string, Readonly<Record<string, string>>] => [
      '救助身份',
      one,
      categories,
    ]),
  ];
  for (const [what, code, table] of tables) {
    if (!Object.hasOwn(table, code)) {
      return refuse('code-unknown', `${what}“${code}”不是已有的代码，可用的是${Object.keys(table).join('、')}。`);
    }
  }
  const membersOf: Readonly<Record<string, readonly string[]>> = {
    resident: ['resident'],
    employee: ['in-service', 'retired'],
    'retired-cadre': ['cadre'],
  };
  if (membersOf[visit.scheme]?.includes(visit.member) === true) return null;
  return refuse('code-unknown', `${schemes[visit.scheme]}没有“${members[visit.member]}”这种人员类别，请核对参保登记。`);
}

/** Looks parameters up for one case, and remembers what was found, what is missing and what is unconfirmed. */
class LookUp {
  readonly #set: ParameterSet;
  readonly #visit: VisitCase;
  #uses: ParameterUse[] = [];
  readonly #missing: string[] = [];
  readonly #unconfirmed: string[] = [];

  constructor(set: ParameterSet, visit: VisitCase) {
    this.#set = set;
    this.#visit = visit;
  }

  /** What was used since the last call. */
  taken(): readonly ParameterUse[] {
    const uses = this.#uses;
    this.#uses = [];
    return uses;
  }

  refusal(): SettlementRefused | null {
    const { area, day, scheme, kind } = this.#visit;
    const what = `${area} ${day} ${schemes[scheme]}${visitKinds[kind]}`;
    if (this.#missing.length > 0) {
      return refuse(
        'not-covered',
        `${what}没有适用的规定：缺少${this.#missing.join('、')}。请核对参保地、日期、医院级别和项目；确有规定的，先把文件录入参数。`,
      );
    }
    if (this.#unconfirmed.length > 0) {
      return refuse(
        'parameter-unconfirmed',
        `${what}要用的参数还没有人确认：${this.#unconfirmed.join('、')}。请在参数页核对文件、署名确认后再算。`,
      );
    }
    return null;
  }

  has(key: string): boolean {
    return this.#set.find(this.#visit.area, key, this.#visit.day).kind !== 'not-covered';
  }

  number(key: string): number {
    return (this.#find(key) as number | null) ?? 0;
  }

  word(key: string): string {
    return String(this.#find(key) ?? '');
  }

  /** The value, or another where the place has no such rule. A rule whose value is unknown is not the same as no rule. */
  optional(key: string, otherwise: number): number {
    return this.has(key) ? this.number(key) : otherwise;
  }

  optionalOrNull(key: string): number | null {
    return this.has(key) ? this.number(key) : null;
  }

  #find(key: string): number | string | null {
    const found = this.#set.find(this.#visit.area, key, this.#visit.day);
    if (found.kind === 'not-covered') {
      this.#missing.push(key);
      return null;
    }
    const { row } = found;
    if (found.kind === 'unconfirmed') {
      this.#unconfirmed.push(`${row.name}（${row.value === null ? '数值未知' : '草稿'}）`);
      return null;
    }
    this.#uses.push({
      key,
      name: row.name,
      printed: printedParameter(found.value, row.unit),
      instrument: row.instrument,
      article: row.article,
      grade: row.grade,
      confirmedBy: found.confirmedBy,
      supposed: found.supposed,
    });
    return found.value;
  }
}
