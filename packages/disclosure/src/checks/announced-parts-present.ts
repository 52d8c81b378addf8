/**
 * What the document says it holds is there: each table of its table of contents, each table its index calls empty, each
 * table its text says was published empty (已公开空表). An empty form is a form; leaving it out is not publishing it.
 */
import { type Place, type RelatedPlace } from '@mingzhang/kernel';
import { type Check } from '../check.ts';
import { squeeze } from '../compact.ts';
import { type Disclosure, type Table, type TableId } from '../model.ts';
import { likeness, placeIn, proseOf, type Text, textsBetween, textsOf } from './document-support.ts';

interface Announcement {
  readonly title: string;
  readonly id: TableId | null;
  readonly place: Place;
  /** The narrative weighs more than the index, the index more than the table of contents. */
  readonly rank: number;
}

interface Announced {
  readonly count: number;
  readonly missing: readonly { readonly title: string; readonly announcements: readonly Announcement[] }[];
}

const known = new WeakMap<Disclosure, Announced>();

/** The tables a document announces, and those of them that are not in it. */
export function announcedTables(document: Disclosure): Announced {
  const before = known.get(document);
  if (before !== undefined) return before;
  const found = findAnnounced(document);
  known.set(document, found);
  return found;
}

export const announcedPartsPresent: Check = {
  meta: {
    id: 'announced-parts-present',
    family: 'disc',
    severity: 'error',
    certainty: 'proven',
    name: '列出的表都在文件里',
    help: '目录、空表索引或说明中列出的决算表（包括“已公开空表”的表）应当在文件中。',
  },
  run(document, report) {
    const { count, missing } = announcedTables(document);
    if (count === 0) report.notApplicable('文件没有目录、空表索引，也没有写明公开空表');
    for (let held = missing.length; held < count; held += 1) report.judge(true, () => never());
    for (const { title, announcements } of missing) {
      const [main, ...rest] = announcements;
      if (main === undefined) continue;
      report.judge(false, () => ({
        place: main.place,
        also: rest.map((one): RelatedPlace => ({ role: 'repeat', place: one.place })),
        stated: '无此表',
        expected: title,
        message: `这里写明有《${title}》，文件中却没有这张表。没有数据的表也应以空表公开并说明原因。`,
        labels: [title],
      }));
    }
  },
};

function never(): never {
  throw new Error('a judgement that holds has no finding');
}

const tableTitle = /^[^，。；：]{2,44}表$/;
const idPatterns: readonly (readonly [RegExp, TableId])[] = [
  [/政府性基金/, 'government-fund'],
  [/国有资本经营/, 'state-capital'],
  [/三公/, 'three-public'],
  [/财政拨款收入支出决算总表|财政拨款收支决算总表/, 'fiscal-summary'],
  [/基本支出决算/, 'basic-expenditure-detail'],
  [/一般公共预算财政拨款支出决算/, 'general-public-expenditure'],
  [/收入支出决算总表|收支决算总表/, 'income-expenditure-summary'],
  [/^收入决算/, 'income'],
  [/^支出决算/, 'expenditure'],
  [/相关信息统计表/, 'disclosure-statistics'],
];

function idOf(title: string): TableId | null {
  return idPatterns.find(([pattern]) => pattern.test(title))?.[1] ?? null;
}

