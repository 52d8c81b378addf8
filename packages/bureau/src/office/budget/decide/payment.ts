/**
 * Money going out: set aside for a payment order (支付申请) under way, then paid by a treasury payment (国库集中支付凭证), and at last
 * tied to the voucher that books it. A payment that comes back is a payment below zero that names its original.
 */
import { type DateText, formatYuan, isDate, isUuid7, monthOf, sumFen } from '@mingzhang/kernel';
import { itemKey, type MoneyLevel, type Movement, type Project } from '../item.ts';
import { firstRefusal, type Refused, type Rule, refuse } from '../refusals.ts';
import { type BalanceFacts, balanceProblem, type DraftLine, findLine, lineRules } from './lines.ts';
import { type Amounts } from './position.ts';
import { idAdvice, isShortText, isText } from './text.ts';

export const paymentKindNames = { direct: '直接支付', authorised: '授权支付' } as const;

export type PaymentKind = keyof typeof paymentKindNames;

export interface PaymentLine extends DraftLine {
  readonly economyCode: string;
  /** Null where the export does not say. */
  readonly level: MoneyLevel | null;
}

export interface TreasuryPayment {
  readonly id: string;
  readonly year: number;
  /** 支付凭证号. */
  readonly number: string;
  readonly date: DateText;
  readonly kind: PaymentKind;
  readonly payee: string;
  /** 用途. */
  readonly text: string;
  /** Number of the payment order that it carries out. */
  readonly orderNumber: string | null;
  readonly refunds: string | null;
  readonly corrects: string | null;
  readonly lines: readonly PaymentLine[];
}

export interface RecordedPayment extends TreasuryPayment {
  /** True if another payment has replaced it. */
  readonly corrected: boolean;
  /** The voucher that books it. */
  readonly voucherId: string | null;
}

export interface Reservation {
  readonly id: string;
  readonly year: number;
  readonly orderNumber: string;
  readonly lines: readonly Omit<DraftLine, 'economyCode'>[];
}

export interface RecordedReservation extends Reservation {
  readonly ended: boolean;
}

export interface PaymentFacts {
  readonly unitKnown: boolean;
  readonly today: DateText;
  readonly projects: readonly Project[];
  /** Payments that the draft may meet: of its id, of its number this year, those that it names, and other refunds of that. */
  readonly recorded: readonly RecordedPayment[];
  /** What is set aside for the order that the payment carries out. */
  readonly reservations: readonly RecordedReservation[];
  readonly positions: ReadonlyMap<string, Amounts>;
}

export type PaymentDecision =
  /** `ends` are the reservations that the payment uses up. */
  { readonly outcome: 'accepted'; readonly ends: readonly string[] } | { readonly outcome: 'recorded' } | Refused;

