import { onImport } from './on-import.mjs';

const timers = /^(setTimeout|setInterval)$/;
const message = 'A test does not sleep: await the event, or poll with `eventually`.';

/** A fixed delay is too long on a fast machine and too short on a slow one. */
export const noTimerInSpec = {
  meta: { type: 'problem', messages: { timer: message }, schema: [] },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'timer' });
    return {
      ...onImport((module, node) => {
        if (/^(node:)?timers(\/promises)?$/.test(module)) report(node);
      }),
      CallExpression(node) {
        const name = node.callee.name ?? node.callee.property?.name;
        if (name && timers.test(name)) report(node);
      },
    };
  },
};
