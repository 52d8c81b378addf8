/**
 * How a province arranges the document: parts, sections and their headings, and which sentences stand in each. All of it is data
 * (`data/narrative/*.json`); a file says what it changes of the one it extends, so that a new province is a new file.
 */
import hunan2021 from '../data/narrative/hunan-2021.json' with { type: 'json' };
import hunan2024 from '../data/narrative/hunan-2024.json' with { type: 'json' };
import national from '../data/narrative/national.json' with { type: 'json' };
import shaanxi2023 from '../data/narrative/shaanxi-2023.json' with { type: 'json' };
import shanxi2024 from '../data/narrative/shanxi-2024.json' with { type: 'json' };
import { type EachOf, eachNames } from './each.ts';
import { sentences } from './sentences.ts';

/** A sentence by its id, or with what it is about and words for its variables. */
export type Use =
  | string
  | {
      readonly sentence: string;
      readonly of?: string;
      readonly if?: string;
      readonly words?: Readonly<Record<string, string>>;
    };

/** A paragraph of sentences; one for each of a list where `each` says so. */
export interface ParagraphPlan {
  readonly sentences: readonly Use[];
  readonly each?: EachOf;
  readonly if?: string;
  /** Printed in front: '{n}、', '（{c}）' (c in Chinese). Counted within the section. */
  readonly number?: string;
}

/** Paragraphs said one after the other for each of a list. */
export interface GroupPlan {
  readonly each: EachOf;
  readonly group: readonly ParagraphPlan[];
}

/**
 * Paragraphs that others write, `numbered`: each with （一）… or 1. in front; or an evaluation that must be there, which prints nothing
 * but the gap where it is not.
 */
export interface GivenPlan {
  readonly given:
    | 'duties'
    | 'contact'
    | 'other-matters'
    | 'evaluating'
    | 'evaluation-of-whole'
    | 'evaluation-of-projects';
  readonly numbered?: 'chinese' | 'arabic';
  readonly if?: string;
}

export interface SectionPlan {
  readonly title: string;
  readonly body: readonly (ParagraphPlan | GroupPlan | GivenPlan | SectionPlan)[];
  readonly if?: string;
  /** Left out, heading and number, where nothing is said in it. */
  readonly optional?: boolean;
}

export interface PartPlan {
  readonly part: 'overview' | 'tables' | 'narrative' | 'glossary' | 'annex';
  readonly title: string;
  readonly sections?: readonly string[];
}

export interface NarrativeTemplate {
  readonly id: string;
  readonly extends?: string;
  readonly parts: readonly PartPlan[];
  readonly sections: Readonly<Record<string, SectionPlan>>;
}

const files = [
  national,
  hunan2021,
  hunan2024,
  shaanxi2023,
  shanxi2024,
] as readonly unknown[] as readonly (Partial<NarrativeTemplate> & {
  readonly id: string;
})[];

/** The template of this name, or null. `more` are files beside our own. */
export function narrativeTemplate(
  id: string,
  more: readonly (Partial<NarrativeTemplate> & { readonly id: string })[] = [],
): NarrativeTemplate | null {
  const all = [...files, ...more];
  const file = all.find((one) => one.id === id);
  if (file === undefined) return null;
  const base = file.extends === undefined ? null : narrativeTemplate(file.extends, more);
  if (file.extends !== undefined && base === null)
    throw new Error(`${id} extends ${file.extends}, which does not exist`);
  const parts = file.parts ?? base?.parts;
  if (parts === undefined) throw new Error(`${id} has no parts`);
  return { ...file, parts, sections: { ...base?.sections, ...file.sections } };
}

/** The provinces' templates; the national form is not one of them. */
export const narrativeTemplateIds: readonly string[] = files.map(({ id }) => id).filter((id) => id !== national.id);

/** What is wrong with a template, in sentences; none if it can be written. For whoever writes a new file. */
export function narrativeTemplateProblems(template: NarrativeTemplate): readonly string[] {
  const problems: string[] = [];
  const look = (plan: ParagraphPlan | GroupPlan | GivenPlan | SectionPlan, where: string): void => {
    if ('body' in plan) {
      for (const inside of plan.body) look(inside, `${where}/${plan.title}`);
    } else if ('group' in plan) {
      if (!eachNames.includes(plan.each)) problems.push(`${where} 的 each 没有“${plan.each}”`);
      for (const inside of plan.group) look(inside, where);
    } else if ('sentences' in plan) {
      for (const use of plan.sentences) {
        const id = typeof use === 'string' ? use : use.sentence;
        if (!sentences.has(id)) problems.push(`${where} 没有“${id}”这一句`);
      }
      if (plan.each !== undefined && !eachNames.includes(plan.each))
        problems.push(`${where} 的 each 没有“${plan.each}”`);
    }
  };
  for (const { part, sections = [] } of template.parts) {
    for (const id of sections) {
      const section = template.sections[id];
      if (section === undefined) problems.push(`${part} 列了 ${id}，sections 里没有`);
      else look(section, id);
    }
  }
  return problems;
}
