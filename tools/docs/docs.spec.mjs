import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { documents } from './documents.mjs';

describe('the generated documents', () => {
  it('are up to date (npx nx run tools:docs)', async () => {
    for (const { name, file, text } of await documents()) {
      expect({ name, text: readFileSync(file, 'utf8') }).toEqual({ name, text });
    }
  });
});
