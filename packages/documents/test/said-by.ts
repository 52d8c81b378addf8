/** What two files say alike. */
import { type Disclosure } from '@mingzhang/disclosure';

/** What a document says, without where it says it. */
export function saidBy(document: Disclosure | null): Readonly<Record<string, unknown>> {
  const placeless = new Set('line endLine spans place unitPlace offset left blocks characters sheet page'.split(' '));
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : placeless.has(key) ? undefined : value,
    ),
  );
}
