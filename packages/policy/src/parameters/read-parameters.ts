/**
 * A parameter file, as a clerk reads it, into rows. A file that says something we do not know is refused with its place: a slip
 * in a key must not become a rule that quietly does not apply.
 *
 *     area: hunan · scheme: resident · topic: inpatient · key: deductible/level-2 · value: 800
 *       → { area: 'hunan', key: 'resident/inpatient/deductible/level-2', value: 80_000, … }
 */
import {
  type EvidenceGrade,
  evidenceGrades,
  isDate,
  type ParameterRow,
  type ParameterUnit,
  parameterUnits,
} from '@mingzhang/kernel';
import { parse } from 'yaml';
import { parameterValueOf } from './value.ts';

/** A file by its path below `parameters/`, and its text. */
export interface ParameterFile {
  readonly path: string;
  readonly text: string;
}

export class ParameterFileError extends Error {
  override readonly name = 'ParameterFileError';
}

/** Rows of all files. Throws ParameterFileError with path and key where a file cannot be read. */
export function readParameterFiles(files: readonly ParameterFile[]): readonly ParameterRow[] {
  return files.flatMap(readParameterFile);
}

const fileKeys = ['area', 'scheme', 'topic', 'about', 'defaults', 'parameters'] as const;
const parameterKeys = ['key', 'name', 'unit', 'series'] as const;
const rowKeys = ['from', 'to', 'value', 'instrument', 'article', 'grade', 'source', 'note'] as const;

type Entry<Key extends string> = Partial<Record<Key, unknown>>;

function readParameterFile({ path, text }: ParameterFile): readonly ParameterRow[] {
  let file: Entry<(typeof fileKeys)[number]>;
  try {
    file = record(parse(text), path, fileKeys);
  } catch (error) {
    if (error instanceof ParameterFileError) throw error;
    throw new ParameterFileError(`${path}：不是能读的YAML（${(error as Error).message.split('\n')[0] ?? ''}）`);
  }
  const area = words(file.area, `${path} area`);
  const folder = path.split('/').slice(0, -1).join('/');
  if (folder !== area) throw new ParameterFileError(`${path}：area 是“${area}”，文件应放在 ${area}/ 下`);
  const prefix = `${words(file.scheme, `${path} scheme`)}/${words(file.topic, `${path} topic`)}`;
  const defaults = file.defaults === undefined ? {} : record(file.defaults, `${path} defaults`, rowKeys);
  return list(file.parameters, `${path} parameters`).flatMap((entry, index) => {
    const parameter = record(entry, `${path} 第${index + 1}项`, parameterKeys);
    const key = words(parameter.key, `${path} 第${index + 1}项 key`);
    const where = `${path} ${key}`;
    const unit = oneOf(parameter.unit, parameterUnits, `${where} unit`);
    const name = words(parameter.name, `${where} name`);
    return list(parameter.series, `${where} series`).map((one): ParameterRow => {
      const row: Entry<(typeof rowKeys)[number]> = { ...defaults, ...record(one, where, rowKeys) };
      return {
        area,
        key: `${prefix}/${key}`,
        name,
        unit,
        value: integerOf(row.value, unit, where),
        from: day(row.from, `${where} from`),
        to: row.to === undefined || row.to === null ? null : day(row.to, `${where} to`),
        instrument: optional(row.instrument, where),
        article: optional(row.article, where),
        grade: oneOf<EvidenceGrade>(row.grade, evidenceGrades, `${where} grade`),
        source: words(row.source, `${where} source`),
        note: optional(row.note, where),
      };
    });
  });
}

const formsOf: Readonly<Record<ParameterUnit, string>> = {
  yuan: '至多两位小数的金额',
  ratio: '至多四位小数、0到1的比例',
  days: '整数',
  months: '整数',
  count: '整数',
  word: '词',
};

/** A value in the integers of its unit: 元 → fen, a ratio → ten-thousandths. */
function integerOf(value: unknown, unit: ParameterUnit, where: string): number | string | null {
  if (value === undefined) throw new ParameterFileError(`${where}：缺少 value（不知道的写 null）`);
  if (value === null) return null;
  const text = String(value);
  const read = parameterValueOf(text, unit);
  if (read === null) throw new ParameterFileError(`${where}：“${text}”不是${formsOf[unit]}`);
  return read;
}

function record<Key extends string>(value: unknown, where: string, known: readonly Key[]): Entry<Key> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ParameterFileError(`${where}：这里应是“名: 值”`);
  }
  const unknown = Object.keys(value).find((name) => !known.some((one) => one === name));
  if (unknown !== undefined)
    throw new ParameterFileError(`${where}：没有“${unknown}”这一项，可用的是${known.join('、')}`);
  return value as Entry<Key>;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new ParameterFileError(`${where}：这里应是不空的列表`);
  return value;
}

function words(value: unknown, where: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new ParameterFileError(`${where}：缺少文字`);
  return value;
}

function optional(value: unknown, where: string): string | null {
  return value === undefined || value === null ? null : words(value, where);
}

function day(value: unknown, where: string): string {
  const text = words(value, where);
  if (!isDate(text)) throw new ParameterFileError(`${where}：“${text}”不是日期`);
  return text;
}

function oneOf<Choice extends string>(value: unknown, choices: readonly Choice[], where: string): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new ParameterFileError(`${where}：“${String(value)}”不是${choices.join('、')}之一`);
  return choice;
}
