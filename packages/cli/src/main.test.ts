/** The command as people call it: arguments and files in; standard output, standard error and exit code out. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');
const bin = join(import.meta.dirname, '../../../scripts/mingzhang.mjs');
const root = mkdtempSync(join(tmpdir(), 'mingzhang-cli-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function call(words: readonly string[], file = main, environment: NodeJS.ProcessEnv = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

const table = (total: string): string => `云泽县医疗保障局
2024年度部门决算公开

支出决算表
公开03表
部门：云泽县医疗保障局\t\t单位：万元
项目\t\t本年支出合计\t基本支出\t项目支出
科目编码\t科目名称\t\t\t
栏次\t\t1\t2\t3
合计\t\t10.50\t8.00\t2.50
210\t卫生健康支出\t10.50\t8.00\t2.50
21015\t医疗保障管理事务\t${total}\t8.00\t2.50
2101501\t行政运行\t8.00\t8.00\t
2101506\t医疗保障经办事务\t2.50\t\t2.50
`;
const arithmetic = ['--checks', 'code-tree-adds-up,columns-add-up'];

writeFileSync(join(root, 'good.txt'), table('10.50'));
writeFileSync(join(root, 'bad.txt'), table('19.50'));
writeFileSync(join(root, 'empty.txt'), '');
writeFileSync(join(root, 'blank.txt'), ' \n\t\n');
writeFileSync(
  join(root, 'binary.txt'),
  Uint8Array.from({ length: 4096 }, (_, index) => (index * 7) % 256),
);
writeFileSync(join(root, 'pdf.txt'), '%PDF-1.7\n…');
writeFileSync(join(root, 'utf16.txt'), `\ufeff${table('10.50')}`, 'utf16le');
// 部门决算 in GBK.
writeFileSync(join(root, 'gbk.txt'), Uint8Array.from([0xb2, 0xbf, 0xc3, 0xc5, 0xbe, 0xf6, 0xcb, 0xe3, 0x0a]));
writeFileSync(join(root, '有 空格 & 引号".txt'), table('10.50'));
writeFileSync(join(root, 'locked.txt'), table('10.50'));
chmodSync(join(root, 'locked.txt'), 0o000);
for (const folder of ['none', 'many', 'many/inner', 'some']) mkdirSync(join(root, folder));
for (let index = 0; index < 9; index += 1) {
  writeFileSync(join(root, `many/inner/${index}.txt`), table(index === 4 ? '19.50' : '10.50'));
}
writeFileSync(join(root, 'some/1.txt'), table('10.50'));
symlinkSync(join(root, 'nowhere'), join(root, 'some/2.txt'));

describe.concurrent('mingzhang', { timeout: 60_000 }, () => {
  test.for<readonly [readonly string[], number, RegExp, RegExp]>([
    [['--help'], 0, /用法：mingzhang 命令/, /^$/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    [['audit', '--help'], 0, /用法：mingzhang audit/, /^$/],
    [['audit', 'x', '--nonsense', '--help'], 0, /用法：mingzhang audit/, /^$/],
    [['extract', '--help'], 0, /用法：mingzhang extract/, /^$/],
    [['backup', '--help'], 0, /用法：mingzhang backup/, /^$/],
    [['restore', '--help'], 0, /用法：mingzhang restore/, /^$/],
    [['demo', '--help'], 0, /用法：mingzhang demo/, /^$/],
    [['compile', '--help'], 0, /用法：mingzhang compile/, /^$/],
    [['people', '--help'], 0, /用法：mingzhang people/, /^$/],
    [['verify', '--help'], 0, /用法：mingzhang verify/, /^$/],
    [['bench', '--help'], 0, /用法：mingzhang bench/, /^$/],
    [[], 2, /^$/, /用法：mingzhang 命令/],
    [['adit'], 2, /^$/, /没有“adit”这个命令。是不是想用 audit？/],
    [['compile', '--bureau', 'x'], 2, /^$/, /缺少 --year/],
    [['audit'], 2, /^$/, /没有写要检查的文件/],
    [['audit', 'good.txt', '--format', 'xml'], 2, /^$/, /--format 不能是“xml”/],
    [['audit', 'good.txt', '--colour'], 2, /^$/, /没有 --colour 这个选项/],
    [['audit', 'good.txt', '--checks', 'table-agree'], 2, /^$/, /没有“table-agree”这项检查。相近的有 tables-agree/],
    [['audit', 'good.txt', '--checks', ','], 2, /^$/, /没有检查项/],
    [['audit', 'good.txt', 'bad.txt', '--format', 'json'], 2, /^$/, /只用于一个文件，这里有 2 个/],
    [['audit', 'many', '--format', 'json'], 2, /^$/, /只用于一个文件，这里有 9 个/],
    [['audit', 'none'], 2, /^$/, /目录中没有可读取的文件/],
    [['audit', 'missing.txt'], 2, /^$/, /missing.txt：没有这个文件/],
    [['audit', '../missing/../a.txt'], 2, /^$/, /没有这个文件/],
    [['audit', 'empty.txt'], 2, /^$/, /文件是空的/],
    [['audit', 'blank.txt'], 2, /^$/, /只有空白/],
    [['audit', 'binary.txt'], 2, /^$/, /二进制/],
    [['audit', 'pdf.txt'], 2, /^$/, /PDF/],
    [['audit', '/dev/null'], 2, /^$/, /不是普通文件/],
    [['audit', 'good.txt', ...arithmetic], 0, /共检查 \d+ 项关系，\d+ 项成立/, /^$/],
    [['audit', './many/../good.txt', ...arithmetic], 0, /^\.\/many\/\.\.\/good\.txt\n/, /^$/],
    [['audit', 'utf16.txt', ...arithmetic], 0, /支出决算表/, /^$/],
    [['audit', 'gbk.txt', ...arithmetic], 0, /没有发现问题/, /^$/],
    [['audit', '有 空格 & 引号".txt', ...arithmetic], 0, /支出决算表/, /^$/],
    [['audit', 'bad.txt', ...arithmetic], 1, /错误 1 条[\s\S]+第 12 行[\s\S]+文中 19\.50\s+应为 10\.50/, /^$/],
    [['audit', 'good.txt', 'bad.txt', ...arithmetic], 1, /共 2 份文件：错误 1 条/, /^$/],
    [['audit', 'bad.txt', 'missing.txt', ...arithmetic], 2, /错误 1 条/, /没有这个文件/],
    [['audit', 'some', ...arithmetic], 2, /1\.txt/, /2\.txt：没有这个文件/],
    [['audit', '--', 'good.txt'], 0, /支出决算表/, /^$/],
    [['extract'], 2, /^$/, /没有写要读取的文件/],
    [['extract', 'good.txt'], 2, /^$/, /没有写 --format/],
    [['extract', 'good.txt', 'bad.txt', '--format', 'csv'], 2, /^$/, /一次只取一个文件/],
    [['extract', 'many', '--format', 'csv'], 2, /^$/, /是目录/],
    [['extract', 'missing.txt', '--format', 'json'], 2, /^$/, /没有这个文件/],
    [['extract', 'empty.txt', '--format', 'json'], 2, /^$/, /文件是空的/],
    [['extract', 'good.txt', '--format', 'csv'], 0, /^\ufeff"支出决算表","单位：万元"\r\n/, /^$/],
    [['extract', 'good.txt', '--format', 'xlsx'], 0, /^PK/, /^$/],
    [['extract', 'good.txt', '--format', 'csv', '--out', 'no/such/x.csv'], 2, /^$/, /没有写成/],
    [['correct'], 2, /^$/, /没有写要改正的文件/],
    [['correct', 'bad.txt'], 2, /^$/, /没有写 --out/],
    [['correct', 'bad.txt', '--out', 'x', '--date', '2025-02-30'], 2, /^$/, /--date 不能是/],
    [['correct', 'missing.txt', '--out', 'x'], 2, /^$/, /没有这个文件/],
    [['correct', 'bad.txt', '--out', 'good.txt'], 2, /^$/, /没有写成/],
    [['correct', 'bad.txt', '--out', 'fixed'], 0, /bad-更正稿\.docx\n.*bad-更正说明\.docx\n改了1处问题/s, /^$/],
    [['backup'], 2, /^$/, /没有写 --out/],
    [['restore'], 2, /^$/, /没有写备份所在的目录/],
    [['demo', 'twice'], 2, /^$/, /多写了“twice”/],
    [['compile', '--year', '2024'], 2, /^$/, /缺少 --bureau/],
    [['compile', '--bureau', 'demo', '--year', '24'], 2, /^$/, /四位年度/],
    [['compile', '--bureau', 'demo', '--year', '2024', '--template', 'mars'], 2, /^$/, /只能是 hunan-2021/],
    [['people'], 2, /^$/, /没有写要做什么/],
    [['people', 'remove'], 2, /^$/, /没有“remove”/],
    [['people', 'add', '--name', '某'], 2, /^$/, /没有写 --sign-in/],
    [['people', 'reset'], 2, /^$/, /没有写 --sign-in/],
    [['verify', 'all'], 2, /^$/, /多写了“all”/],
    [['verify', '--head', '7'], 2, /^$/, /--head 要写序号/],
    [['bench'], 2, /^$/, /没有写名称/],
    [['bench', 'nothing'], 2, /^$/, /没有“nothing”这项测量/],
  ])('%j answers %i', async ([words, code, out, err]) => {
    const answer = await call(words);
    expect({ code: answer.code, err: answer.err }).toEqual({ code, err: expect.stringMatching(err) });
    expect(answer.out).toMatch(out);
  });

  test('json: one object, with the file as it was named', async () => {
    const { code, out } = await call(['audit', './bad.txt', '--format', 'json', ...arithmetic]);
    const audit = JSON.parse(out);
    expect(code).toBe(1);
    expect(audit).toMatchObject({ file: './bad.txt', ok: true, error: null });
    expect(audit.findings).toHaveLength(1);
    expect(audit.checked.map(({ check }: { check: string }) => check)).toEqual(['code-tree-adds-up', 'columns-add-up']);
  });

  test('json: what cannot be read is an object too', async () => {
    const { code, out } = await call(['audit', 'missing.txt', '--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      file: 'missing.txt',
      sha256: '',
      ok: false,
      error: expect.stringContaining('没有这个文件'),
    });
  });

  test('jsonl: a line a file, in order, good and bad', async () => {
    const { code, out, err } = await call(['audit', 'many', 'missing.txt', '--format', 'jsonl', ...arithmetic]);
    expect(code).toBe(2);
    expect(err).toContain('没有这个文件');
    const lines = out.trimEnd().split('\n');
    const audits = lines.map((line) => JSON.parse(line));
    expect(audits.map(({ file }) => file)).toEqual([
      ...Array.from({ length: 9 }, (_, index) => `many/inner/${index}.txt`),
      'missing.txt',
    ]);
    expect(audits.map(({ ok, findings }) => (ok ? findings.length : null))).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, null]);
  });

  test('the same input gives the same output except the milliseconds', async () => {
    const words = ['audit', 'bad.txt', '--format', 'jsonl'];
    const [one, two] = await Promise.all([call(words), call(words)]);
    const still = ({ out }: Answer): string => out.replace(/"milliseconds":[\d.]+/, '');
    expect(still(one)).toBe(still(two));
  });

  test('a file without permission is said so', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root may read everything');
    const { code, err } = await call(['audit', 'locked.txt']);
    expect([code, err]).toEqual([2, expect.stringContaining('权限')]);
  });

  test('extract writes a file where it is told to', async () => {
    const { code, out } = await call(['extract', 'good.txt', '--format', 'json', '--out', 'many/../extract.json']);
    expect([code, out]).toEqual([0, '']);
    const { document, tables, forms } = JSON.parse(readFileSync(join(root, 'extract.json'), 'utf8'));
    expect(document.bureau).toBe('云泽县医疗保障局');
    expect([tables.length, tables[0].rows[3].cells, forms]).toEqual([1, ['8.00', '8.00', null], []]);
  });

  test('a reader that goes away is no error', async () => {
    const { code, err } = await new Promise<Answer>((resolve) => {
      const words = ['audit', ...Array.from({ length: 30 }, () => 'many'), '--format', 'jsonl'];
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...words], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      child.stderr.on('data', (text: Buffer) => {
        said += text.toString();
      });
      child.stdout.once('data', () => child.stdout.destroy());
      child.on('exit', (status) => resolve({ code: status, out: '', err: said }));
    });
    expect([code, err]).toEqual([expect.toBeOneOf([0, 1]), '']);
  });

  test('backup is refused where there is nothing, or where the server is another', async () => {
    const nothing = { MINGZHANG_DATA: join(root, 'no-data'), DATABASE_URL: '' };
    const outside = { DATABASE_URL: 'postgres://db.invalid/x' };
    const refused = (word: string): Answer => ({ code: 1, out: '', err: expect.stringContaining(word) });
    expect(await call(['backup', '--out', 'saved'], main, nothing)).toEqual(refused('没有数据库'));
    expect(await call(['backup', '--out', 'saved'], main, outside)).toEqual(refused('pg_dump'));
    expect(await call(['restore', 'none'], main, nothing)).toEqual(refused('不是完整的备份'));
  });

  test('the installed command hands over: same streams, same exit code', async () => {
    const answer = await call(['audit', 'bad.txt', ...arithmetic], bin);
    expect([answer.code, answer.err]).toEqual([1, '']);
    expect(answer.out).toContain('错误 1 条');
  });
});
