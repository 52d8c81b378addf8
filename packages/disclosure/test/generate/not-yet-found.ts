/**
 * Kinds of planted defects that the auditor does not yet answer with exactly the finding owed. The list is printed by every
 * test run and may only shrink: a kind that is found must leave it, a kind that is not found may not be missing from it.
 */
export const notYetFound: readonly string[] = [];
