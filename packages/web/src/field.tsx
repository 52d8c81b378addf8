/** A labelled control of a form. */
import { type ReactNode, useId } from 'react';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what stands in it, or null. */
  readonly error?: string | null;
  /** Draws the control with the id that the label points to. */
  readonly children: (id: string) => ReactNode;
}

export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <div className="quiet">{hint}</div>}
      {error !== null && (
        <div className="field-error" role="alert">
          {error}
        </div>
      )}
    </div>
  );
}
