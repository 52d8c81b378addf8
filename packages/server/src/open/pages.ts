/**
 * The pages of the open portal. Rendered here, without script and without anything fetched from elsewhere; every address stands on
 * its own and can be handed on.
 */
import {
  type OpenFigure,
  type OpenHit,
  type OpenVersion,
  type OpenVersionFull,
  type PublicEvidence,
} from '@mingzhang/bureau';
import { html, Markup } from './markup.ts';

const formatNames: Readonly<Record<string, string>> = {
  html: '网页',
  docx: 'Word',
  pdf: 'PDF',
  xlsx: 'Excel',
  json: '开放数据（JSON）',
};

/** The bar over every page. */
export const bar: Markup = html`<header class="open-bar"><nav class="open-inner" aria-label="公开平台"><a class="open-brand" href="/open">部门决算公开</a> <a href="/open/search">检索</a></nav></header>`;

/** A page of the portal, from doctype to end. */
export function page(title: string, body: Markup): string {
  return html`${new Markup('<!doctype html>')}
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/open/style.css">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
${bar}
<main id="main" class="open-page">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.html;
}

export function addressOf({ department, year, number }: Pick<OpenVersion, 'department' | 'year' | 'number'>): string {
  return `/open/${encodeURIComponent(department)}/${year}/${number}`;
}

function searchForm(words: string, years: readonly number[], year: number | null): Markup {
  return html`<form action="/open/search" method="get" role="search">
<div><label for="q">检索各表和情况说明</label><input id="q" name="q" type="search" value="${words}" maxlength="100" size="30"></div>
<div><label for="year">年度</label><select id="year" name="year"><option value="">全部</option>${years.map(
    (one) => html`<option value="${one}"${one === year ? new Markup(' selected') : null}>${one}</option>`,
  )}</select></div>
<button type="submit">检索</button>
</form>`;
}

export function yearsOf(versions: readonly OpenVersion[]): readonly number[] {
  return [...new Set(versions.map(({ year }) => year))].sort((a, b) => b - a);
}

/** The first page: search, and every bureau with its years. */
export function indexPage(versions: readonly OpenVersion[]): string {
  const latest = versions.filter((one) => one.latest);
  const table =
    latest.length === 0
      ? html`<p>还没有公开的部门决算。</p>`
      : html`<h2>各单位和年度</h2>
<table>
<thead><tr><th scope="col">单位</th><th scope="col">年度</th><th scope="col">公开日期</th><th scope="col">版本</th></tr></thead>
<tbody>${latest.map(
          (
            one,
          ) => html`<tr><th scope="row"><a href="/open/${encodeURIComponent(one.department)}">${one.name}</a></th><td><a href="${addressOf(one)}">${one.year}年度部门决算</a></td><td>${one.publishedOn}</td><td>${versionWords(one)}</td></tr>
`,
        )}</tbody>
</table>`;
  return page('部门决算公开', html`${searchForm('', yearsOf(versions), null)}${table}`);
}

function versionWords({ number, correctionReason }: OpenVersion): string {
  return correctionReason === null ? `第${number}版` : `第${number}版（更正）`;
}

/** A bureau with everything that it has published. */
export function bureauPage(versions: readonly OpenVersion[], name: string): string {
  return page(
    name,
    html`<p><a href="/open">全部单位</a></p>
${versionTable(versions)}`,
  );
}

function versionTable(versions: readonly OpenVersion[]): Markup {
  return html`<table>
<thead><tr><th scope="col">年度</th><th scope="col">版本</th><th scope="col">公开日期</th><th scope="col">说明</th></tr></thead>
<tbody>${versions.map(
    (
      one,
    ) => html`<tr><td>${one.year}</td><td><a href="${addressOf(one)}">${versionWords(one)}</a></td><td>${one.publishedOn}</td><td>${
      one.correctionReason === null
        ? null
        : html`更正原因：${one.correctionReason}。<a href="${addressOf(one)}/changes">更正了什么</a>。`
    }${one.latest ? null : '已被后一版更正。'}</td></tr>
`,
  )}</tbody>
</table>`;
}

/** What stands before a published document: where it is, its downloads and its versions. */
export function documentHead(version: OpenVersionFull): string {
  const address = addressOf(version);
  const last = version.versions[0];
  const notice =
    version.latest || last === undefined
      ? null
      : html`<p class="open-notice" role="note">这一版已于${last.publishedOn}更正，最新的是<a href="${addressOf(last)}">第${last.number}版</a>。</p>`;
  return html`${bar}${notice}
<div class="open-head">
<p><a href="/open/${encodeURIComponent(version.department)}">${version.name}</a> · ${version.year}年度 · ${versionWords(version)} · ${version.publishedOn}公开</p>
<p>下载：${version.files.map(
    ({ format, size }) =>
      html`<a href="${address}/files/${format}">${formatNames[format] ?? format}</a>（${Math.ceil(size / 1024)} KB） `,
  )}</p>
<p><a href="${address}/changes">版本和更正</a></p>
<p>点任何一个数字，可以看它的定义和依据。</p>
</div>`.html;
}

/** Versions of the year, with what a correction changed cell by cell, and the hashes by which a copy can be checked. */
export function changesPage(version: OpenVersionFull): string {
  const { changes } = version;
  const changed =
    changes === null
      ? null
      : html`<h2>第${version.number}版更正了什么</h2>
<p>更正原因：${version.correctionReason}。共${changes.length}处。</p>
${
  changes.length === 0
    ? null
    : html`<table>
<thead><tr><th scope="col">位置</th><th scope="col">原为</th><th scope="col">更正为</th></tr></thead>
<tbody>${changes.map(
        ({ place, before, after }) =>
          html`<tr><th scope="row">${place}</th><td>${before ?? '（无）'}</td><td>${after ?? '（删去）'}</td></tr>
`,
      )}</tbody>
</table>`
}`;
  return page(
    `${version.name}${version.year}年度部门决算：版本和更正`,
    html`<p><a href="${addressOf(version)}">回到第${version.number}版</a></p>
${versionTable(version.versions)}
${changed}
<h2>文件的校验值（SHA-256）</h2>
<table>
<thead><tr><th scope="col">文件</th><th scope="col">校验值</th></tr></thead>
<tbody>${version.files.map(
      ({ format, name, sha256 }) =>
        html`<tr><th scope="row"><a href="${addressOf(version)}/files/${format}">${name}</a></th><td class="open-hash">${sha256}</td></tr>
`,
    )}</tbody>
</table>`,
  );
}

/** A figure: what it is, how it is worked out, and the sums that stand behind it. */
export function figurePage(figure: OpenFigure): string {
  return page(
    `${figure.place}`,
    html`<p><a href="${addressOf(figure)}">${figure.name}${figure.year}年度部门决算（第${figure.number}版）</a></p>
<p class="figure">${figure.text}</p>
${evidenceSection(figure.evidence, 2)}
<p class="note">这里只公开定义、公式和汇总数；凭证摘要、个人和往来单位的信息不公开。依据在公开时固定，与公开的文件一起保存。</p>`,
  );
}

function evidenceSection(evidence: PublicEvidence, level: number): Markup {
  const { term, definition, formula, unit, value, sources, operands } = evidence;
  return html`<dl>
${term === null ? null : html`<dt>指标</dt><dd>${term}</dd>`}
${definition === null ? null : html`<dt>定义</dt><dd>${definition}</dd>`}
${formula.length === 0 ? null : html`<dt>怎样得出</dt><dd>${formula.map((one) => html`<div>${one}</div>`)}</dd>`}
<dt>未舍入的数</dt><dd>${value === null ? '—' : `${value}${unit}`}</dd>
</dl>
${
  sources.length === 0
    ? null
    : html`<table>
<thead><tr><th scope="col">依据（按科目或台账汇总）</th><th scope="col">${unit === '' ? '数' : unit}</th></tr></thead>
<tbody>${sources.map(
        ({ name, amount }) => html`<tr><th scope="row">${name}</th><td class="amount">${amount}</td></tr>
`,
      )}</tbody>
</table>`
}
${operands.map(
  (operand, at) => html`<section><h${level}>第${at + 1}项</h${level}>
${evidenceSection(operand, level + 1)}</section>`,
)}`;
}

export interface SearchAsked {
  readonly words: string;
  readonly year: number | null;
  readonly years: readonly number[];
}

/** What was found, with the words marked. */
export function searchPage(
  { words, year, years }: SearchAsked,
  found: { readonly hits: readonly OpenHit[]; readonly more: boolean },
): string {
  const terms = wordsIn(words);
  const result =
    terms.length === 0
      ? html`<p>请写要找的词，如“公务接待费”“2101506”；几个词之间空一格。</p>`
      : found.hits.length === 0
        ? html`<p>没有找到“${words}”。可以少写几个词，或不限年度。</p>`
        : html`<p>找到${found.more ? `${found.hits.length}处以上，只列前${found.hits.length}处` : `${found.hits.length}处`}。</p>
<ol>${found.hits.map(
            (
              hit,
            ) => html`<li><a href="${addressOf(hit)}">${hit.name}${hit.year}年度部门决算</a> · ${hit.heading}<br>${marked(hit.snippet, terms)}</li>
`,
          )}</ol>`;
  return page('检索', html`${searchForm(words, years, year)}${result}`);
}

/** The words of a search, at most five. */
export function wordsIn(text: string): readonly string[] {
  return text
    .toWellFormed()
    .replaceAll('\0', '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 5);
}

function marked(text: string, words: readonly string[]): Markup {
  const pattern = new RegExp(`(${words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`);
  return html`${text.split(pattern).map((part) => (words.includes(part) ? html`<mark>${part}</mark>` : part))}`;
}

/** There is no such page. */
export function missingPage(): string {
  return page(
    '没有这个页面',
    html`<p>地址可能写错了，或这份决算还没有公开。请从<a href="/open">公开平台首页</a>查找。</p>`,
  );
}
