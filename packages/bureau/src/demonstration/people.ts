/**
 * The people of the demonstration, all invented, one for each role. Their password is public and printed at the start, so they come
 * in from this machine only (`demonstration-local-only`).
 */
import { type DateText } from '@mingzhang/kernel';
import { type Database, newId } from '@mingzhang/store';
import { type Kysely, type Transaction } from 'kysely';
import { insertPerson } from '../access/people.ts';
import { type RoleId } from '../access/roles.ts';

export const demonstrationPassword = 'Mingzhang-2024';

export interface DemonstrationPerson {
  readonly signIn: string;
  readonly name: string;
  readonly role: RoleId;
}

export const demonstrationPeople: readonly DemonstrationPerson[] = [
  { signIn: 'kuaiji', name: '林知微', role: 'department-accountant' },
  { signIn: 'fuhe', name: '周慎行', role: 'department-reviewer' },
  { signIn: 'juzhang', name: '贺长清', role: 'director' },
  { signIn: 'gongkai', name: '苏映川', role: 'publication-officer' },
  { signIn: 'jingban', name: '罗小满', role: 'desk-clerk' },
  { signIn: 'yewufuhe', name: '秦望舒', role: 'reviewer' },
  { signIn: 'jijin', name: '邵庭芳', role: 'fund-accountant' },
  { signIn: 'jianguan', name: '武安澜', role: 'supervision-officer' },
  { signIn: 'shenji', name: '章明远', role: 'auditor' },
  { signIn: 'guanli', name: '丁一鸣', role: 'administrator' },
];

interface Creation {
  readonly at: Date;
  /** The first day of their roles. */
  readonly from: DateText;
  /** Of the password above, hashed before the transaction: it takes a while. */
  readonly passwordHash: string;
}

/** Creates them all; belongs into the transaction that loads the demonstration, and only there. */
export async function createDemonstrationPeople(trx: Transaction<Database>, creation: Creation): Promise<void> {
  const { at, from, passwordHash } = creation;
  for (const { signIn, name, role } of demonstrationPeople) {
    await insertPerson(trx, {
      id: newId(),
      name,
      signIn,
      passwordHash,
      mustChangePassword: false,
      demonstration: true,
      at,
      grants: [{ id: newId(), role, department: null, unit: null, from, to: null }],
    });
  }
}

/** True if one of them could sign in. */
export async function demonstrationPeopleExist(db: Kysely<Database>): Promise<boolean> {
  const row = await db
    .selectFrom('access_person')
    .select('id')
    .where('demonstration', '=', true)
    .where('disabled_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
