/**
 * The catalogue of checks, their pages under docs/reference/checks and their tests name the same checks, and every example
 * on a page does what the page says: a ```fail example gives a finding of that check, a ```pass example gives none. The list in
 * the README of the pages is generated here: `npx vitest run packages/documents/src/check-pages.test.ts -u`
 * writes it anew.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Check, checks } from '@mingzhang/disclosure';
import { describe, expect, test } from 'vitest';
import { auditBytes } from './index.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const pagesFolder = join(root, 'docs/reference/checks');
const checksFolder = join(root, 'packages/disclosure/src/checks');

const ids = checks.map((check) => check.meta.id);
const pages = globSync('*.md', { cwd: pagesFolder })
  .map((file) => basename(file, '.md'))
  .filter((name) => name !== 'README')
  .sort();
const tests = new Set(globSync('*.test.ts', { cwd: checksFolder }).map((file) => basename(file, '.test.ts')));

interface Example {
  readonly kind: 'fail' | 'fail rounding' | 'pass';
  readonly text: string;
}

/** The fenced blocks of a page; a fence may hold tabs and empty lines, not another fence. */
export function examplesOf(page: string): readonly Example[] {
  return [...page.matchAll(/^```(fail rounding|fail|pass)\n([\s\S]*?)\n```$/gm)].map((match) => ({
    kind: match[1] as Example['kind'],
    text: match[2] ?? '',
  }));
}

describe('one check, one page, one test', () => {
  test('every check is listed once', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('every page belongs to a check', () => {
    expect(pages.filter((page) => !ids.includes(page))).toEqual([]);
  });

  test('every check has a page and a test', () => {
    const withoutPage = ids.filter((id) => !pages.includes(id));
    const withoutTest = ids.filter((id) => !tests.has(id));
    expect(withoutPage, 'checks without a page').toEqual([]);
    expect(withoutTest, 'checks without a test').toEqual([]);
  });
});

describe('the examples on the pages', () => {
  for (const check of checks) {
    test(check.meta.id, () => {
      const page = readFileSync(join(pagesFolder, `${check.meta.id}.md`), 'utf8');
      expect(page.startsWith(`# ${check.meta.id}　${check.meta.name}\n`), 'the title names the check').toBe(true);
      const examples = examplesOf(page);
      expect(examples.filter((example) => example.kind !== 'pass').length, 'failing examples').toBeGreaterThanOrEqual(
        2,
      );
      expect(examples.filter((example) => example.kind === 'pass').length, 'passing examples').toBeGreaterThanOrEqual(
        2,
      );
      for (const { kind, text } of examples) {
        const found = auditBytes(new TextEncoder().encode(text), 'example.txt').findings.filter(
          (finding) => finding.check === check.meta.id,
        );
        const expected =
          kind === 'pass'
            ? []
            : found.filter((finding) => (finding.severity === 'rounding') === (kind === 'fail rounding'));
        if (kind === 'pass')
          expect(
            found.map((finding) => finding.message),
            text,
          ).toEqual([]);
        else expect(expected.length, text).toBeGreaterThan(0);
      }
    });
  }
});

const familyNames: Readonly<Record<string, string>> = {
  disc: '应公开的内容',
  meta: '标题、表号、名称',
  year: '年度',
  date: '日期',
  pii: '个人信息',
  staff: '机构和人数',
  expl: '原因说明',
  blank: '空白与零',
  format: '数字格式',
  unit: '计量单位',
  term: '用语',
  tmpl: '模板残留',
  typo: '错别字和标点',
  tab: '表内关系',
  xtab: '表间关系',
  'narr-tab': '文字与表',
  'narr-sum': '文字中的合计',
  'narr-int': '文字前后',
  'narr-form': '文字与绩效表',
  'xtab-narr': '列举与明细',
  pct: '比率',
  growth: '增减率',
  class: '分类口径',
  trend: '趋势',
  copy: '抄录',
  status: '计划与完成',
  'perf-goal': '绩效目标表',
  'perf-form': '绩效表内容',
  'perf-copy': '绩效表抄录',
  'perf-int': '绩效前后',
  'perf-evid': '完成值依据',
  'perf-blank': '绩效表空白',
  'perf-exec': '预算执行率',
  'perf-pts': '分值',
  'perf-score': '得分',
  'perf-dir': '指标方向',
  'perf-cov': '自评覆盖',
  'perf-target': '指标值',
  'perf-unit': '指标单位',
  'perf-pct': '百分比',
  'perf-plan': '计划与完成',
};

/** The README of the pages: how a page is written, and all checks by family. */
export function readme(all: readonly Check[]): string {
  const families = [...new Set(all.map((check) => check.meta.family))].sort();
  const lists = families.flatMap((family) => [
    `### ${familyNames[family] ?? family}（\`${family}\`）`,
    ...all
      .filter((check) => check.meta.family === family)
      .map((check) => `- [${check.meta.id}](${check.meta.id}.md)　${check.meta.name}：${check.meta.help}`),
    '',
  ]);
  return `${[
    '# 检查一览',
    '',
    `共${all.length}项检查。每项检查一个文件、一页说明、一个同名的测试；说明里的例子由测试逐个运行。`,
    '',
    '## 一页怎么写',
    '- 第一行：`# 标识　名称`；下一段是检查的一句话说明。',
    '- 一张小表：家族、严重程度（错误、尾差、表述与规范）、确定程度（文本自证、较强、可能）、依据（查实的写文号，没有查实的写“依据待核”）。',
    '- “应当怎样”说什么是对的；“为什么”说错了会怎样，也说清哪些看着像错而不报。',
    '- “会报出的例子”至少两个，放在 ` ```fail ` 里（只是尾差的放在 ` ```fail rounding ` 里）；“不会报出的例子”至少两个，放在 ` ```pass ` 里。例子是可以直接审的文本，单位、人名、项目都是虚构的。',
    '',
    '## 按家族',
    ...lists,
  ]
    .join('\n')
    .trimEnd()}\n`;
}

test('the README lists all checks by family', async () => {
  await expect(readme(checks)).toMatchFileSnapshot(join(pagesFolder, 'README.md'));
});
