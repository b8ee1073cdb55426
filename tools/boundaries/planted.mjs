import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import configuration from '../../eslint.config.mjs';

const root = join(import.meta.dirname, '../..');
const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: configuration });

/** Lints a text as if it were that (existing) file's; nothing is written. Answers the messages. */
export async function lintAs(file, text) {
  if (!existsSync(join(root, file))) throw new Error(`${file} does not exist: plant in an existing file`);
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return result.messages;
}

const filesOf = (folder) => readdirSync(join(root, folder, 'src'), { recursive: true });
const isSpec = (file) => file.endsWith('.spec.ts');

/** A source file of a project to plant in. */
export function sourceOf(folder) {
  const files = filesOf(folder);
  const found = files.includes('index.ts')
    ? 'index.ts'
    : files.find((file) => /[^d]\.tsx?$/.test(file) && !file.includes('.spec.'));
  return `${folder}/src/${found}`;
}

/** The first spec of a project. */
export const specOf = (folder) => `${folder}/src/${filesOf(folder).find(isSpec)}`;
