import { writeFileSync } from 'node:fs';
import { documents } from './documents.mjs';

for (const { file, text } of await documents()) writeFileSync(file, text);