const paymentRules: readonly Rule<PaymentFacts, TreasuryPayment>[] = [
  ['payment-unit-unknown', ({ unitKnown }) => (unitKnown ? null : '没有这个单位，支付没有登记。请从单位列表中选取。')],
  ['payment-id-malformed', (_, { id }) => (isUuid7(id) ? null : `编号“${id}”格式不对。${idAdvice}`)],
  [
    'payment-id-used',
    ({ recorded }, { id }) => {
      const before = recorded.find((payment) => payment.id === id);
      return before === undefined
        ? null
        : `编号${id}已用于支付凭证${before.number}，内容与这一次不同。登记过的支付不能改动，请用新编号另行登记。`;
    },
  ],
  [
    'payment-number-malformed',
    (_, { number }) => (isShortText(number, 60) ? null : '支付凭证号不能为空，不超过60字，首尾不留空白。'),
  ],
  [
    'payment-date-malformed',
    (_, { date }) => (isDate(date) ? null : `支付日期“${date}”不是存在的日期，应写作“2024-01-31”。`),
  ],
  [
    'payment-date-outside-year',
    (_, { date, year }) =>
      date.startsWith(`${year}-`) ? null : `支付日期${date}不在${year}年度之内。请核对日期或年度。`,
  ],
  [
    'payment-date-in-future',
    ({ today }, { date }) =>
      date <= today ? null : `支付日期${date}在今天（${today}）之后。支付以后才能登记，请核对日期。`,
  ],
  [
    'payment-payee-missing',
    (_, { payee }) => (isShortText(payee, 100) ? null : '收款人不能为空，不超过100字，首尾不留空白。'),
  ],
  [
    'payment-text-malformed',
    (_, { text }) => (isText(text, 200) ? null : '用途不超过200字，首尾不留空白，不含换行和控制字符。'),
  ],
  ['lines-missing', (_, { lines }) => (lines.length > 0 ? null : '支付没有明细行，没有可登记的金额。')],
  ...lineRules,
  [
    'amount-on-wrong-side',
    (_, { refunds, lines }) =>
      findLine(lines, ({ amount }) => {
        if (refunds === null ? amount > 0 : amount < 0) return null;
        return refunds === null
          ? `支付的金额应为正数，这里是${formatYuan(amount)}元。退回请注明退的是哪一笔支付。`
          : `退回的金额应为负数，这里是${formatYuan(amount)}元。`;
      }),
  ],
  [
    'payment-number-used',
    ({ recorded }, draft) => {
      const other = recorded.find(
        ({ id, year, number, corrected, refunds }) =>
          id !== draft.id &&
          id !== draft.corrects &&
          year === draft.year &&
          number === draft.number &&
          !corrected &&
          // A refund often carries the number of what it takes back.
          (refunds === null) === (draft.refunds === null),
      );
      return other === undefined
        ? null
        : `${draft.year}年已登记过支付凭证${draft.number}（${other.date}，${other.payee}，${formatYuan(totalOf(other))}元）。请核对是否重复。`;
    },
  ],
  [
    'refund-original-unknown',
    ({ recorded }, { refunds, year }) =>
      refunds === null ||
      recorded.some((one) => one.id === refunds && one.year === year && one.refunds === null && !one.corrected)
        ? null
        : '被退回的支付不在这个单位这一年度。请从该笔支付作退回；退以前年度的支付另按规定处理。',
  ],
  [
    'refund-before-payment',
    ({ recorded }, { refunds, date }) => {
      const original = recorded.find(({ id }) => id === refunds);
      return original === undefined || date >= original.date
        ? null
        : `退回日期${date}早于支付日期${original.date}。请核对日期。`;
    },
  ],
  [
    'refund-exceeds-payment',
    ({ recorded }, draft) => {
      const original = recorded.find(({ id }) => id === draft.refunds);
      if (original === undefined) return null;
      const earlier = recorded.filter(
        ({ id, refunds, corrected }) =>
          refunds === original.id && !corrected && id !== draft.id && id !== draft.corrects,
      );
      // By item: money that comes back to another item would be budget out of nothing.
      const left = Map.groupBy([original, ...earlier].flatMap(paidMovements), itemKey);
      const back = Map.groupBy(paidMovements(draft), itemKey);
      for (const [key, of] of back) {
        const still = sumFen((left.get(key) ?? []).map(({ amount }) => amount));
        const returned = -sumFen(of.map(({ amount }) => amount));
        if (returned <= still) continue;
        return `支付凭证${original.number}在科目${of[0]?.functionCode}上还可退回${formatYuan(still)}元，这次退回${formatYuan(returned)}元，多了。请核对金额、项目和科目。`;
      }
      return null;
    },
  ],
  [
    'payment-corrected-unknown',
    ({ recorded }, { corrects, year }) =>
      corrects === null || recorded.some((one) => one.id === corrects && one.year === year)
        ? null
        : '要更正的支付不在这个单位这一年度。',
  ],
  [
    'payment-corrected-already',
    ({ recorded }, { corrects }) => {
      const original = recorded.find(({ id }) => id === corrects);
      return original?.corrected === true
        ? `支付凭证${original.number}的这一登记已经更正过。请在更正后的登记上再作更正。`
        : null;
    },
  ],
];

/** Decides whether a payment can be recorded. It uses up what was set aside for its order. */
export function decidePayment(facts: PaymentFacts, draft: TreasuryPayment): PaymentDecision {
  const before = facts.recorded.find(({ id }) => id === draft.id);
  if (before !== undefined && paymentContent(before) === paymentContent(draft)) return { outcome: 'recorded' };
  const refused = paymentContentRefusal(facts, draft);
  if (refused !== null) return refused;
  const ends = draft.refunds === null ? facts.reservations.filter(({ ended }) => !ended) : [];
  const freed = ends.flatMap((reservation) => reservedMovements(reservation, -1));
  const original = facts.recorded.find(({ id }) => id === draft.corrects);
  const taken = original === undefined ? [] : paidMovements(original).map((one) => ({ ...one, amount: -one.amount }));
  const problem = balanceProblem(facts, [...freed, ...taken, ...paidMovements(draft)]);
  return problem === null ? { outcome: 'accepted', ends: ends.map(({ id }) => id) } : refuse(...problem);
}

/** What is wrong with a payment, whatever stands on its items. */
export function paymentContentRefusal(facts: PaymentFacts, draft: TreasuryPayment): Refused | null {
  return firstRefusal(paymentRules, facts, draft);
}

export interface ReservationFacts extends BalanceFacts {
  readonly unitKnown: boolean;
  /** The reservation of this id, if there is one. */
  readonly recorded: RecordedReservation | null;
}