function findAnnounced(document: Disclosure): Announced {
  const accounts = document.tables.filter((table) => table.id !== 'other');
  if (accounts.length < 3) return { count: 0, missing: [] };
  const announcements = [...inContents(document), ...inIndex(document), ...inText(document)];
  const groups = new Map<string, Announcement[]>();
  for (const one of announcements) {
    const key = one.id ?? one.title;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const missing = [...groups.values()]
    .filter((group) => !group.some((one) => isThere(document, one, accounts)))
    .map((group) => {
      const sorted = [...group].sort((a, b) => b.rank - a.rank);
      return {
        title: (sorted.find((one) => one.title.endsWith('表')) ?? sorted[0])?.title ?? '',
        announcements: sorted,
      };
    });
  return { count: groups.size, missing };
}

function isThere(document: Disclosure, one: Announcement, accounts: readonly Table[]): boolean {
  if (one.id !== null && accounts.some((table) => table.id === one.id)) return true;
  const wanted = bare(one.title);
  return (
    accounts.some((table) => likeness(bare(table.title), wanted) > 0.8) ||
    document.forms.some((form) => likeness(bare(form.title), wanted) > 0.8) ||
    // A title that stands in the body without a recognised table: something is there.
    textsOf(document).some(
      (text) =>
        text.role !== 'contents' &&
        text.role !== 'cell' &&
        text.text.length <= 60 &&
        text.text.endsWith('表') &&
        likeness(bare(text.text), wanted) > 0.85,
    )
  );
}

/** A title without numbering, year and quotation marks. */
function bare(title: string): string {
  return squeeze(title)
    .replace(/^(?:表[\d一二三四五六七八九十]+|[一二三四五六七八九十]+、|\d+[、.．])/, '')
    .replace(/20\d\d年度?/, '')
    .replace(/[“”"'《》]/g, '');
}

function inContents(document: Disclosure): readonly Announcement[] {
  return document.contents.flatMap((entry): readonly Announcement[] => {
    const title = bare(entry.text);
    const text = textsBetween(document, entry.line, entry.line).find((one) => one.role === 'contents');
    if (!tableTitle.test(title) || /^第/.test(title) || text === undefined || !/决算|统计/.test(title)) return [];
    return [{ title, id: idOf(title), place: placeIn(text, 0, Math.min(text.text.length, 40)), rank: 0 }];
  });
}

/** 序号 | 内容 | 是否空表 | 表格为空的理由: the rows of such an index, with the table each names. */
export function indexRows(document: Disclosure): readonly {
  readonly id: TableId | null;
  readonly title: string;
  readonly says: '是' | '否' | null;
  readonly cell: Text;
}[] {
  return document.tables.flatMap((table) => {
    if (table.id !== 'other' || !table.columns.some((column) => /是否空表|是否为空/.test(column))) return [];
    return table.rows.flatMap((row) => {
      const cells = textsBetween(document, row.line, row.endLine).filter((text) => text.role === 'cell');
      const cell = cells.find((text) => tableTitle.test(bare(text.text)));
      if (cell === undefined) return [];
      const answer = cells.map((text) => text.text).find((text) => text === '是' || text === '否');
      return [
        {
          id: idOf(bare(cell.text)),
          title: bare(cell.text),
          says: answer === '是' || answer === '否' ? answer : null,
          cell,
        },
      ];
    });
  });
}

function inIndex(document: Disclosure): readonly Announcement[] {
  return indexRows(document).map((row) => ({
    title: row.title,
    id: row.id,
    place: placeIn(row.cell, 0, row.cell.text.length),
    rank: 1,
  }));
}

function inText(document: Disclosure): readonly Announcement[] {
  const byTopic: Readonly<Record<string, readonly [TableId, string]>> = {
    'government-fund': ['government-fund', '政府性基金预算财政拨款收入支出决算表'],
    'state-capital': ['state-capital', '国有资本经营预算财政拨款支出决算表'],
    'three-public': ['three-public', '财政拨款“三公”经费支出决算表'],
  };
  return proseOf(document).flatMap((text: Text): readonly Announcement[] => {
    const entry = byTopic[text.section?.topic ?? ''];
    const match = /(?:已|并已|均已)?公开空表/.exec(text.text);
    if (entry === undefined || match === null) return [];
    const start = Math.max(0, match.index - 12);
    return [{ title: entry[1], id: entry[0], place: placeIn(text, start, match.index + match[0].length), rank: 2 }];
  });
}
