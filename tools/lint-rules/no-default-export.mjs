/** A name that the importer cannot change: searches find every use. */
export const noDefaultExport = {
  meta: {
    type: 'problem',
    messages: { default: 'Export by name; default exports are for tools’ configuration files.' },
    schema: [],
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'default' });
    return {
      ExportDefaultDeclaration: report,
      'ExportSpecifier[exported.name="default"]': report,
    };
  },
};
