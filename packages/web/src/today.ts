/** The day in China by this machine's clock, for a form to begin with and for what is still offered; the server goes by its own. */
export function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
