/**
 * Drafts of the province's assistance that the demonstration's people have confirmed, so that a person on the subsistence allowance
 * can be settled in a trial. The document says that it is invented: nobody may take the value for one that was checked.
 */
import { type DateText } from '@mingzhang/kernel';
import { confirmParameterValue, enterParameterValue } from '../parameters/index.ts';
import { type NewIdOn } from './ids.ts';
import { type Persons, type Trx } from './write.ts';

const document = '示范：虚构的会议纪要，不是真实文件，数值未经核对';

const confirmed = [
  { key: 'assistance/benefit/low-income/threshold', value: '0' },
  { key: 'assistance/benefit/low-income/ratio', value: '0.7' },
  { key: 'assistance/benefit/low-income/annual-cap', value: '50000' },
] as const;

/** Confirms them, and leaves one entered that waits for its confirmation. */
export async function writeConfirmations(
  trx: Trx,
  { maker, checker }: Persons,
  { today, at }: { readonly today: DateText; readonly at: Date },
  newId: NewIdOn,
): Promise<void> {
  const row = { area: 'hunan', from: '2022-01-01', document };
  const enter = async (key: string, value: string): Promise<string> => {
    const entered = await enterParameterValue(trx, { ...row, key, value, id: newId(today), by: maker, at });
    if ('refusal' in entered) throw new Error(`${key}: ${entered.refusal.message}`);
    return entered.id;
  };
  for (const { key, value } of confirmed) {
    const done = await confirmParameterValue(trx, { id: await enter(key, value), by: checker, at });
    if ('refusal' in done) throw new Error(`${key}: ${done.refusal.message}`);
  }
  await enter('assistance/benefit/monitored/ratio', '0.7');
}
