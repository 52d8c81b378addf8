/** Letters (通知书): texts as data, filled in from records. A place that is not filled in is our mistake, never a blank on paper. */
import file from './data/letters.json' with { type: 'json' };

export const letterTemplates = file.letters;
export type LetterId = keyof typeof letterTemplates;

export interface Letter {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export function letterOf(id: LetterId, facts: Readonly<Record<string, string>>): Letter {
  const { title, paragraphs } = letterTemplates[id];
  const filled = paragraphs.map((text) =>
    text.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
      const value = facts[name];
      if (value === undefined) throw new Error(`the letter ${id} has no ${name}`);
      return value;
    }),
  );
  return { title, paragraphs: filled };
}
