/**
 * The readable page of the API, made from the OpenAPI description: plain HTML without script, nothing from afar.
 */
import { type DutyList, dutyLists, statusOf } from './duty-refusals.ts';
import { refusals } from './refusals.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
type JsonObject = { readonly [key: string]: Json | undefined };

const style = `
:root{color-scheme:light}
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1f2733;margin:0;background:#f6f7f9}
main{max-width:960px;margin:0 auto;padding:24px}
h1{font-size:26px}h2{font-size:20px;margin-top:36px}
section{background:#fff;border:1px solid #d9dee5;border-radius:8px;padding:12px 20px;margin:12px 0}
h3{font-size:16px;margin:4px 0;font-family:ui-monospace,monospace}
.method{display:inline-block;min-width:64px;font-weight:700;color:#0b5cad}
table{border-collapse:collapse;width:100%;margin:8px 0}th,td{border-top:1px solid #e4e8ee;text-align:left;padding:4px 12px 4px 0;vertical-align:top;font-size:14px}
td:first-child{width:170px}td:nth-child(2){width:170px}
code{font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
a{color:#0b5cad}`;

/** The whole page; `nonce` admits its one style element. */
export function docsPage(openapi: object, nonce: string): string {
  const description = asObject(openapi as Json);
  const info = asObject(description.info);
  const schemas = asObject(asObject(description.components).schemas);
  const operations = Object.entries(asObject(description.paths)).flatMap(([path, methods]) =>
    Object.entries(asObject(methods)).map(([method, operation]) => ({ path, method, operation: asObject(operation) })),
  );
  const tags = asArray(description.tags).map((tag) => text(asObject(tag).name));
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>${escaped(text(info.title))} 接口说明</title><style nonce="${nonce}">${style}</style></head><body><main>
<h1>${escaped(text(info.title))} 接口说明</h1>
<p>${escaped(text(info.description))}</p>
<p>版本 ${escaped(text(info.version))} · 机器可读的说明：<a href="/api/openapi.json">/api/openapi.json</a> · <a href="#refusals">拒绝一览</a> · <a href="/">回到工作台</a></p>
${tags
  .map(
    (tag) =>
      `<h2>${escaped(tag)}</h2>${operations
        .filter(({ operation }) => text(asArray(operation.tags)[0]) === tag)
        .map(operationSection)
        .join('')}`,
  )
  .join('')}
<h2 id="schemas">数据形状</h2>
${Object.entries(schemas)
  .map(([name, schema]) => schemaSection(name, asObject(schema)))
  .join('')}
<h2 id="refusals">拒绝一览</h2>
<p>拒绝的回答是 <code>application/problem+json</code>；几项同时成立时，以排在前面的一项作答。</p>
${refusalTable(doorRows())}
${Object.entries(dutyLists)
  .map(([list, { name }]) => `<h3><a href="/api/docs/refusals/${list}">${escaped(name)}</a></h3>`)
  .join('')}
</main></body></html>
`;
}

/** One list of refusals – a duty's, or the door's own for null; null where there is no such list. */
export function refusalsPage(list: string | null, nonce: string): string | null {
  const known = Object.keys(dutyLists).find((name): name is DutyList => name === list);
  if (list !== null && known === undefined) return null;
  const name = known === undefined ? '接口' : dutyLists[known].name;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="icon" href="data:,"><title>拒绝一览：${escaped(name)}</title><style nonce="${nonce}">${style}</style></head><body><main>
<h1>拒绝一览：${escaped(name)}</h1><p><a href="/api/docs">接口说明</a></p>
${refusalTable(known === undefined ? doorRows() : dutyRows(known))}
</main></body></html>
`;
}

type RefusalRow = readonly [id: string, status: number, title: string];

function doorRows(): readonly RefusalRow[] {
  return Object.entries(refusals).map(([id, { status, title }]) => [id, status, title]);
}

