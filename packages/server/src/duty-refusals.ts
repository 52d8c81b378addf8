/**
 * What the duties refuse, as answers of the door. Each duty has a closed list of its own with a page of its own; here stands
 * which lists there are and the status of those that are not 422. The type names list and refusal:
 *
 *     { "type": "/api/docs/refusals/access#checker-is-maker", "title": "复核人就是经办人", "status": 409, "detail": "…" }
 */
import {
  accessRefusals,
  approvedRefusals,
  assistanceRefusals,
  benefitRefusals,
  budgetRefusals,
  claimRefusals,
  enrolmentRefusals,
  figureRefusals,
  ledgerRefusals,
  manualClaimRefusals,
  officeRegisterRefusals,
  parameterRefusals,
  performanceRefusals,
  publicationRefusals,
  registryRefusals,
  rerunRefusals,
  settlementDeskRefusals,
  travelRefusals,
  treasuryRefusals,
  voucherRefusals,
} from '@mingzhang/bureau';
import { type Problem } from './refusals.ts';

export const dutyLists = {
  access: {
    name: '登录和权限',
    titles: accessRefusals,
    statuses: {
      'sign-in-address-waits': 429,
      'sign-in-locked': 429,
      'sign-in-failed': 401,
      'person-disabled': 403,
      'demonstration-local-only': 403,
      'sign-in-required': 401,
      'session-expired': 401,
      'password-change-required': 403,
      'action-not-permitted': 403,
      'checker-is-maker': 409,
      'person-not-found': 404,
      'sign-in-taken': 409,
      'grant-repeated': 409,
      'grant-not-found': 404,
      'last-administrator': 409,
      'session-not-found': 404,
      'identity-taken': 409,
      'identity-missing': 404,
      'key-missing': 503,
    },
  },
  figures: {
    name: '指标和报表',
    titles: figureRefusals,
    statuses: {
      'figure-unknown': 404,
      'declaration-unknown': 404,
      'declaration-stands': 409,
      'declaration-state-unfit': 409,
    },
  },
  'office-budget': {
    name: '预算与支付',
    titles: budgetRefusals,
    statuses: {
      'project-unit-unknown': 404,
      'document-unit-unknown': 404,
      'document-id-used': 409,
      'payment-unit-unknown': 404,
      'payment-id-used': 409,
      'reservation-unit-unknown': 404,
      'reservation-id-used': 409,
      'reservation-unknown': 404,
      'reservation-ended': 409,
      'check-document-unknown': 404,
      'check-repeated': 409,
      'booking-payment-unknown': 404,
      'booking-repeated': 409,
      'import-unit-unknown': 404,
      'import-unknown': 404,
    },
  },
  'office-approved': {
    name: '财决表',
    titles: approvedRefusals,
    statuses: {
      'department-without-unit': 404,
      'handing-unknown': 404,
      'workbook-too-long': 413,
    },
  },
  parameters: {
    name: '政策参数和试算',
    titles: parameterRefusals,
    statuses: {
      'entry-unknown': 404,
      'row-unknown': 404,
      'row-solid': 409,
      'confirmed-already': 409,
    },
  },
  ledger: {
    name: '账务',
    titles: ledgerRefusals,
    statuses: {
      'set-unknown': 404,
      'voucher-id-used': 409,
      'entry-id-used': 409,
      'period-opened-already': 409,
      'period-closed-already': 409,
      'reversal-repeated': 409,
    },
  },
  vouchers: {
    name: '凭证',
    titles: voucherRefusals,
    statuses: {
      'unit-unknown': 404,
      'voucher-unknown': 404,
      'voucher-resubmitted-differently': 409,
      'voucher-state-unfit': 409,
      'voucher-of-another-maker': 403,
      'attachment-unknown': 404,
      'month-vouchers-unbooked': 409,
      'attachment-not-found': 404,
    },
  },
  publication: {
    name: '决算公开',
    titles: publicationRefusals,
    statuses: {
      'department-unknown': 404,
      'publication-unknown': 404,
      'publication-under-way': 409,
      'publication-exists': 409,
      'state-unfit': 409,
      'reply-missing': 409,
      'content-changed': 409,
      'finding-unknown': 404,
      'figure-changed': 409,
      'period-open': 409,
    },
  },
  'office-registers': {
    name: '人员、工资、资产和台账',
    titles: officeRegisterRefusals,
    statuses: {
      'id-used': 409,
      'unit-unknown': 404,
      'record-unknown': 404,
      'decided-already': 409,
      'voucher-booked': 409,
      'parameter-taken': 409,
      'run-waiting': 409,
      'run-exists': 409,
      'run-supplemented': 409,
      'card-number-taken': 409,
      'depreciation-exists': 409,
      'card-disposed': 409,
      'stock-taking-open': 409,
      'stock-taking-finished': 409,
      'card-counted-already': 409,
      'record-withdrawn': 409,
      'contract-number-taken': 409,
      'record-in-use': 409,
    },
  },
  performance: {
    name: '预算绩效',
    titles: performanceRefusals,
    statuses: {
      'id-used': 409,
      'department-unknown': 404,
      'record-unknown': 404,
      'state-unfit': 409,
      'goal-stands': 409,
      'goal-not-checked': 409,
      'evaluation-stands': 409,
      'figure-changed': 409,
      'evaluation-not-checked': 409,
      'review-stands': 409,
      'review-missing': 409,
      'use-stands': 409,
    },
  },
  registry: {
    name: '参保登记',
    titles: registryRefusals,
    statuses: {
      'person-unknown': 404,
      'id-used': 409,
      'number-registered': 409,
      'entry-unknown': 404,
      'entry-ended': 409,
      'category-held': 409,
      'spell-overlaps': 409,
      'household-joined': 409,
      'code-registered': 409,
      'employer-unknown': 404,
      'institution-unknown': 404,
      'agreement-overlaps': 409,
      'list-unknown': 404,
      'list-settled': 409,
      'list-changed': 409,
      'import-unknown': 404,
      'import-settled': 409,
      'import-changed': 409,
    },
  },
  enrolment: {
    name: '参保缴费',
    titles: enrolmentRefusals,
    statuses: {
      'department-unknown': 404,
      'id-used': 409,
      'enrolled-already': 409,
      'entry-unknown': 404,
      'entry-ended': 409,
      'due-paid': 409,
      'certificate-used': 409,
      'account-short': 409,
      'file-repeated': 409,
      'file-unknown': 404,
      'file-decided': 409,
      'row-unknown': 404,
      'proposal-waiting': 409,
      'proposal-unknown': 404,
      'proposal-decided': 409,
    },
  },
  settlement: {
    name: '待遇结算',
    titles: settlementDeskRefusals,
    statuses: {
      'department-unknown': 404,
      'id-used': 409,
      'settlement-unknown': 404,
      'cancelled-already': 409,
      'adjusted-since': 409,
      'entitlement-held': 409,
      'entitlement-reviewed': 409,
      'entitlement-ended': 409,
      'visit-settled-already': 409,
    },
  },
  travel: {
    name: '异地就医',
    titles: travelRefusals,
    statuses: {
      'department-unknown': 404,
      'id-used': 409,
      'filing-overlaps': 409,
      'entry-unknown': 404,
      'entry-ended': 409,
      'file-repeated': 409,
      'file-not-as-seen': 409,
      'statement-unknown': 404,
      'statement-withdrawn': 409,
      'row-unknown': 404,
      'row-settled': 409,
    },
  },
  treasury: {
    name: '基金财务',
    titles: treasuryRefusals,
    statuses: {
      'department-unknown': 404,
      'id-used': 409,
      'account-exists': 409,
      'payee-unknown': 404,
      'subsidy-unknown': 404,
      'subsidy-taken': 409,
      'movement-unknown': 404,
      'decided-already': 409,
      'payables-changed': 409,
      'batch-unknown': 404,
      'batch-state-unfit': 409,
      'file-taken-already': 409,
      'match-side-unknown': 404,
      'match-side-taken': 409,
      'match-unknown': 404,
      'budget-unknown': 404,
      'budget-waiting': 409,
      'movements-waiting': 409,
    },
  },
  policy: { name: '待遇核定', titles: benefitRefusals, statuses: {} },
  claims: {
    name: '零星报销',
    titles: claimRefusals,
    statuses: {
      'department-unknown': 404,
      'claim-unknown': 404,
      'id-used': 409,
      'state-unfit': 409,
      'invoice-claimed-already': 409,
      'amounts-changed': 409,
    },
  },
  'manual-claim': { name: '手工报销', titles: manualClaimRefusals, statuses: { 'settled-already': 409 } },
  assistance: {
    name: '医疗救助和预警',
    titles: assistanceRefusals,
    statuses: {
      'department-unknown': 404,
      'record-unknown': 404,
      'id-used': 409,
      'state-unfit': 409,
      'application-standing': 409,
    },
  },
  rerun: {
    name: '追溯重算',
    titles: rerunRefusals,
    statuses: {
      'department-unknown': 404,
      'run-unknown': 404,
      'id-used': 409,
      'state-unfit': 409,
      'changed-since': 409,
    },
  },
} as const satisfies Record<
  string,
  {
    readonly name: string;
    readonly titles: Readonly<Record<string, string>>;
    readonly statuses: Readonly<Record<string, number>>;
  }
>;

export type DutyList = keyof typeof dutyLists;

/** A duty's refusal inside a request, turned into its answer by the error handler only. Made by `refused`. */
export class DutyRefusal extends Error {
  readonly problem: Problem;
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.detail);
    this.name = 'DutyRefusal';
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** What to throw where a duty has answered with a refusal of the list. */
export function refused<List extends DutyList>(
  list: List,
  refusal: { readonly id: keyof (typeof dutyLists)[List]['titles'] & string; readonly message: string },
  options: { readonly retryAfter?: number } = {},
): DutyRefusal {
  const problem = {
    type: `/api/docs/refusals/${list}#${refusal.id}`,
    title: titleOf(list, refusal.id),
    status: statusOf(list, refusal.id),
    detail: refusal.message,
  };
  return new DutyRefusal(problem, options.retryAfter);
}

function titleOf(list: DutyList, id: string): string {
  const titles: Readonly<Record<string, string>> = dutyLists[list].titles;
  const title = titles[id];
  if (title === undefined) throw new Error(`${list} has no refusal ${id}`);
  return title;
}

export function statusOf(list: DutyList, id: string): number {
  const statuses: Readonly<Record<string, number>> = dutyLists[list].statuses;
  return statuses[id] ?? 422;
}
