// Written by scripts/generate-database-types.ts from the migrated database. Do not edit: add a migration and run it.
import { type ColumnType, type Generated, type GeneratedAlways } from 'kysely';

export interface Database {
  access_failure: AccessFailureTable;
  access_grant: AccessGrantTable;
  access_key: AccessKeyTable;
  access_person: AccessPersonTable;
  access_session: AccessSessionTable;
  account_confirmation: AccountConfirmationTable;
  account_credit: AccountCreditTable;
  account_credit_list: AccountCreditListTable;
  account_detail: AccountDetailTable;
  account_set: AccountSetTable;
  accounting_unit: AccountingUnitTable;
  answered_request: AnsweredRequestTable;
  approved_post: ApprovedPostTable;
  approved_tables: ApprovedTablesTable;
  area: AreaTable;
  asset_card: AssetCardTable;
  asset_change: AssetChangeTable;
  asset_depreciation: AssetDepreciationTable;
  asset_depreciation_run: AssetDepreciationRunTable;
  asset_disposal: AssetDisposalTable;
  assistance_application: AssistanceApplicationTable;
  assistance_attachment: AssistanceAttachmentTable;
  assistance_source: AssistanceSourceTable;
  assistance_step: AssistanceStepTable;
  attachment: AttachmentTable;
  benefit_entitlement: BenefitEntitlementTable;
  budget_check: BudgetCheckTable;
  budget_document: BudgetDocumentTable;
  budget_import: BudgetImportTable;
  budget_import_commit: BudgetImportCommitTable;
  budget_line: BudgetLineTable;
  budget_project: BudgetProjectTable;
  budget_year: BudgetYearTable;
  building_project: BuildingProjectTable;
  burden_event: BurdenEventTable;
  burden_push: BurdenPushTable;
  burden_push_event: BurdenPushEventTable;
  burden_scan: BurdenScanTable;
  care_agreement: CareAgreementTable;
  care_institution: CareInstitutionTable;
  catalogue_import: CatalogueImportTable;
  catalogue_import_row: CatalogueImportRowTable;
  catalogue_item: CatalogueItemTable;
  category_list: CategoryListTable;
  category_list_row: CategoryListRowTable;
  contribution_due: ContributionDueTable;
  contribution_file: ContributionFileTable;
  contribution_resolution: ContributionResolutionTable;
  contribution_row: ContributionRowTable;
  contribution_voucher: ContributionVoucherTable;
  county_batch: CountyBatchTable;
  county_load: CountyLoadTable;
  cross_region_filing: CrossRegionFilingTable;
  department: DepartmentTable;
  document: DocumentTable;
  document_reading: DocumentReadingTable;
  employer: EmployerTable;
  enrolment_subsidy: EnrolmentSubsidyTable;
  enrolment_subsidy_list: EnrolmentSubsidyListTable;
  figure_declaration: FigureDeclarationTable;
  fund_account: FundAccountTable;
  fund_batch: FundBatchTable;
  fund_batch_item: FundBatchItemTable;
  fund_batch_line: FundBatchLineTable;
  fund_budget: FundBudgetTable;
  fund_budget_line: FundBudgetLineTable;
  fund_file: FundFileTable;
  fund_given_back: FundGivenBackTable;
  fund_match: FundMatchTable;
  fund_match_side: FundMatchSideTable;
  fund_movement: FundMovementTable;
  fund_payee: FundPayeeTable;
  fund_statement_line: FundStatementLineTable;
  fund_subsidy: FundSubsidyTable;
  fund_subsidy_spending: FundSubsidySpendingTable;
  household: HouseholdTable;
  household_member: HouseholdMemberTable;
  insured_category: InsuredCategoryTable;
  insured_employment: InsuredEmploymentTable;
  insured_identity: InsuredIdentityTable;
  insured_person: InsuredPersonTable;
  insured_spell: InsuredSpellTable;
  insured_suspension: InsuredSuspensionTable;
  insured_transfer: InsuredTransferTable;
  internal_office: InternalOfficeTable;
  ledger_entry: LedgerEntryTable;
  ledger_leg: LedgerLegTable;
  ledger_snapshot: LedgerSnapshotTable;
  ledger_voucher: LedgerVoucherTable;
  manual_claim: ManualClaimTable;
  manual_claim_invoice: ManualClaimInvoiceTable;
  manual_claim_step: ManualClaimStepTable;
  migration: MigrationTable;
  office_event: OfficeEventTable;
  office_parameter: OfficeParameterTable;
  office_voucher: OfficeVoucherTable;
  office_voucher_attachment: OfficeVoucherAttachmentTable;
  office_voucher_number: OfficeVoucherNumberTable;
  parameter_confirmation: ParameterConfirmationTable;
  parameter_entry: ParameterEntryTable;
  payment_booking: PaymentBookingTable;
  payment_reservation: PaymentReservationTable;
  payment_reservation_end: PaymentReservationEndTable;
  payment_reservation_line: PaymentReservationLineTable;
  payroll_item: PayrollItemTable;
  payroll_line: PayrollLineTable;
  payroll_run: PayrollRunTable;
  performance_evaluation: PerformanceEvaluationTable;
  performance_goal: PerformanceGoalTable;
  performance_monitoring: PerformanceMonitoringTable;
  performance_review: PerformanceReviewTable;
  performance_rules: PerformanceRulesTable;
  performance_use: PerformanceUseTable;
  personal_account: PersonalAccountTable;
  personal_account_entry: PersonalAccountEntryTable;
  procurement_acceptance: ProcurementAcceptanceTable;
  procurement_contract: ProcurementContractTable;
  procurement_payment: ProcurementPaymentTable;
  procurement_plan: ProcurementPlanTable;
  procurement_statistic: ProcurementStatisticTable;
  publication_acceptance: PublicationAcceptanceTable;
  publication_block: PublicationBlockTable;
  publication_figure: PublicationFigureTable;
  publication_file: PublicationFileTable;
  publication_reply: PublicationReplyTable;
  publication_step: PublicationStepTable;
  publication_text: PublicationTextTable;
  publication_version: PublicationVersionTable;
  reception: ReceptionTable;
  register_record: RegisterRecordTable;
  register_tie: RegisterTieTable;
  remote_statement: RemoteStatementTable;
  remote_statement_row: RemoteStatementRowTable;
  rerun_difference: RerunDifferenceTable;
  rerun_run: RerunRunTable;
  rerun_stop: RerunStopTable;
  set_aside: SetAsideTable;
  settlement: SettlementTable;
  settlement_accumulator: SettlementAccumulatorTable;
  settlement_derivation: SettlementDerivationTable;
  settlement_fund: SettlementFundTable;
  settlement_payee: SettlementPayeeTable;
  settlement_plan: SettlementPlanTable;
  settlement_summary: SettlementSummaryTable;
  settlement_waiting: SettlementWaitingTable;
  shelving_request: ShelvingRequestTable;
  staff_event: StaffEventTable;
  staff_person: StaffPersonTable;
  stock_taking: StockTakingTable;
  stock_taking_line: StockTakingLineTable;
  trail_action: TrailActionTable;
  trail_seal: TrailSealTable;
  trail_waiting: TrailWaitingTable;
  treasury_payment: TreasuryPaymentTable;
  treasury_payment_line: TreasuryPaymentLineTable;
  trip_abroad: TripAbroadTable;
  vehicle_cost: VehicleCostTable;
  visit_record: VisitRecordTable;
}

