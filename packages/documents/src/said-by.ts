/** What a document says, without where it says it: what two files of one document must have alike. */
import { type Disclosure } from '@mingzhang/disclosure';

const placeless = new Set('line endLine spans place unitPlace offset left blocks characters sheet page'.split(' '));

/** The model without its places, as plain values. */
export function saidBy(document: Disclosure | null): Readonly<Record<string, unknown>> {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : placeless.has(key) ? undefined : value,
    ),
  );
}

/** The parts of the model that the five files of a publication have alike, with what a person calls them. */
export const modelParts = {
  kind: '文件种类',
  bureau: '单位名称',
  area: '地区',
  year: '年度',
  unit: '单位',
  template: '版式',
  sections: '章节和文字',
  tables: '决算表',
  forms: '绩效表',
  claims: '文字中的数',
  lists: '文字中的分项',
} as const;

export type ModelPart = keyof typeof modelParts;

/** Each part as one text, to be compared. */
export function modelOf(document: Disclosure): Readonly<Record<ModelPart, string>> {
  const said = saidBy(document);
  const texts = Object.keys(modelParts).map((part) => [part, JSON.stringify(said[part] ?? null)] as const);
  return Object.fromEntries(texts) as Record<ModelPart, string>;
}
