export {
  type EmployeeContribution,
  type EmployeeKind,
  type EmployeeMonth,
  employeeContribution,
  employeeKinds,
} from './employee.ts';
export { type MaternityAllowance, type MaternityLeave, maternityAllowance } from './maternity-allowance.ts';
export { type ContributionRefusalId, type ContributionRefused, contributionRefusals } from './refusals.ts';
export { type ResidentContribution, type ResidentEnrolment, residentContribution } from './resident.ts';
