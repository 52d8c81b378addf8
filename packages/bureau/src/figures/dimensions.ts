/** What figures are broken down by: a closed list of values, or a pattern where the values are codes. */

const schemes = ['employee', 'resident'];
const functionalCode = /^\d{3}(?:\d{2}){0,2}$/;

export const dimensions: Readonly<Record<string, readonly string[] | RegExp>> = {
  scheme: schemes,
  status: ['in-service', 'retired', 'retired-cadre'],
  category: ['destitute', 'subsistence-allowance', 'monitored', 'low-income-edge', 'orphan', 'severe-disability'],
  level: ['central', 'province', 'city', 'county'],
  source: ['contribution', 'fiscal-subsidy', 'vaccine-subsidy', 'interest', 'transfer', 'other'],
  purpose: ['vaccine', 'inoculation'],
  visit: ['inpatient', 'outpatient', 'special-outpatient', 'pooled-outpatient'],
  payer: ['pooled-fund', 'serious-illness', 'assistance'],
  disease: ['hypertension', 'diabetes'],
  'institution-level': ['primary', 'secondary', 'tertiary'],
  reach: ['in-province', 'cross-province'],
  standpoint: ['insured-place', 'care-place'],
  entry: ['existing', 'new'],
  goods: ['drug', 'high-value', 'low-value'],
  programme: ['national', 'provincial'],
  batch: /^\d+$/,
  means: ['rectification', 'case', 'self-examination', 'intelligent-review'],
  department: ['market-supervision', 'health', 'public-security', 'procuratorate'],
  outlet: ['institution', 'township', 'village', 'bank'],
  matter: /^[a-z]+(?:-[a-z]+)*$/,
  channel: ['online', 'offline'],
  post: ['administrative', 'institution'],
  income: [
    'fiscal',
    'general',
    'government-fund',
    'state-capital',
    'superior',
    'business',
    'operating',
    'affiliated',
    'other',
  ],
  kind: ['basic', 'project', 'remitted', 'operating', 'subsidised'],
  item: functionalCode,
  economic: /^\d{3}(?:\d{2})?$/,
  group: ['personnel', 'running'],
  project: /^[a-z]+(?:-[a-z]+)*$/,
  part: ['abroad', 'vehicles', 'vehicle-purchase', 'vehicle-running', 'reception'],
  purchase: ['goods', 'works', 'services'],
  use: ['leader', 'confidential', 'emergency', 'enforcement', 'special', 'retired', 'other'],
  equipment: ['general', 'special'],
  tier: ['first', 'second'],
  grade: ['excellent', 'good', 'fair', 'poor'],
};

/** True if the dimension exists and the value is one of its. */
export function isCoordinate(dimension: string, value: string): boolean {
  const values = dimensions[dimension];
  if (values === undefined) return false;
  return values instanceof RegExp ? values.test(value) : values.includes(value);
}
