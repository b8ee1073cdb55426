const message = 'Configuration comes as a typed object: only service-kit reads the environment.';

/** `process.env` is read in one place, which validates it. */
export const noProcessEnv = {
  meta: { type: 'problem', messages: { env: message }, schema: [] },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'env' });
    return {
      'MemberExpression[object.name="process"][property.name="env"]': report,
      'MemberExpression[object.name="process"][property.value="env"]': report,
      'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]': report,
      'ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name="env"]': report,
    };
  },
};
