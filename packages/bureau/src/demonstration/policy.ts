/**
 * Drafts of 医疗救助, 职工大病, 居民普通门诊 and 高额费用预警 that the demonstration's people have confirmed, so that a person on the
 * subsistence allowance, an employee in hospital and a resident at the clinic can be settled, assistance can be applied for, and who
 * bears much is warned of. The document says that it is invented: nobody may take the value for one that was checked.
 */
import { type DateText } from '@mingzhang/kernel';
import { confirmParameterValue, enterParameterValue } from '../parameters/index.ts';
import { type NewIdOn } from './ids.ts';
import { type Persons, type Trx } from './write.ts';

const document = '示范：虚构的会议纪要，不是真实文件，数值未经核对';

const confirmed = [
  { area: 'hunan', key: 'assistance/benefit/low-income/threshold', from: '2022-01-01', value: '0' },
  { area: 'hunan', key: 'assistance/benefit/low-income/ratio', from: '2022-01-01', value: '0.7' },
  { area: 'hunan', key: 'assistance/benefit/low-income/annual-cap', from: '2022-01-01', value: '50000' },
  { area: 'hunan', key: 'assistance/benefit/illness-poverty/threshold-of-income', from: '2022-01-01', value: '0.25' },
  { area: 'hunan', key: 'assistance/benefit/illness-poverty/ratio', from: '2022-01-01', value: '0.6' },
  { area: 'hunan', key: 'assistance/benefit/illness-poverty/annual-cap', from: '2022-01-01', value: '50000' },
  { area: 'hunan', key: 'assistance/benefit/low-income-margin/threshold-of-income', from: '2022-01-01', value: '0.1' },
  { area: 'hunan', key: 'assistance/benefit/low-income-margin/ratio', from: '2022-01-01', value: '0.6' },
  { area: 'hunan', key: 'assistance/benefit/low-income-margin/annual-cap', from: '2022-01-01', value: '50000' },
  { area: 'hunan', key: 'assistance/benefit/income-per-capita', from: '2025-01-01', value: '36500' },
  { area: 'hunan', key: 'assistance/benefit/income-per-capita', from: '2026-01-01', value: '38000' },
  { area: 'hunan', key: 'assistance/benefit/income-per-capita', from: '2027-01-01', value: '39600' },
  { area: 'national', key: 'assistance/warning/line/vulnerable', from: '2021-01-01', value: '3000' },
  { area: 'national', key: 'assistance/warning/line/ordinary', from: '2021-01-01', value: '10000' },
  { area: 'hunan', key: 'employee/large-amount/threshold', from: '2023-01-01', value: '16000' },
  { area: 'hunan', key: 'employee/large-amount/bands/band-1/ratio', from: '2023-01-01', value: '0.9' },
  { area: 'hunan', key: 'employee/large-amount/annual-cap', from: '2023-01-01', value: '500000' },
  { area: 'hunan', key: 'resident/outpatient/deductible/primary', from: '2024-01-01', value: '0' },
  { area: 'hunan', key: 'resident/outpatient/ratio/primary', from: '2024-01-01', value: '0.7' },
  { area: 'hunan/yongzhou', key: 'resident/outpatient/annual-cap', from: '2024-01-01', value: '400' },
] as const;

const waiting = { area: 'hunan', key: 'assistance/benefit/monitored/ratio', from: '2022-01-01', value: '0.7' } as const;

/** Confirms them, and leaves one entered that waits for its confirmation. */
export async function writeConfirmations(
  trx: Trx,
  { maker, checker }: Persons,
  { today, at }: { readonly today: DateText; readonly at: Date },
  newId: NewIdOn,
): Promise<void> {
  const enter = async (row: (typeof confirmed)[number] | typeof waiting): Promise<string> => {
    const entered = await enterParameterValue(trx, { ...row, document, id: newId(today), by: maker, at });
    if ('refusal' in entered) throw new Error(`${row.key}: ${entered.refusal.message}`);
    return entered.id;
  };
  for (const row of confirmed) {
    const done = await confirmParameterValue(trx, { id: await enter(row), by: checker, at });
    if ('refusal' in done) throw new Error(`${row.key}: ${done.refusal.message}`);
  }
  await enter(waiting);
}
