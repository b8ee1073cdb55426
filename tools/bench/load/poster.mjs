// A process that posts readings of ESP32s over connections that are kept, one request at a time on each, with HTTP written by hand.
// In: one JSON argument. Out, by IPC: 'ready'; after 'go' { startedAtNs }, and { endedAtNs, statuses, milliseconds } at the end.
import { once } from 'node:events';
import { connect } from 'node:net';

const { port, path, count, connections } = JSON.parse(process.argv[2]);

const bodyOf = (i) =>
  `{"device_id":"ESP32_${i % 100}","voltage":${(3 + (i % 1000) / 1000).toFixed(3)},"current_ma":${100 + (i % 50)}.5,"power_mw":555.85,"temperature":25.${i % 10},"acs_current_a":0.155,"wifi_rssi":-45}`;

const requestOf = (i) => {
  const body = bodyOf(i);
  return `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

let sent = 0;
const statuses = {};
const milliseconds = [];

/** The end of the answer in the text, or -1 when it is not whole yet. */
function endOfAnswer(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return -1;
  const [, length = '0'] = /^content-length: (\d+)/im.exec(text.slice(0, head)) ?? [];
  const end = head + 4 + Number(length);
  return text.length < end ? -1 : end;
}

/** Posts until enough are on their way; rejects when the connection ends before. */
function post(socket) {
  const { promise, resolve, reject } = Promise.withResolvers();
  let text = '';
  let startedAt;
  const next = () => {
    if (sent === count) return resolve(socket.end());
    startedAt = performance.now();
    socket.write(requestOf(sent));
    sent += 1;
  };
  socket.on('data', (piece) => {
    text += piece.toString();
    const end = endOfAnswer(text);
    if (end === -1) return;
    milliseconds.push(performance.now() - startedAt);
    const status = text.slice(9, 12);
    statuses[status] = (statuses[status] ?? 0) + 1;
    text = text.slice(end);
    next();
  });
  socket.on('close', () => reject(new Error(`the connection ended after ${JSON.stringify(text)}`)));
  next();
  return promise;
}

const sockets = Array.from({ length: connections }, () =>
  connect({ port, host: '127.0.0.1', noDelay: true }),
);
await Promise.all(sockets.map((socket) => once(socket, 'connect')));
process.send('ready');
await once(process, 'message');
process.send({ startedAtNs: String(process.hrtime.bigint()) });
await Promise.all(sockets.map(post));
const outcome = { endedAtNs: String(process.hrtime.bigint()), statuses, milliseconds };
process.send(outcome, () => process.disconnect());
