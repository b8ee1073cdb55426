const isNest = (node) => node.source.value === '@nestjs/common' || node.source.value === '@nestjs/websockets';
const isException = (name) => /Exception$/.test(name);

/** A service throws `Fault` with a code; only the filter that renders faults knows Nest's exceptions. */
export const noHttpException = {
  meta: {
    type: 'problem',
    messages: { exception: 'Throw a Fault with a code from contracts instead of {{name}}.' },
    schema: [],
  },
  create: (context) => ({
    ImportDeclaration(node) {
      if (!isNest(node)) return;
      for (const specifier of node.specifiers) {
        const name = specifier.imported?.name ?? '';
        if (isException(name)) context.report({ node: specifier, messageId: 'exception', data: { name } });
      }
    },
  }),
};
