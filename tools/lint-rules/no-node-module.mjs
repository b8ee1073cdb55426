import { isBuiltin } from 'node:module';
import { onImport } from './on-import.mjs';

/** Pure and browser code has no files, sockets or processes. */
export const noNodeModule = {
  meta: {
    type: 'problem',
    messages: { node: 'This project is pure or runs in a browser: no Node module ("{{module}}").' },
    schema: [],
  },
  create: (context) =>
    onImport((module, node) => {
      if (isBuiltin(module)) context.report({ node, messageId: 'node', data: { module } });
    }),
};
