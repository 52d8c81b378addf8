/** A part of a publication's page, under its heading. */
import { type ReactNode } from 'react';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="publication-section" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
