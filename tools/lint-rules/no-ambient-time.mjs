const message = 'Time and chance are parameters here: take `atMs` (or a seeded source) from the caller.';

/** Pure code knows no clock: no `Date.now()`, no argument-less `new Date()` or `Date()`, no `performance.now()`, no `Math.random()`. */
export const noAmbientTime = {
  meta: { type: 'problem', messages: { ambient: message }, schema: [] },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'ambient' });
    return {
      'MemberExpression[object.name="Date"][property.name="now"]': report,
      'MemberExpression[object.name="performance"][property.name="now"]': report,
      'MemberExpression[object.name="Math"][property.name="random"]': report,
      'NewExpression[callee.name="Date"][arguments.length=0]': report,
      'CallExpression[callee.name="Date"]': report,
    };
  },
};
