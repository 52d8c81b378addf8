/**
 * Writes the OpenAPI description from which the workbench's types are generated:
 *
 *     node packages/server/src/write-openapi.ts
 */
import { writeFileSync } from 'node:fs';
import { openapiText } from './openapi.ts';

writeFileSync(new URL('../../web/openapi.json', import.meta.url), await openapiText());
