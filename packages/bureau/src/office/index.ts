export * from './accounts/index.ts';
/**
 * The publication asks two things of the approved final-accounts tables (财决): `approvedTablesOf(db, department, year)`, what the
 * finance bureau approved, and `compareWithApproved(db, department, year, template)`, whether it is what we publish. Tables are the
 * same where the outcome is `compared` and its `comparison.equal` is true; anything else stops a publication.
 */
export * from './approved/index.ts';
export * from './assets/index.ts';
export * from './budget/index.ts';
export type { Entered, Outcome, Recorded } from './entered.ts';
export * from './invented-year/index.ts';
export * from './parameters/index.ts';
export * from './payroll/index.ts';
export { peopleNames } from './people.ts';
export * from './procurement/index.ts';
export {
  type OfficeRegisterRefusal,
  type OfficeRegisterRefusalId,
  officeRegisterRefusals,
  type Refused as RegisterRefused,
} from './register-refusals.ts';
export * from './registers/index.ts';
export * from './staff/index.ts';
export * from './statements/index.ts';
export type { LinkedVoucher } from './submit.ts';
export * from './vouchers/index.ts';
export { officeYears } from './years.ts';
