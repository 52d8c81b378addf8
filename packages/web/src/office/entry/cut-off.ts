/** The end of the year that is shown, or today while it is still to come. */
export function cutOff(year: number): string {
  const now = new Date();
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  const end = `${year}-12-31`;
  return end < today ? end : today;
}
