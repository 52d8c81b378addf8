/** The files under `parameters/` at the root, read once: they are part of the product and do not change while it runs. */
import { globSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ParameterSet } from '@mingzhang/kernel';
import { readParameterFiles } from '@mingzhang/policy';
import names from './data/names.json' with { type: 'json' };

const folder = fileURLToPath(new URL('../../../../parameters', import.meta.url));

let shipped: ParameterSet | null = null;

/** All rows. Throws where a file cannot be read or two rows claim one case: with such files nothing may be reckoned. */
export function shippedParameters(): ParameterSet {
  shipped ??= new ParameterSet(
    readParameterFiles(
      globSync(join(folder, '**/*.yaml'))
        .sort()
        .map((file) => ({ path: relative(folder, file).split(sep).join('/'), text: readFileSync(file, 'utf8') })),
    ),
  );
  return shipped;
}

const areaNames: Readonly<Record<string, string>> = names.areas;
const topicNames: Readonly<Record<string, string>> = names.topics;

/** 湖南省永州市; an area without a name by its id. */
export function areaName(area: string): string {
  return areaNames[area] ?? area;
}

/** The scheme and topic of a key: resident/inpatient. */
export function topicOf(key: string): string {
  return key.split('/').slice(0, 2).join('/');
}

export function topicName(topic: string): string {
  return topicNames[topic] ?? topic;
}

/** The places of which the files say something, in the order of the names. */
export function parameterAreas(): readonly { readonly id: string; readonly name: string; readonly rows: number }[] {
  const rows = Map.groupBy(shippedParameters().rows, ({ area }) => area);
  return [...new Set([...Object.keys(areaNames), ...rows.keys()])]
    .filter((id) => rows.has(id))
    .map((id) => ({ id, name: areaName(id), rows: rows.get(id)?.length ?? 0 }));
}

/** What the files are about, in the order of the names. */
export function parameterTopics(): readonly { readonly id: string; readonly name: string }[] {
  const known = new Set(shippedParameters().rows.map(({ key }) => topicOf(key)));
  return [...new Set([...Object.keys(topicNames), ...known])]
    .filter((id) => known.has(id))
    .map((id) => ({ id, name: topicName(id) }));
}
