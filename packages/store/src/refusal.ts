/**
 * What the store refuses, as a closed list. The shell turns a refusal into an exit code or an HTTP answer; its message is
 * a Chinese sentence for whoever runs the machine: what happened and what to do next.
 */
export type StoreRefusalReason =
  | 'postgres-not-bundled'
  | 'postgres-not-reachable'
  | 'socket-directory-not-ours'
  | 'migration-changed'
  | 'migration-unknown'
  | 'outside-server'
  | 'nothing-to-back-up'
  | 'backup-target-not-empty'
  | 'backup-damaged'
  | 'restore-target-not-empty';

export class StoreRefusal extends Error {
  readonly reason: StoreRefusalReason;

  constructor(reason: StoreRefusalReason, message: string) {
    super(message);
    this.name = 'StoreRefusal';
    this.reason = reason;
  }
}
