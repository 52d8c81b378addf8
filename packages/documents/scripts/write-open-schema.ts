/** Writes the published JSON Schema of the open form: node packages/documents/scripts/write-open-schema.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDocumentJsonSchema } from '../src/write/open-document.ts';

const file = join(import.meta.dirname, '../../../docs/reference/open-document.schema.json');
writeFileSync(file, `${JSON.stringify(openDocumentJsonSchema(), null, 2)}\n`);
