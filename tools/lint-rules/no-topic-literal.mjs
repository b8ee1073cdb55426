/** How our topics and the device topics of the predecessors begin. */
const topic = /^(\$share\/[^/]+\/)?(kw\/v\d|batteries\/|battery\/(charge|discharge)$)/;

/** A topic is born in contracts; anywhere else it is a contract's `topic()`, `filter` or `pattern`. */
export const noTopicLiteral = {
  meta: {
    type: 'problem',
    messages: { topic: '"{{text}}" looks like a topic: take it from a contract of @kilowatch/contracts.' },
    schema: [],
  },
  create(context) {
    const check = (node, text) => {
      if (topic.test(text)) context.report({ node, messageId: 'topic', data: { text } });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateLiteral: (node) => check(node, node.quasis[0].value.cooked ?? ''),
    };
  },
};