/** Arrives parsed; is written as text, since pg would turn a JavaScript array into one of PostgreSQL's. */
type Json = ColumnType<unknown, string, string>;

/** Arrives as a Date; may be written as ISO text too. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;

interface AccessFailureTable {
  sign_in: string;
  failures: number;
  failed_at: Timestamp;
  locked_until: Timestamp | null;
}

interface AccessGrantTable {
  person_id: string;
  id: string;
  role: string;
  department_id: string | null;
  unit_id: string | null;
  from_date: string;
  to_date: string | null;
  granted_at: Timestamp;
  ended_at: Timestamp | null;
}

interface AccessKeyTable {
  id: string;
  used_from: Timestamp;
}

interface AccessPersonTable {
  id: string;
  name: string;
  sign_in: string;
  password: string;
  password_set_at: Timestamp;
  must_change_password: boolean;
  disabled_at: Timestamp | null;
  demonstration: Generated<boolean>;
  identity_sealed: Buffer | null;
  identity_index: Buffer | null;
  added_at: Timestamp;
}

interface AccessSessionTable {
  token_hash: Buffer;
  id: string;
  person_id: string;
  started_at: Timestamp;
  seen_at: Timestamp;
  address: string;
  agent: string;
}

interface AccountConfirmationTable {
  set_id: string;
  key: string;
  code: string;
  confirmed_by: string;
  confirmed_on: string;
  source: string;
}

interface AccountCreditTable {
  department_id: string;
  list_id: string;
  person_id: string;
  month: string;
  amount: number;
}

interface AccountCreditListTable {
  department_id: string;
  id: string;
  kind: string;
  month: string;
  employer: string;
  persons: number;
  amount: number;
  made_by: string;
  made_at: Timestamp;
  decided: string | null;
  decided_by: string | null;
  decided_on: string | null;
  decided_at: Timestamp | null;
  decided_reason: string | null;
}

interface AccountDetailTable {
  set_id: string;
  key: string;
  code: string;
  name: string;
  parent: string;
  in_force_from: string;
  in_force_to: string | null;
  requires: string[];
}

interface AccountSetTable {
  id: string;
  unit_id: string;
  book: string;
  funds: string[];
  first_month: string;
  chart_version: Generated<number>;
  opened_through: string | null;
  closed_through: string | null;
}

interface AccountingUnitTable {
  id: string;
  department_id: string;
  name: string;
  nature: string;
  position: number;
}

interface AnsweredRequestTable {
  key: string;
  fingerprint: string;
  answer: string;
  answered_at: Timestamp;
}

interface ApprovedPostTable {
  unit_id: string;
  id: string;
  post: string;
  from_date: string;
  count: number;
  document: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface ApprovedTablesTable {
  unit_id: string;
  import_id: string;
  tables: Json;
}

interface AreaTable {
  code: string;
  name: string;
}

interface AssetCardTable {
  unit_id: string;
  id: string;
  number: string;
  name: string;
  category: string;
  quantity: number;
  cost: number;
  acquired_on: string;
  acquisition: string;
  voucher_id: string | null;
  life_months: number | null;
  accumulated_at_opening: number;
  plate: string | null;
  vehicle_use: string | null;
  fiscal_vehicle: boolean | null;
  custodian: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface AssetChangeTable {
  unit_id: string;
  asset_id: string;
  id: string;
  from_date: string;
  vehicle_use: string | null;
  fiscal_vehicle: boolean | null;
  custodian: string;
  reason: string;
  made_by: string;
  made_at: Timestamp;
}

interface AssetDepreciationTable {
  unit_id: string;
  run_id: string;
  asset_id: string;
  month: string;
  amount: number;
}

interface AssetDepreciationRunTable {
  unit_id: string;
  id: string;
  month: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface AssetDisposalTable {
  unit_id: string;
  asset_id: string;
  id: string;
  date: string;
  manner: string;
  cost: number;
  accumulated: number;
  proceeds: number;
  document: string;
  state: string;
  made_by: string;
  made_at: Timestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  decision_reason: string | null;
}

interface AssistanceApplicationTable {
  id: string;
  department_id: string;
  person_id: string;
  year: number;
  category: string;
  household_size: number;
  household_income: number;
  household_expense: number;
  facts: string;
  payee_name: string;
  payee_bank: string;
  payee_account: Buffer;
  submitted_on: string;
  state: string;
  burden: number | null;
  paid: number | null;
  settlement_id: string | null;
  fingerprint: string;
  made_by: string;
  made_at: Timestamp;
}

interface AssistanceAttachmentTable {
  application_id: string;
  sha256: string;
  name: string;
}

interface AssistanceSourceTable {
  id: string;
  department_id: string;
  year: number;
  kind: string;
  level: string;
  purpose: string;
  amount: number;
  document: string;
  dated: string;
  state: string;
  reason: string;
  fingerprint: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
}

interface AssistanceStepTable {
  application_id: string;
  ordinal: number;
  step: string;
  made_on: string;
  made_by: string;
  made_at: Timestamp;
  document: string;
  reason: string;
}

interface AttachmentTable {
  sha256: string;
  name: string;
  media_type: string;
  bytes: Buffer;
  added_by: string;
  added_at: Timestamp;
}

interface BenefitEntitlementTable {
  person_id: string;
  id: string;
  kind: string;
  item: string;
  from_date: string;
  to_date: string | null;
  doctor: string;
  institution: string;
  opinion: string;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
  end_reason: string | null;
  department_id: string | null;
  state: string;
  checked_by: string | null;
  checked_at: Timestamp | null;
  check_reason: string | null;
}

interface BudgetCheckTable {
  unit_id: string;
  document_id: string;
  approved: boolean;
  reason: string;
  checked_by: string;
  checked_at: Timestamp;
}

interface BudgetDocumentTable {
  unit_id: string;
  id: string;
  year: number;
  kind: string;
  number: string;
  date: string;
  text: string;
  centrally_held: boolean;
  corrects: string | null;
  import_id: string | null;
  made_by: string;
  made_at: Timestamp;
}

interface BudgetImportTable {
  unit_id: string;
  id: string;
  year: number;
  kind: string;
  file: string;
  sha256: string;
  mapping: Json;
  made_by: string;
  made_at: Timestamp;
}

interface BudgetImportCommitTable {
  unit_id: string;
  import_id: string;
  added: number;
  changed: number;
  unchanged: number;
  committed_by: string;
  committed_at: Timestamp;
}

interface BudgetLineTable {
  unit_id: string;
  document_id: string;
  line: number;
  project: string;
  function_code: string;
  economy_code: string | null;
  source: string;
  level: string;
  direct: boolean;
  amount: number;
}

interface BudgetProjectTable {
  unit_id: string;
  code: string;
  name: string;
  kind: string;
  parent: string | null;
  function_code: string | null;
  first_year: number;
  last_year: number | null;
  topic: string | null;
  added_by: string;
  added_at: Timestamp;
}

interface BudgetYearTable {
  unit_id: string;
  year: number;
}

interface BuildingProjectTable {
  unit_id: string;
  id: string;
  name: string;
  year: number;
  area_approved: number;
  area_actual: number;
  investment_approved: number;
  investment_actual: number;
  document: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface BurdenEventTable {
  id: string;
  department_id: string;
  person_id: string;
  year: number;
  line_kind: string;
  direction: string;
  ordinal: number;
  line: number;
  burden: number;
  settlement_id: string;
  seen_on: string;
  seen_at: Timestamp;
}

interface BurdenPushTable {
  id: string;
  department_id: string;
  recipient: string;
  pushed_on: string;
  content: string;
  sha256: string;
  made_by: string;
  made_at: Timestamp;
  acknowledged_on: string | null;
  acknowledged_by: string | null;
}

interface BurdenPushEventTable {
  event_id: string;
  push_id: string;
}

interface BurdenScanTable {
  department_id: string;
  year: number;
  through: Timestamp;
}

interface CareAgreementTable {
  institution: string;
  id: string;
  from_date: string;
  to_date: string;
  ended_on: string | null;
  end_reason: string | null;
  made_by: string;
  made_at: Timestamp;
}

interface CareInstitutionTable {
  code: string;
  name: string;
  area: string;
  kind: string;
  level: string;
  dip: boolean;
  made_by: string;
  made_at: Timestamp;
}

interface CatalogueImportTable {
  id: string;
  file: string;
  sha256: string;
  added: number;
  changed: number;
  ended: number;
  unchanged: number;
  made_by: string;
  made_at: Timestamp;
  from_date: string | null;
  whole: boolean;
  document: string;
  confirmed_by: string | null;
  confirmed_at: Timestamp | null;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
}

interface CatalogueImportRowTable {
  import_id: string;
  line: number;
  code: string;
  kind: string;
  name: string;
  specification: string;
  class: string;
  price_limit: string;
  first_pay: string;
  from_text: string;
  to_text: string;
}

interface CatalogueItemTable {
  code: string;
  from_date: string;
  to_date: string | null;
  kind: string;
  name: string;
  specification: string;
  class: string;
  price_limit: number | null;
  first_pay: number;
  import_id: string;
}

interface CategoryListTable {
  id: string;
  department_id: string;
  source: string;
  categories: string[];
  whole: boolean;
  as_of: string;
  known_since: string;
  document: string;
  file: string;
  sha256: string;
  made_by: string;
  made_at: Timestamp;
  confirmed_by: string | null;
  confirmed_at: Timestamp | null;
  started: number | null;
  ended: number | null;
  unchanged: number | null;
  problems: number | null;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
}

interface CategoryListRowTable {
  list_id: string;
  line: number;
  name: string;
  identity_shown: string;
  identity_index: Buffer | null;
  number_problem: string | null;
  category: string;
  from_text: string;
}

interface ContributionDueTable {
  person_id: string;
  id: string;
  department_id: string;
  scheme: string;
  period: string;
  kind: string;
  employer: string;
  base: number;
  standard: number;
  subsidy: number;
  subsidy_category: string | null;
  person: number;
  employer_share: number;
  account: number;
  covered_from: string;
  enrolled_on: string;
  fiscal: number;
  paid_person: Generated<number>;
  paid_employer: Generated<number>;
  settled_on: string | null;
  withdrawn_reason: string | null;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  made_by: string;
  made_at: Timestamp;
}

interface ContributionFileTable {
  department_id: string;
  id: string;
  kind: string;
  name: string;
  sha256: string;
  deposit: string;
  rows: number;
  total: number;
  made_by: string;
  made_at: Timestamp;
  confirmed_by: string | null;
  confirmed_on: string | null;
  confirmed_at: Timestamp | null;
  dropped_by: string | null;
  dropped_at: Timestamp | null;
  dropped_reason: string | null;
}

interface ContributionResolutionTable {
  department_id: string;
  id: string;
  file_id: string;
  row: number;
  kind: string;
  person_id: string | null;
  due_id: string | null;
  amount: number;
  reason: string;
  made_by: string;
  made_at: Timestamp;
  decided: string | null;
  decided_by: string | null;
  decided_on: string | null;
  decided_at: Timestamp | null;
  decided_reason: string | null;
}

interface ContributionRowTable {
  department_id: string;
  file_id: string;
  row: number;
  name: string;
  number_masked: string;
  number_index: Buffer | null;
  employer: string;
  period: string;
  person_amount: number;
  employer_amount: number;
  paid_on: string | null;
  receipt: string;
  match: string;
  message: string;
  person_id: string | null;
  due_id: string | null;
  applied_person: Generated<number>;
  applied_employer: Generated<number>;
  held: Generated<number>;
}

interface ContributionVoucherTable {
  department_id: string;
  of: string;
  of_id: string;
  set_id: string;
  voucher_id: string;
}

interface CountyBatchTable {
  department_id: string;
  batch: number;
  people: number;
  settlements: number;
  refused: number;
  digest: Buffer;
  owed: Json;
}

interface CountyLoadTable {
  department_id: string;
  people: number;
  seed: number;
  first_year: number;
  last_year: number;
  batches: number;
  started_at: Timestamp;
  finished_at: Timestamp | null;
  digest: string | null;
  indexes: Json;
}

interface CrossRegionFilingTable {
  person_id: string;
  id: string;
  department_id: string;
  kind: string;
  area: string;
  reach: string;
  from_date: string;
  to_date: string | null;
  reason: string;
  made_by: string;
  made_on: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
  end_reason: string | null;
}

interface DepartmentTable {
  id: string;
  name: string;
  area: string;
}

interface DocumentTable {
  id: string;
  name: string;
  kind: string;
  bureau: string | null;
  area: string | null;
  year: number | null;
  sha256: string;
  bytes: Buffer;
  uploaded_at: Timestamp;
  successor_of: string | null;
  audit: Json;
  checks_version: string;
}

interface DocumentReadingTable {
  document_id: string;
  reading: string;
}

interface EmployerTable {
  code: string;
  name: string;
  area: string;
  kind: string;
  from_date: string;
  to_date: string | null;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

interface EnrolmentSubsidyTable {
  person_id: string;
  due_id: string;
  department_id: string;
  list_id: string;
  year: number;
  category: string;
  amount: number;
}

interface EnrolmentSubsidyListTable {
  department_id: string;
  id: string;
  year: number;
  persons: number;
  amount: number;
  made_by: string;
  made_at: Timestamp;
  decided: string | null;
  decided_by: string | null;
  decided_on: string | null;
  decided_at: Timestamp | null;
  decided_reason: string | null;
}

interface FigureDeclarationTable {
  department_id: string;
  id: string;
  kind: string;
  figure: string;
  coordinates: string;
  period_from: string;
  period_to: string;
  cut_off_kind: string;
  cut_off_date: string;
  value: string;
  denominator_figure: string | null;
  denominator_value: string | null;
  denominator_register: string | null;
  source_register: string;
  attachment: string;
  survey_sample: number | null;
  survey_date: string | null;
  survey_form: string | null;
  replaces: string | null;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  returned_reason: string | null;
}

interface FundAccountTable {
  id: string;
  department_id: string;
  set_id: string;
  role: string;
  name: string;
  bank: string;
  number: string;
  opened_on: string;
  made_by: string;
  made_at: Timestamp;
}

interface FundBatchTable {
  id: string;
  department_id: string;
  set_id: string;
  account_id: string;
  number: string;
  date: string;
  state: string;
  reason: Generated<string>;
  fingerprint: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  sent_by: string | null;
  sent_at: Timestamp | null;
}

interface FundBatchItemTable {
  batch_id: string;
  line: number;
  person_id: string;
  settlement_id: string;
  payer: string;
  fund: string;
  amount: number;
  live: boolean;
}

interface FundBatchLineTable {
  batch_id: string;
  line: number;
  payee_id: string | null;
  amount: number;
  state: string;
  reason: Generated<string>;
  done_on: string | null;
  bank_reference: Generated<string>;
  voucher_id: string | null;
  return_voucher_id: string | null;
  person_id: string | null;
  settlement_id: string | null;
}

interface FundBudgetTable {
  id: string;
  department_id: string;
  year: number;
  scheme: string;
  number: string;
  approved_on: string;
  state: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
}

interface FundBudgetLineTable {
  budget_id: string;
  side: string;
  item: string;
  amount: number;
}

interface FundFileTable {
  id: string;
  department_id: string;
  kind: string;
  account_id: string | null;
  source: string | null;
  name: string;
  sha256: string;
  rows: number;
  taken: number;
  problems: Json;
  made_by: string;
  made_at: Timestamp;
}

interface FundGivenBackTable {
  movement_id: string;
  person_id: string;
  settlement_id: string;
  payer: string;
  amount: number;
}

interface FundMatchTable {
  id: string;
  account_id: string;
  source: string;
  kind: string;
  state: string;
  reason: Generated<string>;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
}

interface FundMatchSideTable {
  match_id: string;
  position: number;
  account_id: string;
  source: string;
  statement_line_id: string | null;
  entry_id: string | null;
  live: boolean;
}

interface FundMovementTable {
  id: string;
  department_id: string;
  set_id: string;
  fund: string;
  kind: string;
  account_id: string;
  to_account_id: string | null;
  subsidy_id: string | null;
  date: string;
  amount: number;
  reference: string;
  text: string;
  state: string;
  reason: Generated<string>;
  voucher_id: string | null;
  fingerprint: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  from_institution: string | null;
  from_person_id: string | null;
  from_settlement_id: string | null;
}

interface FundPayeeTable {
  id: string;
  department_id: string;
  kind: string;
  name: string;
  bank: string;
  number: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  ended_at: Timestamp | null;
}

interface FundStatementLineTable {
  id: string;
  account_id: string;
  source: string;
  file_id: string;
  row: number;
  date: string;
  amount: number;
  balance: number | null;
  reference: string;
  counterparty: string;
  text: string;
}

interface FundSubsidyTable {
  id: string;
  department_id: string;
  number: string;
  level: string;
  fund: string;
  year: number;
  function_code: string;
  purpose: string;
  path: string;
  amount: number;
  issued_on: string;
  made_by: string;
  made_at: Timestamp;
}

interface FundSubsidySpendingTable {
  id: string;
  subsidy_id: string;
  spent_on: string;
  amount: number;
  unit_id: string | null;
  voucher_id: string | null;
  reference: string;
  made_by: string;
  made_at: Timestamp;
}

interface HouseholdTable {
  id: string;
  number: string;
  area: string;
  made_by: string;
  made_at: Timestamp;
}

interface HouseholdMemberTable {
  person_id: string;
  id: string;
  household_id: string;
  relation: string;
  from_date: string;
  to_date: string | null;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

interface InsuredCategoryTable {
  person_id: string;
  id: string;
  category: string;
  from_date: string;
  known_since: string;
  to_date: string | null;
  end_known_since: string | null;
  document: string;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

interface InsuredEmploymentTable {
  person_id: string;
  id: string;
  spell_id: string;
  department_id: string;
  employer: string;
  kind: string;
  wage: number;
  from_month: string;
  to_month: string | null;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

interface InsuredIdentityTable {
  identity_index: Buffer;
  person_id: string;
}

interface InsuredPersonTable {
  id: string;
  name: string;
  born_on: string;
  area: string;
  identity_sealed: Buffer;
  died_on: string | null;
  death_by: string | null;
  death_at: Timestamp | null;
  made_by: string;
  made_at: Timestamp;
}

interface InsuredSpellTable {
  person_id: string;
  id: string;
  scheme: string;
  area: string;
  member: string;
  civil_servant: boolean;
  from_date: string;
  to_date: string | null;
  waiting_until: string | null;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
  end_reason: string | null;
}

interface InsuredSuspensionTable {
  person_id: string;
  id: string;
  spell_id: string;
  from_date: string;
  to_date: string | null;
  reason: string;
  made_by: string;
  made_at: Timestamp;
  ended_by: string | null;
  ended_at: Timestamp | null;
}

interface InsuredTransferTable {
  person_id: string;
  id: string;
  department_id: string;
  direction: string;
  scheme: string;
  other_area: string;
  on_date: string;
  certificate: string;
  months: number;
  account: number;
  spell_id: string | null;
  made_by: string;
  made_at: Timestamp;
  decided: string | null;
  decided_by: string | null;
  decided_on: string | null;
  decided_at: Timestamp | null;
  decided_reason: string | null;
}

interface InternalOfficeTable {
  unit_id: string;
  id: string;
  name: string;
  from_date: string;
  document: string;
  made_by: string;
  made_at: Timestamp;
  abolished_from: string | null;
  abolished_by: string | null;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface LedgerEntryTable {
  set_id: string;
  id: string;
  voucher_id: string;
  date: string;
  kind: string;
  reverses: string | null;
}

interface LedgerLegTable {
  set_id: string;
  entry_id: string;
  line: number;
  date: string;
  kind: string;
  account: string;
  amount: number;
  dimensions: string;
}

interface LedgerSnapshotTable {
  set_id: string;
  month: string;
  stage: string;
  account: string;
  dimensions: string;
  opening: number;
  debit: number;
  credit: number;
}

interface LedgerVoucherTable {
  unit_id: string;
  id: string;
  kind: string;
  date: string;
  text: string;
  posted_by: string;
  posted_at: Timestamp;
}

interface ManualClaimTable {
  id: string;
  department_id: string;
  person_id: string;
  visit: Json;
  bill: Json;
  cause: string;
  submitted_on: string;
  materials: string[];
  payee_name: string;
  payee_bank: string;
  payee_account: Buffer;
  state: string;
  decided: Json | null;
  decided_by: string | null;
  settlement_id: string | null;
  fingerprint: string;
  made_by: string;
  made_at: Timestamp;
}

interface ManualClaimInvoiceTable {
  claim_id: string;
  line: number;
  code: string;
  number: string;
  day: string;
  amount: number;
  released: boolean;
}

interface ManualClaimStepTable {
  claim_id: string;
  ordinal: number;
  step: string;
  made_on: string;
  made_by: string;
  made_at: Timestamp;
  reason: string;
}

interface MigrationTable {
  number: number;
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

interface OfficeEventTable {
  unit_id: string;
  id: string;
  name: string;
  content: string;
  place: string;
  until: string;
  persons: number;
}

interface OfficeParameterTable {
  unit_id: string;
  id: string;
  key: string;
  from_date: string;
  value: string;
  source: string;
  made_by: string;
  made_at: Timestamp;
  confirmed_by: string | null;
  confirmed_at: Timestamp | null;
}

interface OfficeVoucherTable {
  unit_id: string;
  id: string;
  state: string;
  date: string;
  text: string;
  content: Json;
  fingerprint: string;
  total: number;
  rule: string | null;
  payment_order: string | null;
  source: string | null;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  booked_by: string | null;
  booked_at: Timestamp | null;
  reason: string | null;
  month: string | null;
  number: number | null;
  asked: Json | null;
}

interface OfficeVoucherAttachmentTable {
  unit_id: string;
  voucher_id: string;
  sha256: string;
  position: number;
}

interface OfficeVoucherNumberTable {
  unit_id: string;
  month: string;
  last: number;
}

interface ParameterConfirmationTable {
  entry_id: string;
  area: string;
  key: string;
  from_date: string;
  made_by: string;
  confirmed_by: string;
  confirmed_at: Timestamp;
}

interface ParameterEntryTable {
  id: string;
  area: string;
  key: string;
  from_date: string;
  value: string;
  document: string;
  made_by: string;
  made_at: Timestamp;
}

interface PaymentBookingTable {
  unit_id: string;
  payment_id: string;
  voucher_id: string;
  booked_by: string;
  booked_at: Timestamp;
}

interface PaymentReservationTable {
  unit_id: string;
  id: string;
  year: number;
  order_number: string;
  made_by: string;
  made_at: Timestamp;
}

interface PaymentReservationEndTable {
  unit_id: string;
  reservation_id: string;
  payment_id: string | null;
  ended_by: string;
  ended_at: Timestamp;
}

interface PaymentReservationLineTable {
  unit_id: string;
  reservation_id: string;
  line: number;
  project: string;
  function_code: string;
  source: string;
  amount: number;
}

interface PayrollItemTable {
  unit_id: string;
  person_id: string;
  id: string;
  item: string;
  from_month: string;
  once: boolean;
  amount: number;
  source: string;
  made_by: string;
  made_at: Timestamp;
  position: GeneratedAlways<number>;
}

interface PayrollLineTable {
  unit_id: string;
  run_id: string;
  person_id: string;
  item: string;
  amount: number;
  base: number | null;
  rate: number | null;
}

interface PayrollRunTable {
  unit_id: string;
  id: string;
  month: string;
  kind: string;
  reason: string;
  functions: Json;
  project: string | null;
  state: string;
  made_by: string;
  made_at: Timestamp;
  decided_by: string | null;
  decided_at: Timestamp | null;
  decision_reason: string | null;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface PerformanceEvaluationTable {
  department_id: string;
  id: string;
  goal_id: string;
  content: Json;
  start_budget: number;
  annual: number;
  executed: number;
  score: string;
  grade: string;
  replaces: string | null;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  returned_reason: string | null;
}

interface PerformanceGoalTable {
  department_id: string;
  id: string;
  year: number;
  unit_id: string | null;
  project: string | null;
  content: Json;
  replaces: string | null;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  returned_reason: string | null;
}

interface PerformanceMonitoringTable {
  department_id: string;
  id: string;
  goal_id: string;
  round: number;
  as_of: string;
  annual: number;
  executed: number;
  content: Json;
  made_by: string;
  made_at: Timestamp;
}

interface PerformanceReviewTable {
  department_id: string;
  id: string;
  evaluation_id: string;
  score: string;
  grade: string;
  opinion: string;
  made_by: string;
  made_at: Timestamp;
}

interface PerformanceRulesTable {
  department_id: string;
  id: string;
  from_year: number;
  rules: Json;
  document: string;
  made_by: string;
  made_at: Timestamp;
  checked_by: string | null;
  checked_at: Timestamp | null;
  returned_reason: string | null;
}

interface PerformanceUseTable {
  department_id: string;
  id: string;
  evaluation_id: string;
  kind: string;
  amount: number | null;
  note: string;
  made_by: string;
  made_at: Timestamp;
}

interface PersonalAccountTable {
  person_id: string;
  balance: number;
}

interface PersonalAccountEntryTable {
  person_id: string;
  id: string;
  kind: string;
  date: string;
  amount: number;
  settlement_id: string | null;
  set_id: string | null;
  voucher_id: string | null;
  text: string;
  made_by: string;
  made_at: Timestamp;
}

interface ProcurementAcceptanceTable {
  unit_id: string;
  contract_id: string;
  id: string;
  date: string;
  amount: number;
  report: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface ProcurementContractTable {
  unit_id: string;
  plan_id: string;
  id: string;
  number: string;
  name: string;
  supplier: string;
  supplier_size: string;
  signed_on: string;
  amount: number;
  deposit: number;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface ProcurementPaymentTable {
  unit_id: string;
  contract_id: string;
  id: string;
  voucher_id: string;
  amount: number;
  made_by: string;
  made_at: Timestamp;
  undone_by: string | null;
  undone_at: Timestamp | null;
}

interface ProcurementPlanTable {
  unit_id: string;
  id: string;
  year: number;
  name: string;
  purchase: string;
  amount: number;
  reserved: string;
  document: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface ProcurementStatisticTable {
  unit_id: string;
  id: string;
  year: number;
  purchase: string;
  amount: number;
  explanation: string;
  document: string;
  made_by: string;
  made_at: Timestamp;
  position: GeneratedAlways<number>;
}

interface PublicationAcceptanceTable {
  department_id: string;
  version_id: string;
  position: GeneratedAlways<number>;
  finding_id: string;
  reason: string;
  made_by: string;
  made_at: Timestamp;
}

interface PublicationBlockTable {
  department_id: string;
  version_id: string;
  position: number;
  heading: string;
  text: string;
}

interface PublicationFigureTable {
  department_id: string;
  version_id: string;
  address: string;
  position: number;
  text: string;
  place: string;
  evidence: Json;
}

interface PublicationFileTable {
  department_id: string;
  version_id: string;
  format: string;
  name: string;
  sha256: string;
  bytes: Buffer;
}

interface PublicationReplyTable {
  department_id: string;
  version_id: string;
  number: string;
  date: string;
  attachment: string;
  made_by: string;
  made_at: Timestamp;
}

interface PublicationStepTable {
  department_id: string;
  version_id: string;
  position: number;
  step: string;
  person_id: string;
  at: Timestamp;
  day: string;
  content_hash: string;
  detail: string;
  seal: string;
}

interface PublicationTextTable {
  department_id: string;
  id: string;
  position: GeneratedAlways<number>;
  year: number;
  kind: string;
  key: string;
  text: string;
  made_by: string;
  made_at: Timestamp;
}

interface PublicationVersionTable {
  department_id: string;
  id: string;
  year: number;
  number: number | null;
  template: string;
  state: string;
  corrects: string | null;
  correction_reason: string | null;
  document: string;
  content_hash: string;
  tables_hash: string;
  compiled: Json;
  document_hash: string | null;
  published_on: string | null;
  changes: Json | null;
  made_by: string;
  made_at: Timestamp;
}

interface ReceptionTable {
  unit_id: string;
  id: string;
  kind: string;
  guests: string;
  reason: string;
  host: string;
  letter: string;
  persons: number;
  escorts: number;
}

interface RegisterRecordTable {
  unit_id: string;
  id: string;
  register: string;
  date: string;
  cost: number;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface RegisterTieTable {
  unit_id: string;
  record_id: string;
  id: string;
  voucher_id: string;
  amount: number;
  made_by: string;
  made_at: Timestamp;
  undone_by: string | null;
  undone_at: Timestamp | null;
}

interface RemoteStatementTable {
  department_id: string;
  id: string;
  name: string;
  sha256: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface RemoteStatementRowTable {
  department_id: string;
  statement_id: string;
  row: number;
  cells: Json;
  institution: string | null;
  month: string | null;
  insured_area: string | null;
  reach: string | null;
  visit: string | null;
  disease: string | null;
  channel: string | null;
  visits: number | null;
  total: number | null;
  fund: number | null;
  known_by: string | null;
  problems: string[];
  message: string;
  taken: boolean;
  settled_by: string | null;
  settled_at: Timestamp | null;
  settled_reason: string | null;
}

interface RerunDifferenceTable {
  run_id: string;
  person_id: string;
  settlement_id: string;
  adjustment_id: string;
  visit: Json;
  amounts: Json;
  use_before: Json;
  use_after: Json;
  steps: Json | null;
  why: string[];
  booked: boolean;
  plan: Buffer | null;
  bill: string | null;
  used: string | null;
}

interface RerunRunTable {
  id: string;
  department_id: string;
  year: number;
  scope: string;
  scope_value: string;
  basis: string;
  as_of: string;
  state: string;
  persons: number;
  settlements: number;
  made_by: string;
  made_at: Timestamp;
  booked_by: string | null;
  booked_at: Timestamp | null;
  supposed: Json;
  catalogue: boolean;
  differing_persons: number;
  differing_settlements: number;
  change: Json;
}

interface RerunStopTable {
  run_id: string;
  person_id: string;
  message: string;
}

interface SetAsideTable {
  document_id: string;
  finding_id: string;
  reason: string;
  set_aside_at: Timestamp;
  carried_from: string | null;
}

interface SettlementTable {
  person_id: string;
  id: string;
  department_id: string;
  kind: string;
  cancels: string | null;
  scheme: string;
  year: number;
  institution: string;
  visit_number: string;
  visit_kind: string;
  visit_from: string;
  visit_to: string;
  total: number;
  own: number;
  over_limit: number;
  first_pay: number;
  in_scope: number;
  deductible: number;
  pool_ratio: number | null;
  pool: number;
  critical_illness: number;
  large_amount: number;
  civil_servant: number;
  assistance: number;
  cadre: number;
  funds: number;
  hospital_borne: number;
  personal: number;
  account: number;
  cash: number;
  used_before: Json;
  used_after: Json;
  fingerprint: string;
  settled_on: string;
  reason: string;
  made_by: string;
  made_at: Timestamp;
  institution_level: string;
  corrects: string | null;
  filing: string;
  care_area: string;
  visit_item: string;
  channel: Generated<string>;
  policy_area: string;
  member: string;
  is_civil_servant: boolean;
  account_offered: number;
  extra_infants: number;
}

interface SettlementAccumulatorTable {
  person_id: string;
  year: number;
  scheme: string;
  used: Json;
  version: number;
  burden: GeneratedAlways<number>;
  department_id: string;
}

interface SettlementDerivationTable {
  person_id: string;
  settlement_id: string;
  visit: Json;
  bill: string;
  steps: Json | null;
  plan: Buffer | null;
  digest: Buffer | null;
}

interface SettlementFundTable {
  person_id: string;
  settlement_id: string;
  payer: string;
  fund: string;
  account: string;
  amount: number;
  set_id: string;
  voucher_id: string;
}

interface SettlementPayeeTable {
  person_id: string;
  settlement_id: string;
  name: string;
  bank: string;
  account_sealed: Buffer;
}

interface SettlementPlanTable {
  hash: Buffer;
  plan: string;
}

interface SettlementSummaryTable {
  department_id: string;
  month: string;
  scheme: string;
  visit_kind: string;
  institution_level: string;
  slot: number;
  visits: number;
  total: number;
  own: number;
  in_scope: number;
  pool: number;
  critical_illness: number;
  large_amount: number;
  civil_servant: number;
  assistance: number;
  cadre: number;
  hospital_borne: number;
  account: number;
  cash: number;
  visit_item: string;
  care_area: string;
  channel: string;
}

interface SettlementWaitingTable {
  person_id: string;
  settlement_id: string;
  payer: string;
  set_id: string;
}

interface ShelvingRequestTable {
  key: string;
  fingerprint: string;
  document_id: string;
  made_at: Timestamp;
}

interface StaffEventTable {
  unit_id: string;
  person_id: string;
  id: string;
  date: string;
  kind: string;
  post: string | null;
  rank: string | null;
  document: string;
  made_by: string;
  made_at: Timestamp;
  withdrawn_by: string | null;
  withdrawn_at: Timestamp | null;
  withdrawn_reason: string | null;
}

interface StaffPersonTable {
  unit_id: string;
  id: string;
  name: string;
  made_by: string;
  made_at: Timestamp;
  identity_sealed: Buffer | null;
  identity_index: Buffer | null;
}

interface StockTakingTable {
  unit_id: string;
  id: string;
  date: string;
  state: string;
  made_by: string;
  made_at: Timestamp;
  finished_by: string | null;
  finished_at: Timestamp | null;
}

interface StockTakingLineTable {
  unit_id: string;
  stock_taking_id: string;
  id: string;
  asset_id: string | null;
  result: string;
  note: string;
  surplus_number: string | null;
  surplus_name: string | null;
  surplus_category: string | null;
  surplus_cost: number | null;
  surplus_life_months: number | null;
  made_by: string;
  made_at: Timestamp;
}

interface TrailActionTable {
  person_id: string;
  id: string;
  at: Timestamp;
  action: string;
  subject: string;
  detail: string;
}

interface TrailSealTable {
  sequence: number;
  person_id: string;
  action_id: string;
  hash: Buffer;
}

interface TrailWaitingTable {
  person_id: string;
  action_id: string;
}

interface TreasuryPaymentTable {
  unit_id: string;
  id: string;
  year: number;
  number: string;
  date: string;
  kind: string;
  payee: string;
  text: string;
  order_number: string | null;
  refunds: string | null;
  corrects: string | null;
  import_id: string | null;
  made_by: string;
  made_at: Timestamp;
}

interface TreasuryPaymentLineTable {
  unit_id: string;
  payment_id: string;
  line: number;
  project: string;
  function_code: string;
  economy_code: string;
  source: string;
  level: string | null;
  amount: number;
}

interface TripAbroadTable {
  unit_id: string;
  id: string;
  destination: string;
  purpose: string;
  approval: string;
  own_group: boolean;
  persons: number;
  returned_on: string;
}

interface VehicleCostTable {
  unit_id: string;
  id: string;
  asset_id: string;
  kind: string;
  note: string;
}

interface VisitRecordTable {
  person_id: string;
  settlement_id: string;
  diagnoses: string[];
  procedures: string[];
  discharge: string;
  doctor: string;
}
