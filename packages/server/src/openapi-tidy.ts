/**
 * Finishes what the generator leaves rough: it registers every schema a second time as “…Input”, calls every answer “Default
 * Response”, and does not know that refusals are problem details.
 */
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const descriptions: Readonly<Record<string, string>> = {
  '200': '成功',
  '201': '已保存',
  '204': '已撤销',
};

/** A copy of an OpenAPI document, finished. */
export function tidyOpenapi<Description extends object>(description: Description): Description {
  const copy = withoutInputs(description as unknown as { [key: string]: Json });
  for (const path of Object.values(member(copy, 'paths'))) {
    for (const operation of Object.values(object(path))) {
      for (const [status, answer] of Object.entries(member(object(operation), 'responses'))) {
        const response = object(answer);
        if (response.description === 'Default Response')
          response.description = descriptions[status] ?? '拒绝，见拒绝一览';
        const content = object(response.content ?? null);
        const json = content['application/json'];
        if (json !== undefined && JSON.stringify(json).includes('"#/components/schemas/Problem"')) {
          response.content = { 'application/problem+json': json };
        }
      }
    }
  }
  return copy as unknown as Description;
}

/**
 * A copy in which what is sent and what is answered share a schema where they are the same, and no “…Input” is left that nobody
 * names.
 */
function withoutInputs(description: { [key: string]: Json }): { [key: string]: Json } {
  const shape = (schema: Json | undefined): string =>
    JSON.stringify(schema ?? null)
      .replaceAll(/("#\/components\/schemas\/\w+?)Input"/g, '$1"')
      .replaceAll(',"additionalProperties":false', '');
  const named = member(member(description, 'components'), 'schemas');
  const doubled = Object.keys(named).filter(
    (name) => name.endsWith('Input') && shape(named[name]) === shape(named[name.slice(0, -'Input'.length)]),
  );
  let text = JSON.stringify(description);
  for (const name of doubled) {
    text = text.replaceAll(reference(name), reference(name.slice(0, -'Input'.length)));
  }
  const copy = JSON.parse(text) as { [key: string]: Json };
  const schemas = member(member(copy, 'components'), 'schemas');
  for (const name of doubled) delete schemas[name];
  for (const name of Object.keys(schemas)) {
    if (name.endsWith('Input') && !JSON.stringify(copy).includes(reference(name))) delete schemas[name];
  }
  return copy;
}

function reference(name: string): string {
  return `"#/components/schemas/${name}"`;
}

function object(value: Json): { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function member(parent: { [key: string]: Json }, key: string): { [key: string]: Json } {
  return object(parent[key] ?? null);
}
