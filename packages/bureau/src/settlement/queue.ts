/**
 * Where many desks and hospitals settle at the same moment: what waits is settled together, one transaction for several persons, so
 * that one answer costs a share of what a transaction costs. Nobody waits for company: a lane that is free takes what is there.
 *
 *     const queue = new SettlementQueue(db, charts);
 *     const outcome = await queue.settle(command);      // as `settleVisit` answers; it is on disk
 */
import { type Database } from '@mingzhang/store';
import { type Kysely } from 'kysely';
import { type Charts } from '../books/index.ts';
import { parametersOf } from '../parameters/index.ts';
import { idProblem } from './decide.ts';
import { type SettleCommand, type Settled, settleVisit, settleVisits } from './records.ts';
import { type DeskRefused } from './refusals.ts';

type Outcome = Settled | DeskRefused;

interface Waiting {
  readonly command: SettleCommand;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** While one transaction waits for the disk, the other decides. */
const lanes = 2;
const togetherAtMost = 16;

export class SettlementQueue {
  readonly #db: Kysely<Database>;
  readonly #charts: Charts;
  readonly #waiting: Waiting[] = [];
  /** Persons who are being settled for: what comes for them meanwhile waits, and holds nobody else up. */
  readonly #held = new Set<string>();
  #running = 0;

  constructor(db: Kysely<Database>, charts: Charts) {
    this.#db = db;
    this.#charts = charts;
  }

  /** Settles a visit; it is on disk when this resolves. Rejects as the database does. */
  settle(command: SettleCommand): Promise<Outcome> {
    const form = idProblem(command.id);
    if (form !== null) return Promise.resolve(form);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      this.#start();
    });
  }

  #start(): void {
    while (this.#running < lanes) {
      const batch = this.#take();
      if (batch.length === 0) return;
      this.#running += 1;
      void this.#settle(batch).finally(() => {
        for (const { command } of batch) this.#held.delete(command.person);
        this.#running -= 1;
        this.#start();
      });
    }
  }

  /**
   * The first that wait, one for each person: a lane's share of all who are here and no more. Otherwise everybody would soon stand in one
   * batch, and while it is answered and they come again both lanes would be idle.
   */
  #take(): readonly Waiting[] {
    const share = Math.min(togetherAtMost, Math.ceil((this.#waiting.length + this.#held.size) / lanes));
    const batch: Waiting[] = [];
    for (let index = 0; index < this.#waiting.length && batch.length < share; ) {
      const one = this.#waiting[index];
      if (one === undefined || this.#held.has(one.command.person)) index += 1;
      else {
        this.#held.add(one.command.person);
        this.#waiting.splice(index, 1);
        batch.push(one);
      }
    }
    return batch;
  }

  async #settle(batch: readonly Waiting[]): Promise<void> {
    const outcomes = await this.#together(batch);
    for (const [index, { command, resolve, reject }] of batch.entries()) {
      const outcome = outcomes?.[index];
      if (outcome !== undefined) resolve(outcome);
      else await this.#alone(command).then(resolve, reject);
    }
  }

  /** Null where they were not settled together, for whatever reason: what fails for one must not fail for all. */
  async #together(batch: readonly Waiting[]): Promise<readonly Outcome[] | null> {
    const commands = batch.map(({ command }) => command);
    try {
      return await settleVisits(this.#db, this.#charts, commands);
    } catch {
      // Whether it was written or not, the ids are the same: sent again, what stands is found and what does not is settled.
      return null;
    }
  }

  async #alone(command: SettleCommand): Promise<Outcome> {
    return settleVisit(this.#db, this.#charts, await parametersOf(this.#db), command);
  }
}
