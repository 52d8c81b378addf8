/** The internal offices a document lists: 办公室、待遇保障股… in one sentence, or one numbered paragraph each. */

import { matchesOf } from '../matches.ts';
import { type Disclosure, type Section } from '../model.ts';
import { bodyOf, numberOf, once, type Text } from './document-support.ts';

export interface OfficeList {
  readonly part: number;
  /** The sentence that lists or announces them. */
  readonly text: Text;
  readonly start: number;
  readonly end: number;
  /** How many the text says there are; null where it does not say. */
  readonly announced: number | null;
  readonly names: readonly string[];
  /** 等 stands behind the list: there are more. */
  readonly partial: boolean;
}

const office =
  /^(?:设有?|内设|下设|包括|即|和|及|以及|分别是|分别为|为|有|：)*([\p{Script=Han}（）]{1,16}?(?:办公室|室|股|科|组|部|队|大厅|中心))$/u;
const counted =
  /(?:内设|下设|设有?|设置|共有?|等|有)?([一二两三四五六七八九十\d]{1,3})个(?:内设|职能|行政|业务)*(?:机构|股室|科室|处室|部门|股|科|室)(?![\p{Script=Han}]*(?:分类|科目))/gu;

/** Every list of offices, with the number announced beside it. */
export const officeLists = once((document: Disclosure): readonly OfficeList[] => {
  const body = bodyOf(document);
  return body.flatMap((text, index): readonly OfficeList[] => {
    if (!/organisation|duties|staff/.test(text.section?.topic ?? '') && !/内设|机构/.test(text.text)) return [];
    const list = listIn(text);
    const count = matchesOf(text.text, counted).find((match) => /内设|下设|机构|股室|科室|处室|共|等/.test(match[0]));
    const announced = count === undefined ? null : numberOf(count[1] ?? '');
    if (list !== null) return [{ ...list, announced, part: text.part, text }];
    if (count === undefined || announced === null) return [];
    const names = numberedNames(body.slice(index + 1), text.section);
    if (names.length === 0) return [];
    return [
      {
        part: text.part,
        text,
        start: Math.max(0, count.index - 2),
        end: count.index + count[0].length,
        announced,
        names,
        partial: false,
      },
    ];
  });
});

type Listed = Pick<OfficeList, 'names' | 'start' | 'end' | 'partial'>;

const anchors = /(?:内设机构|内设科室|内设股室|下设机构|机构设置)[^。]{0,12}?(?:包括|：|设有?|为|（)|内设|共设|下设/g;

/** The longest list of office names joined by 、 in one text. */
function listIn(text: Text): Listed | null {
  let best: Listed | null = null;
  for (const anchor of matchesOf(text.text, anchors)) {
    const list = listFrom(text, anchor.index);
    if (list !== null && (best === null || list.names.length > best.names.length)) best = list;
  }
  return best;
}

function listFrom(text: Text, from: number): Listed | null {
  const stop = text.text.indexOf('。', from);
  const sentence = text.text.slice(from, stop === -1 ? text.text.length : stop);
  const body = sentence.replace(/（[^（）]{1,10}）/g, (inside) => '　'.repeat(inside.length));
  // Subordinate units behind the list (下辖医疗保险服务中心) are no offices.
  const below = /[，；]?(?:下辖|所属|另设|管理)(?:事业单位|单位|[\p{Script=Han}]{2,14}中心)/u.exec(body.slice(4));
  const own = below === null ? body : body.slice(0, below.index + 4);
  const names: string[] = [];
  let at = 0;
  let first = -1;
  let last = 0;
  for (const piece of own.split(/(?<=[、：（，；)])/)) {
    const bare = piece.replace(/[、：（），；\u3000]/g, '');
    for (const part of bare.split(
      /(?<=[室股科组部队])(?:以及|和|及|与)(?=[\p{Script=Han}]{2,}(?:室|股|科|组|部|队|中心))/u,
    )) {
      // The count at the end of the list: 基金监管股共五个股室 or 基金监管股等5个股室.
      const name = office.exec(
        part
          .replace(/(?:共计|共|等|合计)?[一二两三四五六七八九十\d]{1,3}个.*$/, '')
          .replace(/等$/, '')
          .replace(/^.*?(?:内设机构包括|机构包括|内设|下设)(?=[\p{Script=Han}]{2})/u, ''),
      )?.[1];
      if (name === undefined || /^(?:内设|股室|科室)/.test(name)) continue;
      if (first === -1) first = at;
      names.push(name);
      last = at + piece.length;
    }
    at += piece.length;
  }
  if (names.length < 2) return null;
  const tail = sentence.slice(last - 8);
  return { names, start: from, end: Math.min(from + last, text.text.length), partial: /等(?:[^级候待]|$)/.test(tail) };
}

/** - 1、办公室：负责… paragraphs below the announcement. */
function numberedNames(following: readonly Text[], section: Section | null): readonly string[] {
  const names: string[] = [];
  for (const text of following) {
    if (text.section !== section) break;
    const match =
      /^[-·]*(?:（?[\d一二三四五六七八九十]{1,3}[）、．.])([\p{Script=Han}（）]{2,18}?(?:室|股|科|组|部|队|中心|大厅))(?:。|：|——|，|$)/u.exec(
        text.text,
      );
    if (match?.[1] === undefined) {
      if (names.length > 0) break;
      continue;
    }
    names.push(match[1]);
  }
  return names;
}
