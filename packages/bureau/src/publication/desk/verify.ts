/** What `mingzhang verify` proves of publications. */
import { sql } from 'kysely';
import { type ComputedFigure, FigureReader } from '../../figures/index.ts';
import { type Verifier } from '../../verifier.ts';
import { differing } from './compile.ts';
import { contentHash, figuresOf, sha256 } from './content.ts';
import { type PublicationState, type PublicationStep, ways } from './decide.ts';
import { FigureFollower } from './evidence.ts';
import { formatNames, publicationFormats } from './files.ts';
import { type Db, sealOf } from './steps.ts';
import { documentOf, type VersionRow, versionName } from './versions.ts';

const settled = ['published', 'archived'];

type NamedRow = VersionRow & { readonly department: string };

function versionRows(db: Db) {
  return db
    .selectFrom('publication_version as v')
    .innerJoin('department as d', 'd.id', 'v.department_id')
    .selectAll('v')
    .select('d.name as department')
    .orderBy('v.department_id')
    .orderBy('v.year')
    .orderBy('v.number');
}

function publishedRows(db: Db): Promise<readonly NamedRow[]> {
  return versionRows(db).where('v.state', 'in', settled).execute();
}

const nameOf = (row: NamedRow): string => `${row.department}的${versionName(row)}`;

/** Stored bytes are those whose hashes were sealed when they were published; all formats are there, and the document is the one. */
const filesUnchanged: Verifier = {
  id: 'published-files-unchanged',
  name: '公开的文件和文稿与公开时的散列值一致，各种格式齐全',
  run: async (db) => {
    const failures: string[] = [];
    let checked = 0;
    for (const row of await publishedRows(db)) {
      const { rows: files } = await sql<{ format: string; stated: string; actual: string }>`
        select format, sha256 as stated, encode(sha256(bytes), 'hex') as actual from publication_file
        where department_id = ${row.department_id} and version_id = ${row.id}`.execute(db);
      const sealed = await db
        .selectFrom('publication_step')
        .select('detail')
        .where('department_id', '=', row.department_id)
        .where('version_id', '=', row.id)
        .where('step', '=', 'publish')
        .executeTakeFirst();
      const detail = JSON.parse(sealed?.detail ?? '{}') as Readonly<Record<string, unknown>>;
      for (const format of publicationFormats) {
        checked += 1;
        const file = files.find((one) => one.format === format);
        if (file === undefined) failures.push(`${nameOf(row)}缺少${formatNames[format]}文件`);
        else if (file.actual !== file.stated || file.actual !== detail[format]) {
          failures.push(`${nameOf(row)}的${formatNames[format]}文件与公开时的散列值不一致`);
        }
      }
      checked += 1;
      const text = sha256(row.document);
      if (text !== row.document_hash || text !== detail.document) failures.push(`${nameOf(row)}的文稿与公开时不一致`);
      if (contentHash(documentOf(row)) !== row.content_hash) failures.push(`${nameOf(row)}的内容不是审签的内容`);
    }
    return { checked, failures };
  },
};

/** Every version's steps follow each other as they may, each sealed with the one before, up to the state that it is in. */
const stepsInOrder: Verifier = {
  id: 'publication-steps-in-order',
  name: '决算公开各环节齐全、按序、封存链完整，公开的内容就是审签的内容',
  run: async (db) => {
    const failures: string[] = [];
    let checked = 0;
    const versions = await versionRows(db).execute();
    for (const row of versions) {
      const steps = await db
        .selectFrom('publication_step')
        .selectAll()
        .where('department_id', '=', row.department_id)
        .where('version_id', '=', row.id)
        .orderBy('position')
        .execute();
      let state: PublicationState = 'draft';
      let seal = '';
      for (const [index, step] of steps.entries()) {
        checked += 1;
        const name = `${nameOf(row)}第${index + 1}个环节`;
        const way = ways[step.step as PublicationStep];
        // A correction that changes no table is published on the reply to the version before.
        const shortcut = row.corrects !== null && step.step === 'publish' && state === 'approved';
        if (step.position !== index + 1 || !(way.from.includes(state) || shortcut)) failures.push(`${name}次序不对`);
        if (sealOf(step, seal) !== step.seal) failures.push(`${name}的封存值不对，记录被改动过`);
        state = way.to;
        ({ seal } = step);
        if (state !== 'draft' && state !== 'withdrawn' && step.content_hash !== row.content_hash) {
          const later = steps.slice(index + 1).some((one) => one.step === 'return');
          if (!later) failures.push(`${name}所看的不是现在的内容`);
        }
      }
      if (state !== row.state) failures.push(`${nameOf(row)}的状态与它的环节不符`);
    }
    return { checked, failures };
  },
};

/** Every published figure comes to the same value now; where books or registers say otherwise since, it is listed. */
export function figuresStillHold(computed: () => readonly ComputedFigure[]): Verifier {
  return {
    id: 'published-figures-hold',
    name: '最近公开的每个数字，按现在的账簿和台账重新计算仍是同一个数',
    run: async (db) => {
      const failures: string[] = [];
      let checked = 0;
      const rows = await publishedRows(db);
      for (const [at, row] of rows.entries()) {
        const next = rows[at + 1];
        // What was corrected is known to differ.
        if (next !== undefined && next.department_id === row.department_id && next.year === row.year) continue;
        const figures = figuresOf(documentOf(row));
        checked += figures.length;
        const follower = new FigureFollower(db, row.department_id, new FigureReader(db, computed()));
        failures.push(...(await differing(follower, figures)).map((one) => `${nameOf(row)}：${one}`));
      }
      return { checked, failures };
    },
  };
}

export const publicationVerifiers: readonly Verifier[] = [filesUnchanged, stepsInOrder];
