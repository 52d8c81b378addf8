/**
 * What an auditor makes of a planted defect: the findings it has more than on the consistent document, and whether they are
 * exactly the one that is owed. The auditor is passed in, so that this knows nothing of any.
 */
import { type Finding } from '@mingzhang/kernel';
import { type Defect, plant } from './defects.ts';
import { type Generated, generate } from './document.ts';
import { render } from './render.ts';
import { type Encoding, templates } from './templates.ts';

export type Audit = (text: string) => readonly Finding[];

export interface Trial {
  readonly defect: string;
  readonly seed: number;
  readonly template: string;
  readonly encoding: Encoding;
  readonly what: string;
  /** 'found' exactly as owed; 'missed' nothing new; 'other' a wrong finding; 'more' the owed one and others beside it. */
  readonly outcome: 'found' | 'missed' | 'other' | 'more';
  readonly lines: readonly number[];
  readonly fresh: readonly Finding[];
}

/** A paper and the ids of what the auditor finds in it as it is; computed once for each seed and template. */
export interface Bench {
  readonly audit: Audit;
  readonly encoding: Encoding;
  readonly known: Map<string, { readonly generated: Generated; readonly ids: ReadonlySet<string> }>;
}

export function bench(audit: Audit, encoding: Encoding): Bench {
  return { audit, encoding, known: new Map() };
}

function consistent(
  on: Bench,
  seed: number,
  at: number,
): { readonly generated: Generated; readonly ids: ReadonlySet<string> } {
  const template = templates[at % templates.length];
  if (template === undefined) throw new Error('no templates');
  const key = `${template.name} ${seed}`;
  const known = on.known.get(key);
  if (known !== undefined) return known;
  const generated = generate(seed, template);
  const ids = new Set(on.audit(render(generated.paper, on.encoding).text).map((finding) => finding.id));
  const made = { generated, ids };
  on.known.set(key, made);
  return made;
}

/** Plants a defect in the first `count` documents that have a place for it, going round the templates. */
export function tryDefect(on: Bench, defect: Defect, count: number): readonly Trial[] {
  const trials: Trial[] = [];
  for (let seed = 1; seed <= 12 && trials.length < count; seed += 1) {
    for (let at = 0; at < templates.length && trials.length < count; at += 1) {
      const { generated, ids } = consistent(on, seed, at + seed);
      const planted = plant(generated, defect);
      if (planted === null) continue;
      const rendered = render(planted.paper, on.encoding);
      const fresh = on
        .audit(rendered.text)
        .filter((finding) => !ids.has(finding.id) && finding.severity !== 'rounding');
      const ranges = planted.at.map((id) => rendered.places.get(id)).filter((range) => range !== undefined);
      const owed = fresh.filter(
        (finding) =>
          defect.families.includes(finding.family) &&
          defect.severities.includes(finding.severity) &&
          [finding.place, ...finding.also.map((related) => related.place)].some((place) =>
            ranges.some((range) => place.line <= range.endLine && (place.endLine ?? place.line) >= range.line),
          ),
      );
      const alone = owed.length === fresh.length && (owed.length === 1 || defect.several === true);
      trials.push({
        defect: defect.name,
        seed,
        template: generated.template.name,
        encoding: on.encoding,
        what: planted.what,
        outcome: fresh.length === 0 ? 'missed' : owed.length === 0 ? 'other' : alone ? 'found' : 'more',
        lines: ranges.map((range) => range.line),
        fresh,
      });
    }
  }
  return trials;
}

/** One trial for people. */
export function describeTrial(trial: Trial): string {
  const head = `${trial.outcome} · seed ${trial.seed} ${trial.template} ${trial.encoding} · ${trial.what}`;
  const found = trial.fresh
    .slice(0, 4)
    .map(
      (finding) =>
        `    ${finding.severity} ${finding.check} [${finding.family}] line ${finding.place.line} (owed on ${trial.lines.join('/')}): ${finding.message}`,
    );
  return [head, ...found].join('\n');
}
