import { fieldTable, table } from './fields.mjs';

const json = (value) => `\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;

/** `docs/topics.md`: every message, request and socket event, from the contracts. */
export function topicReference({
  z,
  messages,
  allTraffic,
  requests,
  serverEvents,
  clientEvents,
  socketNamespace,
  faults,
  examples,
}) {
  const schemaOf = (schema) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const message = (contract) => [
    `### \`${contract.pattern}\``,
    `QoS ${contract.qos}, ${contract.retain ? 'retained' : 'not retained'}, ${contract.encoding === 'text' ? 'bare text' : 'JSON'}.`,
    fieldTable(schemaOf(contract.schema)),
    contract.encoding === 'text'
      ? `Example: \`${examples[contract.pattern].valid}\``
      : json(examples[contract.pattern].valid),
  ];
  const request = (contract) => [
    `### \`${contract.pattern}\``,
    `Answered by ${contract.responder} within ${contract.deadlineMs} ms.`,
    'Question:',
    fieldTable(schemaOf(contract.schema)),
    json(examples[contract.pattern].valid),
    'Answer:',
    fieldTable(schemaOf(contract.reply)),
    json(examples[`${contract.pattern} reply`].valid),
  ];
  const fromServer = ([event, schema]) => [
    `### \`${event}\` (from the server)`,
    fieldTable(schemaOf(schema)),
    json(examples[`socket ${event}`].valid),
  ];
  const fromClient = ([event, { payload, ack }]) => [
    `### \`${event}\` (from the client)`,
    fieldTable(schemaOf(payload)),
    json(examples[`socket ${event} payload`].valid),
    'Acknowledged with:',
    fieldTable(schemaOf(ack)),
  ];
  return `${[
    '# Topics, requests, socket events',
    'Made from `libs/contracts` by `npx nx run tools:docs`; a test fails when it is out of date. HTTP is described by the running product, at `/docs`.',
    'Placeholders fill one topic level and are percent-encoded there (`gas%3Ahandheld%201`). Times that end in `Ms` are UTC epoch milliseconds. Positive power and current mean discharge.',
    '## Messages',
    ...messages.flatMap(message),
    '## What devices say in words of their own',
    'Bytes, read by the dialect that the topic belongs to: [connect your device](connect.md). What nobody speaks is counted and let go of. Each row is a session of ingest with the broker; `MQTT_TOPICS` and its like name other topics ([settings](settings.md)).',
    table(
      ['session', 'topics'],
      allTraffic.map(({ session, filters }) => [
        `\`${session}\``,
        filters.map((filter) => `\`${filter}\``).join(', '),
      ]),
    ),
    '## Requests between services',
    'The question travels in an envelope `{ replyTo, correlation, deadlineAtMs, body }`, the answer to `replyTo` as `{ correlation, ok, body }` or `{ correlation, ok: false, fault }`.',
    ...requests.flatMap(request),
    `## Socket.IO events, namespace \`${socketNamespace}\``,
    ...Object.entries(serverEvents).flatMap(fromServer),
    ...Object.entries(clientEvents).flatMap(fromClient),
    '## Fault codes',
    'The one error body is `{ "error": "what was wrong", "code": "…" }`. Routes of the predecessors answer every 5xx as 500.',
    table(
      ['code', 'HTTP status', 'trying again can help'],
      Object.entries(faults).map(([code, { status, retry }]) => [
        `\`${code}\``,
        String(status),
        retry ? 'yes' : 'no',
      ]),
    ),
  ].join('\n\n')}\n`;
}
