/** Layouts of the statements, and which one an address asks for. */
export const templateNames: Readonly<Record<string, string>> = {
  'hunan-2024': '湖南 2024',
  'hunan-2021': '湖南 2021',
  'shaanxi-2023': '陕西 2023',
  'shanxi-2024': '山西 2024',
};

export function templateAsked(search: URLSearchParams): string {
  const asked = search.get('template') ?? '';
  return asked in templateNames ? asked : 'hunan-2024';
}
