/**
 * 药品、诊疗项目、医用耗材目录 by national code and date: class, 最高支付价, 先行自付比例. A change
 * ends the row that stood the day before and begins another; nothing is overwritten.
 *
 * What a file changes is a plain function of its rows and of what is in force: added, changed, ended, unchanged, and which rows cannot
 * be taken and why. A row that cannot be taken changes nothing, and its item does not count as missing.
 */
import { type DateText, isDate, parseExact } from '@mingzhang/kernel';
import { type ItemClass } from '@mingzhang/policy';
import { dayBefore } from '../decide.ts';

export const itemKinds = { drug: '药品', service: '医疗服务项目', consumable: '医用耗材' } as const;
/** 药品 (list_type 101…), 医疗服务项目 201, 医用耗材 301. */
export type ItemKind = keyof typeof itemKinds;

export const itemClasses = { a: '甲类', b: '乙类', c: '丙类' } as const satisfies Record<ItemClass, string>;

export interface CatalogueItem {
  /** 医保目录编码 (med_list_codg). */
  readonly code: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly specification: string;
  readonly class: ItemClass;
  /** 最高支付价 a piece in millionths of a yuan; null for none. */
  readonly priceLimit: number | null;
  /** 先行自付比例 in ten-thousandths. */
  readonly firstPay: number;
  readonly from: DateText;
  readonly to: DateText | null;
}

/** The row in force on a day; null where the code has none. */
export function itemOn(rows: readonly CatalogueItem[], day: DateText): CatalogueItem | null {
  return rows.find(({ from, to }) => from <= day && (to === null || day <= to)) ?? null;
}

/** A row of a file as it was written. */
export interface TypedItem {
  readonly line: number;
  readonly code: string;
  readonly kind: string;
  readonly name: string;
  readonly specification: string;
  readonly class: string;
  readonly priceLimit: string;
  readonly firstPay: string;
  readonly from: string;
  readonly to: string;
}

export const itemProblems = {
  'code-malformed': '编码不对',
  'listed-twice': '重复列出',
  'kind-unknown': '类别不认识',
  'name-missing': '没有名称',
  'class-unknown': '费用等级不认识',
  'limit-malformed': '最高支付价不对',
  'first-pay-malformed': '先行自付比例不对',
  'date-malformed': '日期不对',
  'begins-too-early': '起始日期不在现行的以后',
  'not-in-force': '没有可终止的',
} as const;
export type ItemProblemId = keyof typeof itemProblems;

export interface ItemProblem {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly id: ItemProblemId;
  readonly message: string;
}

export interface CataloguePlan {
  readonly added: readonly CatalogueItem[];
  readonly changed: readonly { readonly before: CatalogueItem; readonly after: CatalogueItem }[];
  /** With the day on which each ends. */
  readonly ended: readonly { readonly item: CatalogueItem; readonly to: DateText }[];
  readonly unchanged: number;
  readonly problems: readonly ItemProblem[];
}

interface ImportHead {
  readonly from: DateText;
  /** It names all items of the kinds that are in it. */
  readonly whole: boolean;
}

/** `latest` has each code's last row. */
export function planCatalogue(
  { from, whole }: ImportHead,
  rows: readonly TypedItem[],
  latest: ReadonlyMap<string, CatalogueItem>,
): CataloguePlan {
  const added: CatalogueItem[] = [];
  const changed: CataloguePlan['changed'][number][] = [];
  const ended: CataloguePlan['ended'][number][] = [];
  const problems: ItemProblem[] = [];
  const lines = new Map<string, number>();
  const kinds = new Set<ItemKind>();
  let unchanged = 0;
  for (const row of rows) {
    const read = readItem(row, from, lines.get(row.code) ?? null);
    lines.set(row.code, lines.get(row.code) ?? row.line);
    if ('id' in read) {
      problems.push({ line: row.line, code: row.code, name: row.name, ...read });
      continue;
    }
    kinds.add(read.kind);
    const before = latest.get(read.code) ?? null;
    const open = before !== null && (before.to === null || before.to >= read.from) ? before : null;
    const wrong = againstLatest(row, read, before);
    if (wrong !== null) problems.push({ line: row.line, code: row.code, name: row.name, ...wrong });
    else if (read.to !== null) {
      if (open !== null) ended.push({ item: open, to: read.to });
    } else if (open === null) added.push(read);
    else if (sameItem(open, read)) unchanged += 1;
    else changed.push({ before: open, after: read });
  }
  if (whole) {
    for (const item of latest.values()) {
      // What begins only later is none of this file's business.
      if (lines.has(item.code) || item.to !== null || item.from >= from || !kinds.has(item.kind)) continue;
      ended.push({ item, to: dayBefore(from) });
    }
  }
  return { added, changed, ended, unchanged, problems };
}

