/** What can be proved of the registry: every number sealed with a known key and registered once, nobody insured twice on a day. */
import { sql } from 'kysely';
import { sealedKeyId } from '../access/index.ts';
import { type Verification, type Verifier } from '../verifier.ts';

export const registryVerifiers: readonly Verifier[] = [
  {
    id: 'insured-identities-sealed',
    name: '参保人员的身份证号都已加密，各有唯一的索引，所用密钥有登记',
    run: async (db): Promise<Verification> => {
      const known = new Set((await db.selectFrom('access_key').select('id').execute()).map(({ id }) => id));
      const rows = await db
        .selectFrom('insured_person as p')
        .leftJoin('insured_identity as i', 'i.person_id', 'p.id')
        .select(['p.id', 'p.identity_sealed as sealed'])
        .select(({ fn }) => fn.count<number>('i.person_id').as('indexes'))
        .groupBy('p.id')
        .orderBy('p.id')
        .execute();
      const failures = rows.flatMap(({ id, sealed, indexes }) => {
        const keyId = sealedKeyId(sealed);
        if (keyId === null || Number(indexes) !== 1) return [`参保人员${id}：身份证号的密文或索引残缺。`];
        return known.has(keyId) ? [] : [`参保人员${id}：身份证号所用的密钥${keyId.slice(0, 8)}没有登记。`];
      });
      return { checked: rows.length, failures };
    },
  },
  {
    id: 'insured-once-a-day',
    name: '没有人同一天有两段参保',
    run: async (db): Promise<Verification> => {
      const { rows } = await sql<{ person: string; first: string; second: string }>`
        select a.person_id as person, a.from_date::text as first, b.from_date::text as second
        from insured_spell a
        join insured_spell b on b.person_id = a.person_id and a.id < b.id
        where daterange(a.from_date, coalesce(a.to_date + 1, 'infinity')) && daterange(b.from_date, coalesce(b.to_date + 1, 'infinity'))
        limit 20`.execute(db);
      const [{ n } = { n: 0 }] = (
        await sql<{ n: number }>`select count(*)::integer as n from insured_spell`.execute(db)
      ).rows;
      const failures = rows.map(
        ({ person, first, second }) => `参保人员${person}：${first}起与${second}起的两段参保重叠。`,
      );
      return { checked: n, failures };
    },
  },
];
