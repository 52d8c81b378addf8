/** Tables of functional codes: income, expenditure, general budget, government fund, state capital. */
import definitions from '../data/tables.json' with { type: 'json' };
import { type TableId } from '../model.ts';
import { anyCode, type GridReader } from './grid-reader.ts';
import { columnKey, noSynonyms, type Synonyms } from './synonyms.ts';
import { type TableBuilder } from './table-builder.ts';

const codeHeaders: readonly string[] = definitions.codeHeaders;

const nameHeaders: readonly string[] = definitions.nameHeaders;

/** 02, 03, 05, 政府性基金, 国有资本: a code, a name, amounts. */
export function readCodes(reader: GridReader, id: TableId, build: TableBuilder): void {
  const definition = definitions.tables.find((table) => table.id === id);
  const synonyms: Synonyms =
    definition !== undefined && 'columns' in definition ? (definition.columns ?? noSynonyms) : noSynonyms;
  const codeColumns: number[] = [];
  let nameColumn = -1;
  const values: { readonly column: number; readonly key: string; readonly label: string }[] = [];
  reader.paths.forEach((path, column) => {
    const leaf = (path.at(-1) ?? '').replace(/（.*?）/g, '');
    if (codeHeaders.includes(leaf)) codeColumns.push(column);
    else if (nameColumn === -1 && nameHeaders.includes(leaf) && column <= 4) nameColumn = column;
    else {
      const key = path.length === 0 ? null : columnKey(path, synonyms);
      if (key !== null && column > 0 && !values.some((value) => value.key === key))
        values.push({ column, key, label: path.join('/') });
    }
  });
  if (nameColumn === -1) nameColumn = (codeColumns.at(-1) ?? -1) + 1;
  if (values.length === 0) return;
  build.setColumns(values);
  const firstValue = Math.min(...values.map((value) => value.column));
  let codeParts: string[] = [];
  for (const row of reader.dataRows) {
    const printedParts = codeColumns.map((column) => row.cells[column]?.text ?? '');
    let code: string | undefined;
    let name = row.cells[nameColumn]?.text ?? '';
    if (codeColumns.length > 1) {
      const filled = printedParts.map((part) => (/^\d{2,7}$/.test(part) ? part : ''));
      const last = filled.findLastIndex((part) => part !== '');
      if (last >= 0) {
        codeParts = filled.slice(0, last + 1).map((part, index) => (part === '' ? (codeParts[index] ?? '') : part));
        const joined = codeParts.join('');
        code = anyCode.test(joined) ? joined : filled[last];
      }
    } else {
      const leading = row.cells.slice(0, firstValue).map((cell) => cell.text);
      code = leading.find((text) => anyCode.test(text));
      if (code === undefined) {
        const glued = leading
          .map((text) => /^(\d{3}(?:\d\d){0,2})(\p{Script=Han}.*)$/u.exec(text))
          .find((match) => match !== null);
        if (glued !== undefined && glued !== null) {
          code = glued[1];
          name = glued[2] ?? '';
        }
      }
    }
    const texts = row.cells.slice(0, firstValue).map((cell) => cell.text);
    const isTotal = code === undefined && texts.some((text) => /^(?:合计|总计|本年支出合计|本年收入合计)$/.test(text));
    if (name === '' || anyCode.test(name)) name = texts.find((text) => /\p{Script=Han}/u.test(text)) ?? '';
    const hasAmounts = values.some((value) => (row.cells[value.column]?.text ?? '') !== '');
    if (code === undefined && !isTotal && !hasAmounts) continue;
    const label = isTotal ? '合计' : code === undefined ? name : `${code} ${name}`;
    build.rows.push({
      ...(code === undefined ? {} : { code, level: code.length === 3 ? 1 : code.length === 5 ? 2 : 3 }),
      ...(isTotal ? { level: 0 } : {}),
      name: isTotal ? '合计' : name,
      key: isTotal ? 'total' : (code ?? `name:${name}`),
      cells: values.map((value, index) => build.cell(row.cells[value.column], { label, line: row.line }, index)),
      line: row.line,
      endLine: row.endLine,
    });
  }
}
