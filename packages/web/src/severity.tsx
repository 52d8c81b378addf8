/** A severity as a sign, a word and a colour together. */
import { type Severity, severityHelp, severityNames } from './words.ts';

const signs: Readonly<Record<Severity, string>> = { error: '✕', rounding: '≈', presentation: '¶' };

export function SeverityTag({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`sev sev-${severity}`} title={severityHelp[severity]}>
      <span aria-hidden>{signs[severity]}</span> {severityNames[severity]}
    </span>
  );
}

export function SeverityCount({ severity, count }: { readonly severity: Severity; readonly count: number }) {
  return (
    <span className={count === 0 ? 'sev sev-none' : `sev sev-${severity}`} title={severityHelp[severity]}>
      <span aria-hidden>{signs[severity]}</span> {severityNames[severity]} {count}
    </span>
  );
}
