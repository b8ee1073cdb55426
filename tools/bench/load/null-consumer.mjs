// A process that subscribes with QoS 1, parses every packet, does nothing with it and acknowledges: what the broker can do at best.
// In: one JSON argument. Out, by IPC: 'ready'; { endedAtNs } when all have come and are acknowledged.
import { once } from 'node:events';
import { connect } from 'node:net';
import { generate, parser as createParser } from 'mqtt-packet';

const { port, user, filter, count, isBatched } = JSON.parse(process.argv[2]);
const socket = connect({ port, host: '127.0.0.1', noDelay: true });
const parser = createParser({ protocolVersion: 4 });
const acknowledgement = (messageId) => Buffer.from([0x40, 0x02, messageId >> 8, messageId & 0xff]);
let received = 0;
let batch = [];

parser.on('packet', ({ cmd, messageId }) => {
  if (cmd === 'connack')
    socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: filter, qos: 1 }] }));
  if (cmd === 'suback') process.send('ready');
  if (cmd !== 'publish') return;
  received += 1;
  if (isBatched) batch.push(acknowledgement(messageId));
  else socket.write(acknowledgement(messageId));
});
socket.on('data', (piece) => {
  parser.parse(piece);
  if (batch.length > 0) socket.write(Buffer.concat(batch));
  batch = [];
  if (received < count) return;
  process.send({ endedAtNs: String(process.hrtime.bigint()) });
  socket.end(generate({ cmd: 'disconnect' }), () => process.disconnect());
});
await once(socket, 'connect');
socket.write(
  generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    clientId: `null-${process.pid}`,
    keepalive: 600,
    ...user,
  }),
);
