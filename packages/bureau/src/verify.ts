/** Every promise of the records and books that `mingzhang verify` proves, in the order in which they are run. */
import { accessVerifiers } from './access/verify.ts';
import { assistanceVerifiers } from './assistance/verify.ts';
import { booksVerifiers } from './books/verify.ts';
import { computedFigures } from './catalogue.ts';
import { enrolmentVerifiers } from './enrolment/verify.ts';
import { assetVerifiers } from './office/assets/verify.ts';
import { payrollVerifiers } from './office/payroll/verify.ts';
import { procurementVerifiers } from './office/procurement/verify.ts';
import { registerVerifiers } from './office/registers/verify.ts';
import { staffVerifiers } from './office/staff/verify.ts';
import { voucherVerifiers } from './office/vouchers/verify.ts';
import { overviewVerifiers } from './overview/verify.ts';
import { parameterVerifiers } from './parameters/verify.ts';
import { performanceVerifiers } from './performance/verify.ts';
import { figuresStillHold, publicationVerifiers } from './publication/desk/verify.ts';
import { registryVerifiers } from './registry/verify.ts';
import { settlementVerifiers } from './settlement/verify.ts';
import { treasuryVerifiers } from './treasury/verify.ts';
import { type Verifier } from './verifier.ts';

export const verifiers: readonly Verifier[] = [
  ...booksVerifiers,
  ...voucherVerifiers,
  ...staffVerifiers,
  ...payrollVerifiers,
  ...assetVerifiers,
  ...registerVerifiers,
  ...procurementVerifiers,
  ...parameterVerifiers,
  ...registryVerifiers,
  ...performanceVerifiers,
  ...enrolmentVerifiers,
  ...settlementVerifiers,
  ...overviewVerifiers,
  ...treasuryVerifiers,
  ...assistanceVerifiers,
  ...publicationVerifiers,
  figuresStillHold(computedFigures),
  ...accessVerifiers,
];
