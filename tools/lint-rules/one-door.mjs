import { names, onImport } from './on-import.mjs';

/** One technology, one door: a package of the `doors` table is imported from its own folder only. */
export const oneDoor = {
  meta: {
    type: 'problem',
    messages: { door: '"{{module}}" is imported in {{folder}} only: use that library, not the package.' },
    schema: [{ type: 'object', additionalProperties: { type: 'string' } }],
  },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const [doors] = context.options;
    return onImport((module, node) => {
      const door = Object.entries(doors).find(([entry]) => names(entry, module));
      if (!door || file.includes(`/${door[1]}/`)) return;
      context.report({ node, messageId: 'door', data: { module, folder: door[1] } });
    });
  },
};
