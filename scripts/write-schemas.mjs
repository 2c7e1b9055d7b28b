/** Writes docs/schema from the built package: `npm run build && node scripts/write-schemas.mjs`. */
import { writeFileSync } from 'node:fs';
import { jsonSchemas } from '../dist/program/json-schema.js';

for (const [name, text] of jsonSchemas()) {
  writeFileSync(new URL(`../docs/schema/${name}`, import.meta.url), text);
}