function sameItem(one: CatalogueItem, other: CatalogueItem): boolean {
  return (
    one.kind === other.kind &&
    one.name === other.name &&
    one.specification === other.specification &&
    one.class === other.class &&
    one.priceLimit === other.priceLimit &&
    one.firstPay === other.firstPay
  );
}

type Wrong = Pick<ItemProblem, 'id' | 'message'>;

function againstLatest({ line }: TypedItem, item: CatalogueItem, before: CatalogueItem | null): Wrong | null {
  const { code, name } = item;
  if (item.to !== null) {
    if (before?.to === null && item.to >= dayBefore(before.from)) return null;
    const why = before === null ? '目录里没有' : before.to === null ? `${before.from}才开始` : `${before.to}已经终止`;
    return wrong('not-in-force', `第${line}行${name}（${code}）要终止于${item.to}，但${why}，这一行不取。`);
  }
  if (before === null || item.from > before.from || (item.from === before.from && sameItem(before, item))) return null;
  // The same content from an earlier day says nothing new either.
  if (before.to === null && sameItem(before, item)) return null;
  return wrong(
    'begins-too-early',
    `第${line}行${name}（${code}）自${item.from}起，但目录里${before.from}起已有一行，以前的不改写。请把起始日期写在${before.from}以后。`,
  );
}

function wrong(id: ItemProblemId, message: string): Wrong {
  return { id, message };
}

const kindWords: Readonly<Record<string, ItemKind>> = {
  药品: 'drug',
  西药: 'drug',
  中成药: 'drug',
  中药饮片: 'drug',
  医疗服务项目: 'service',
  诊疗项目: 'service',
  服务项目: 'service',
  医疗服务设施: 'service',
  医用耗材: 'consumable',
  耗材: 'consumable',
};

const classWords: Readonly<Record<string, ItemClass>> = {
  甲: 'a',
  甲类: 'a',
  乙: 'b',
  乙类: 'b',
  丙: 'c',
  丙类: 'c',
  自费: 'c',
};

function readItem(row: TypedItem, from: DateText, earlier: number | null): CatalogueItem | Wrong {
  const { line, code, name, specification } = row;
  const at = `第${line}行${name}`;
  if (!/^[0-9A-Z]{4,40}$/.test(code)) {
    return wrong('code-malformed', `第${line}行编码“${code}”不对，应是国家医保编码：4至40位数字和大写字母。`);
  }
  if (earlier !== null) return wrong('listed-twice', `${at}的编码${code}在第${earlier}行已经列过，这一行不取。`);
  if (name === '') return wrong('name-missing', `第${line}行${code}没有名称，请补上。`);
  const kind = row.kind === '' ? kindOfCode(code) : kindWords[row.kind];
  if (kind === undefined) {
    return wrong(
      'kind-unknown',
      `${at}的类别写作“${row.kind}”，认不出来。可以写${Object.values(itemKinds).join('、')}。`,
    );
  }
  const itemClass = classWords[row.class];
  if (itemClass === undefined) {
    return wrong('class-unknown', `${at}的费用等级写作“${row.class}”，认不出来。可以写甲类、乙类、丙类。`);
  }
  const priceLimit = row.priceLimit === '' ? null : scaledOf(row.priceLimit, 6);
  if (priceLimit !== null && (Number.isNaN(priceLimit) || priceLimit <= 0)) {
    return wrong(
      'limit-malformed',
      `${at}的最高支付价“${row.priceLimit}”不对，应是大于零、至多六位小数的元数；不限价的不填。`,
    );
  }
  const share = row.firstPay === '' ? 0 : shareOf(row.firstPay);
  if (Number.isNaN(share) || share > 10_000) {
    return wrong('first-pay-malformed', `${at}的先行自付比例“${row.firstPay}”不对，写作“10%”或“0.1”，在0至100%之间。`);
  }
  const begins = row.from === '' ? from : row.from;
  const wrongDay = [begins, ...(row.to === '' ? [] : [row.to])].find((day) => !isDate(day));
  if (wrongDay !== undefined) return wrong('date-malformed', `${at}的日期“${wrongDay}”不对，写作“2024-03-05”。`);
  return {
    code,
    kind,
    name,
    specification,
    class: itemClass,
    priceLimit,
    firstPay: share,
    from: begins,
    to: row.to === '' ? null : row.to,
  };
}

/** Drugs begin with X, Z or T, consumables with C, services are digits. */
function kindOfCode(code: string): ItemKind {
  if (/^[XZT]/.test(code)) return 'drug';
  return code.startsWith('C') ? 'consumable' : 'service';
}

function scaledOf(text: string, places: number): number {
  const value = parseExact(text.replaceAll(/[,，\s]/g, ''));
  const step = 10n ** BigInt(8 - places);
  return value === null || value < 0n || value % step !== 0n ? Number.NaN : Number(value / step);
}

function shareOf(text: string): number {
  return text.endsWith('%') || text.endsWith('％') ? scaledOf(text.slice(0, -1), 2) : scaledOf(text, 4);
}
