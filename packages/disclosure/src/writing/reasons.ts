/**
 * Reasons. Why a figure changed is known to the person responsible and to nobody else: it is asked for where the change passes the
 * threshold, and never made up. Two changes of the same figures are one change and are asked about once.
 */
import { type Fen } from '@mingzhang/kernel';
import data from '../data/reason-threshold.json' with { type: 'json' };
import { type Comparator, type Scope } from '../model.ts';
import { type FigureOrigin } from './written.ts';

/** From which size on a change needs a reason. */
export interface ReasonThreshold {
  /** In hundredths of a per cent of what it is compared with. */
  readonly basisPoints: number;
}

/**
 * The threshold that is used where nobody has set another: every change that is printed. A draft: the notice asks for the reasons of
 * increases and decreases and names no size from which on.
 */
export const draftThreshold: ReasonThreshold = { basisPoints: data.basisPoints };

/** A change whose reason is needed. */
export interface ReasonAsked {
  /** Under which the reason is to be given. */
  readonly key: string;
  /** '收、支总计', '行政运行' … */
  readonly name: string;
  /** Title of the section that tells it. */
  readonly section: string;
  readonly against: Comparator;
  readonly direction: 1 | -1;
  /** This year's figure, in fen, and the one it is compared with. */
  readonly now: Fen;
  readonly base: Fen;
  readonly origins: { readonly now: FigureOrigin; readonly base: FigureOrigin };
  /** Other keys of the same two figures: this reason stands there too, unless they are given their own. */
  readonly also: readonly string[];
}

/** 'prior both-totals all', 'start-budget code:2101501 general'. */
export function reasonKey(against: Comparator, measure: string, scope: Scope): string {
  return `${against} ${measure} ${scope}`;
}

/** True if a change of this size needs a reason. */
export function passes({ basisPoints }: ReasonThreshold, change: Fen, base: Fen): boolean {
  return base === 0 || BigInt(Math.abs(change)) * 10_000n >= BigInt(Math.abs(base)) * BigInt(basisPoints);
}

/** A reason within a sentence: its own full stops become semicolons, what stands at its end is the sentence's. */
export function withinSentence(reason: string): string {
  return reason
    .trim()
    .replace(/[。；，、\s]+$/u, '')
    .replace(/\s*[。\n]+\s*/g, '；');
}

/** Keeps what has been asked while a narrative is written, and finds the reason that was given. */
export class ReasonBook {
  private readonly given: Readonly<Record<string, string>>;
  private readonly list: { asked: Omit<ReasonAsked, 'also'>; also: string[] }[] = [];

  constructor(given: Readonly<Record<string, string>>) {
    this.given = given;
  }

  /** The reason of a change, or null while nobody has given one. */
  reasonOf(asked: Omit<ReasonAsked, 'also'>): string | null {
    const same = this.list.find(
      (one) => one.asked.against === asked.against && one.asked.now === asked.now && one.asked.base === asked.base,
    );
    if (same === undefined) this.list.push({ asked, also: [] });
    else if (same.asked.key !== asked.key) same.also.push(asked.key);
    return this.given[asked.key] ?? (same === undefined ? null : (this.given[same.asked.key] ?? null));
  }

  asked(): readonly ReasonAsked[] {
    return this.list.map(({ asked, also }) => ({ ...asked, also }));
  }
}
