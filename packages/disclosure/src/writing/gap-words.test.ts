/** Whatever can be missing is named in words and with where to fill it in; no identifier of ours reaches a page. */
import { expect, test } from 'vitest';
import phrasebook from '../data/phrasebook.json' with { type: 'json' };
import { gapInWords, narrativeTemplate, narrativeTemplateIds, registerMeasures, sentences } from './index.ts';
import { piecesOf } from './variables.ts';

const named = [...sentences.values()]
  .flatMap(({ text, variants }) => [text, ...Object.values(variants ?? {})])
  .flatMap((text) => piecesOf(text ?? ''))
  .flatMap((piece) => (piece.kind === 'figure' ? [piece.variable.measure, piece.variable.of?.measure ?? '@'] : []))
  .filter((measure) => !/^(?:@|text:)/.test(measure));

const given = [
  ...JSON.stringify(narrativeTemplateIds.map((id) => narrativeTemplate(id))).matchAll(/"given":"([a-z-]+)"/g),
].map(([, id = '']) => id);

test.each([
  ...new Set([
    ...registerMeasures,
    ...phrasebook.measures.map(({ id }) => id),
    ...named,
    ...given,
    ...['abroad', 'reception', 'vehicle-running', 'meetings', 'training', 'code:2101506'].map((id) => `purpose ${id}`),
    'staff-note',
    'code:2101501',
    'code:9999999',
    'economic:30211',
  ]),
])('%s', (measure) => {
  const words = gapInWords({ measure, section: '政府采购支出情况说明' });
  expect(words).toMatch(/^政府采购支出情况说明缺少.{2,40}：请.+，再重新编制。$/);
  expect(words).not.toMatch(/[a-z]/i);
});

test('what a register counts says in which register', () => {
  const say = (measure: string) => gapInWords({ measure, section: '“三公”经费' });
  expect(say('reception-domestic-batches')).toBe('“三公”经费缺少国内公务接待批次：请在“公务接待”登记，再重新编制。');
  expect(say('evaluation-of-whole')).toBe(
    '“三公”经费缺少部门整体支出绩效自评：请在“绩效目标和自评”编制，由另一人复核，再重新编制。',
  );
  expect(say('purpose reception')).toBe('“三公”经费缺少公务接待费的用途：请在“部门文字”填写，再重新编制。');
});
