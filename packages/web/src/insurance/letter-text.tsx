/** A letter as it is printed. */
import { type Schemas } from '../words.ts';

export function LetterText({ letter: { title, paragraphs } }: { readonly letter: Schemas['AssistanceLetter'] }) {
  return (
    <section className="panel" aria-label={title}>
      <h3>{title}</h3>
      {paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </section>
  );
}
