import { join } from 'node:path';
import { load } from './load.mjs';
import { settingsReference } from './settings.mjs';
import { topicReference } from './topics.mjs';

const folder = join(import.meta.dirname, '../../docs');

/** The generated documents: file and text. */
export async function documents() {
  const schemas = await load();
  return [
    { name: 'topics.md', text: topicReference(schemas) },
    { name: 'settings.md', text: settingsReference(schemas) },
  ].map((document) => ({ ...document, file: join(folder, document.name) }));
}
