/** What can be proved of the staff's identity numbers without the key: that each is whole and encrypted with a key that is known. */
import { sealedKeyId } from '../../access/index.ts';
import { type Verification, type Verifier } from '../../verifier.ts';

export const staffVerifiers: readonly Verifier[] = [
  {
    id: 'staff-identities-sealed',
    name: '人员的身份证号都已加密，所用密钥有登记',
    run: async (db): Promise<Verification> => {
      const known = new Set((await db.selectFrom('access_key').select('id').execute()).map(({ id }) => id));
      const rows = await db
        .selectFrom('staff_person')
        .select(['unit_id as unit', 'name', 'identity_sealed as sealed', 'identity_index as index'])
        .where('identity_sealed', 'is not', null)
        .orderBy('unit_id')
        .orderBy('id')
        .execute();
      const failures = rows.flatMap(({ unit, name, sealed, index }) => {
        const keyId = sealed === null ? null : sealedKeyId(sealed);
        if (keyId === null || index?.length !== 32) return [`单位${unit}的${name}：身份证号的密文残缺。`];
        return known.has(keyId) ? [] : [`单位${unit}的${name}：身份证号所用的密钥${keyId.slice(0, 8)}没有登记。`];
      });
      return { checked: rows.length, failures };
    },
  },
];
