/** A refusal's name; its message must speak to a person: no identifier of ours, and how it ends. */
export function refusedPlainly(
  outcome: { readonly refusal: { readonly id: string; readonly message: string } } | null,
): string | null {
  if (outcome === null) return null;
  const { id: name, message } = outcome.refusal;
  if (/(?<![a-z0-9“])[a-z]{2,}(?:[-:][a-z]+)+/.test(message) || !/[。！？]$/.test(message))
    throw new Error(`not said to a person: ${message}`);
  return name;
}
