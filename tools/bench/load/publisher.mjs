// A process that publishes numbered readings over MQTT, QoS 1, over a socket of its own: no client library limits it.
// In: one JSON argument. Out, by IPC: 'ready'; after 'go' { startedAtNs, startedAtMs }, and { acknowledged, endedAtNs } at the end.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { generate } from 'mqtt-packet';

const { port, user, topics, count, firstAtMs, everyMs, perSecond, window } = JSON.parse(process.argv[2]);
const mostPerWrite = 64;
const publicationBytes = 4; // PUBACK: nothing else comes

const payloadOf = (i) =>
  `{"value":${(20 + (i % 500) / 100).toFixed(2)},"unit":"°C","timestamp":"${new Date(firstAtMs + Math.floor(i * everyMs)).toISOString()}","location":"cellar","metadata":{"n":${i}}}`;

const packetOf = (i) =>
  generate({
    ...{ cmd: 'publish', qos: 1, retain: false, dup: false, messageId: (i % 65_535) + 1 },
    ...{ topic: topics[i % topics.length], payload: payloadOf(i) },
  });

const socket = connect({ port, host: '127.0.0.1', noDelay: true });
await once(socket, 'connect');
socket.write(
  generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: `load-${process.pid}`,
    keepalive: 600,
    ...user,
  }),
);
const [accepted] = await once(socket, 'data');
if (accepted[3] !== 0) throw new Error(`the broker refused the connection: ${accepted[3]}`);

let acknowledgedBytes = 0;
let wake = () => undefined;
socket.on('data', (piece) => {
  acknowledgedBytes += piece.length;
  wake();
});
const acknowledged = () => Math.floor(acknowledgedBytes / publicationBytes);
const moreAcknowledged = () => new Promise((resolve) => (wake = resolve));

// Made beforehand, as far as memory allows: making them is no part of what is measured.
const prepared = Array.from({ length: Math.min(count, 200_000) }, (_, i) => packetOf(i));
process.send('ready');
await once(process, 'message');
const startedAtNs = process.hrtime.bigint();
process.send({ startedAtNs: String(startedAtNs), startedAtMs: Date.now() });
const elapsedMs = () => Number(process.hrtime.bigint() - startedAtNs) / 1e6;

for (let sent = 0; sent < count;) {
  const due = perSecond ? Math.min(count, Math.floor((elapsedMs() / 1_000) * perSecond)) : count;
  const room = Math.min(due - sent, window - (sent - acknowledged()), mostPerWrite);
  if (room > 0) {
    const packets = Array.from({ length: room }, (_, i) => prepared[sent + i] ?? packetOf(sent + i));
    sent += room;
    if (!socket.write(Buffer.concat(packets))) await once(socket, 'drain');
  } else if (due > sent) await moreAcknowledged();
  else await wait(1);
}
while (acknowledged() < count) await moreAcknowledged();
process.send({ acknowledged: acknowledged(), endedAtNs: String(process.hrtime.bigint()) });
socket.end(generate({ cmd: 'disconnect' }));
process.disconnect();