const reservationRules: readonly Rule<ReservationFacts, Reservation>[] = [
  [
    'reservation-unit-unknown',
    ({ unitKnown }) => (unitKnown ? null : '没有这个单位，没有占用指标。请从单位列表中选取。'),
  ],
  ['reservation-id-malformed', (_, { id }) => (isUuid7(id) ? null : `编号“${id}”格式不对。${idAdvice}`)],
  [
    'reservation-id-used',
    ({ recorded }) =>
      recorded === null
        ? null
        : `编号${recorded.id}已用于支付申请${recorded.orderNumber}的占用，内容与这一次不同。请用新编号。`,
  ],
  [
    'reservation-order-missing',
    (_, { orderNumber }) => (isShortText(orderNumber, 60) ? null : '支付申请号不能为空，不超过60字。'),
  ],
  ['lines-missing', (_, { lines }) => (lines.length > 0 ? null : '没有要占用的金额。')],
  ...lineRules.map(
    ([id, rule]): Rule<ReservationFacts, Reservation> => [
      id,
      (facts, { year, lines }) => rule(facts, { year, lines: lines.map((line) => ({ ...line, economyCode: null })) }),
    ],
  ),
  [
    'amount-on-wrong-side',
    (_, { lines }) =>
      findLine(lines, ({ amount }) => (amount > 0 ? null : `占用的金额应为正数，这里是${formatYuan(amount)}元。`)),
  ],
];

/** Decides whether money can be set aside. */
export function decideReservation(
  facts: ReservationFacts,
  draft: Reservation,
): { readonly outcome: 'accepted' } | { readonly outcome: 'recorded' } | Refused {
  const { recorded } = facts;
  if (recorded !== null && reservationContent(recorded) === reservationContent(draft)) return { outcome: 'recorded' };
  const refused = firstRefusal(reservationRules, facts, draft);
  if (refused !== null) return refused;
  const problem = balanceProblem(facts, reservedMovements(draft, 1));
  return problem === null ? { outcome: 'accepted' } : refuse(...problem);
}

/** Decides whether money that was set aside can be let go. */
export function decideRelease(recorded: RecordedReservation | null): { readonly outcome: 'accepted' } | Refused {
  if (recorded === null) return refuse('reservation-unknown', '没有这笔占用，没有可释放的。请刷新后再看。');
  if (recorded.ended) {
    return refuse('reservation-ended', `支付申请${recorded.orderNumber}的占用已经结束（已支付或已释放），不必再释放。`);
  }
  return { outcome: 'accepted' };
}

/** Decides whether a payment can be tied to the voucher that books it. */
export function decideBooking(
  payment: RecordedPayment | null,
  voucherId: string,
): { readonly outcome: 'accepted' } | { readonly outcome: 'recorded' } | Refused {
  if (payment === null) return refuse('booking-payment-unknown', '没有这笔支付，不能入账。请刷新后再看。');
  if (payment.voucherId === voucherId) return { outcome: 'recorded' };
  if (payment.voucherId !== null) {
    return refuse('booking-repeated', `支付凭证${payment.number}已由另一张记账凭证入账，不能再入。请核对是否重复。`);
  }
  return { outcome: 'accepted' };
}

/** The amount of all lines. */
export function totalOf({ lines }: Pick<TreasuryPayment, 'lines'>): number {
  return sumFen(lines.map(({ amount }) => amount));
}

export function paidMovements({ date, lines }: Pick<TreasuryPayment, 'date' | 'lines'>): readonly Movement[] {
  return lines.map(({ project, functionCode, source, amount }) => ({
    project,
    functionCode,
    source,
    kind: 'paid',
    month: monthOf(date),
    amount,
  }));
}

function reservedMovements({ year, lines }: Reservation, sign: 1 | -1): readonly Movement[] {
  return lines.map(({ project, functionCode, source, amount }) => ({
    project,
    functionCode,
    source,
    kind: 'reserved',
    // What is set aside has no month: it stands until it is paid or let go.
    month: `${year}-12`,
    amount: sign * amount,
  }));
}

/** Everything a payment says, as one text: two payments are the same if these are. */
export function paymentContent(payment: TreasuryPayment): string {
  const { year, number, date, kind, payee, text, orderNumber, refunds, corrects, lines } = payment;
  const lineTexts = lines.map(({ project, functionCode, economyCode, source, level, amount }) =>
    [project, functionCode, economyCode, source, level, amount].join(' '),
  );
  return JSON.stringify([year, number, date, kind, payee, text, orderNumber, refunds, corrects, lineTexts]);
}

function reservationContent({ year, orderNumber, lines }: Reservation): string {
  return JSON.stringify([
    year,
    orderNumber,
    lines.map(({ project, functionCode, source, amount }) => [project, functionCode, source, amount]),
  ]);
}
