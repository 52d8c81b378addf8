/** What can be proved of the registry: every number sealed with a known key and registered once, nobody insured twice on a day. */
import { sql } from 'kysely';
import { sealedLayout } from '../access/index.ts';
import { type Verification, type Verifier } from '../verifier.ts';

export const registryVerifiers: readonly Verifier[] = [
  {
    id: 'insured-identities-sealed',
    name: '参保人员的身份证号都已加密，各有唯一的索引，所用密钥有登记',
    run: async (db): Promise<Verification> => {
      const { bytes, version, keyFrom, keyBytes } = sealedLayout;
      const { rows } = await sql<{ id: string; whole: boolean; key: string }>`
        with indexes as (
          select person_id, count(*) as n from insured_identity group by 1
        ), seen as (
          select p.id, octet_length(p.identity_sealed) = ${bytes} and get_byte(p.identity_sealed, 0) = ${version}
                       and coalesce(i.n, 0) = 1 as whole,
                 encode(substring(p.identity_sealed from ${keyFrom + 1} for ${keyBytes}), 'hex') as key
          from insured_person p left join indexes i on i.person_id = p.id
        )
        select id, whole, key from seen
        where not whole or key not in (select id from access_key) order by id limit 20`.execute(db);
      const [{ n } = { n: 0 }] = (
        await sql<{ n: number }>`select count(*)::integer as n from insured_person`.execute(db)
      ).rows;
      const failures = rows.map(({ id, whole, key }) =>
        whole
          ? `参保人员${id}：身份证号所用的密钥${key.slice(0, 8)}没有登记。`
          : `参保人员${id}：身份证号的密文或索引残缺。`,
      );
      return { checked: n, failures };
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