function dutyRows(list: DutyList): readonly RefusalRow[] {
  return Object.entries(dutyLists[list].titles).map(([id, title]) => [id, statusOf(list, id), title]);
}

function refusalTable(rows: readonly RefusalRow[]): string {
  return `<section><table><tr><th>标识</th><th>状态码</th><th>名称</th></tr>
${rows
  .map(
    ([id, status, title]) =>
      `<tr id="${id}"><td><code>${id}</code></td><td>${status}</td><td>${escaped(title)}</td></tr>`,
  )
  .join('')}
</table></section>`;
}

function operationSection({
  path,
  method,
  operation,
}: {
  path: string;
  method: string;
  operation: JsonObject;
}): string {
  const parameters = asArray(operation.parameters).map(asObject);
  const body = asObject(asObject(operation.requestBody).content);
  const responses = Object.entries(asObject(operation.responses));
  return `<section><h3><span class="method">${method.toUpperCase()}</span> ${escaped(path)}</h3>
<p>${escaped(text(operation.summary))}</p>${operation.description === undefined ? '' : `<p>${escaped(text(operation.description))}</p>`}
<table>${parameters
    .map(
      (parameter) =>
        `<tr><td><code>${escaped(text(parameter.name))}</code></td><td>${escaped(text(parameter.in))}</td><td>${shape(parameter.schema)}</td><td>${escaped(text(parameter.description))}</td></tr>`,
    )
    .join('')}${Object.entries(body)
    .map(
      ([type, media]) =>
        `<tr><td>正文</td><td><code>${escaped(type)}</code></td><td colspan="2">${shape(asObject(media).schema)}</td></tr>`,
    )
    .join('')}${responses
    .map(([status, response]) => {
      const media = Object.values(asObject(asObject(response).content))[0];
      return `<tr><td>${escaped(status)}</td><td>回答</td><td colspan="2">${media === undefined ? escaped(text(asObject(response).description)) : shape(asObject(media).schema)}</td></tr>`;
    })
    .join('')}</table></section>`;
}

function schemaSection(name: string, schema: JsonObject): string {
  const properties = Object.entries(asObject(schema.properties));
  const required = new Set(asArray(schema.required).map(text));
  const rows = properties
    .map(
      ([key, property]) =>
        `<tr><td><code>${escaped(key)}${required.has(key) ? '' : '?'}</code></td><td>${shape(property)}</td><td>${escaped(text(asObject(property).description))}</td></tr>`,
    )
    .join('');
  const what = schema.description === undefined ? '' : `<p>${escaped(text(schema.description))}</p>`;
  return `<section id="schema-${escaped(name)}"><h3>${escaped(name)}</h3>${what}${rows === '' ? `<p>${shape(schema)}</p>` : `<table>${rows}</table>`}</section>`;
}

/** A schema in a few words: `Finding[]`, `"error" | "rounding"`, `{file, successorOf}`. */
function shape(value: Json | undefined): string {
  const schema = asObject(value);
  const reference = schema.$ref;
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1) ?? '';
    return `<a href="#schema-${escaped(name)}">${escaped(name)}</a>`;
  }
  const union = [...asArray(schema.anyOf), ...asArray(schema.oneOf)];
  if (union.length > 0) return union.map(shape).join(' | ');
  if (schema.const !== undefined) return `<code>${escaped(JSON.stringify(schema.const))}</code>`;
  if (schema.enum !== undefined)
    return asArray(schema.enum)
      .map((item) => `<code>${escaped(JSON.stringify(item))}</code>`)
      .join(' | ');
  if (schema.type === 'array') return `${shape(schema.items)}[]`;
  if (schema.type === 'object')
    return `{ ${Object.keys(asObject(schema.properties))
      .map((key) => `<code>${escaped(key)}</code>`)
      .join(', ')} }`;
  return escaped(text(schema.format) || text(schema.type));
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

function asArray(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
