/** Every number that sign-in and sessions go by, in one place. */
export const accessRules = {
  /** A name is locked after so many failed sign-ins … */
  failuresUntilLock: 5,
  /** … for so long, and a failure is forgotten after the same time. */
  lockMinutes: 15,
  /** One address may fail so often, whatever the names, before it has to wait. */
  addressFailuresUntilWait: 30,
  addressWindowMinutes: 10,
  /** A session ends when nothing was asked for so long … */
  idleMinutes: 30,
  /** … and in any case after so long: a working day and a bit. */
  sessionHours: 12,
  /** How exactly the last use of a session is known; it is not written on every request. */
  seenSeconds: 60,
  passwordLengthMin: 10,
  passwordLengthMax: 200,
  /** From this length on a password needs no mixture of kinds of characters. */
  passwordLengthFree: 16,
  /** The reason for showing a whole identity number says something. */
  reasonLengthMin: 6,
  reasonLengthMax: 500,
} as const;
