// A process that is many dashboards: sockets that follow some devices, parse all that comes and note how old its values are.
// In: one JSON argument { port, count, watch, isStalled }. Out, by IPC: 'ready' when all have their snapshot; after 'go' it counts, and
// after the next 'go' it says { deltas, merged, ages: [p50, p99, most] }, and so on. A value is the time (ms) when it was published.
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const { port, count, watch, isStalled = false } = JSON.parse(process.argv[2]);
/** As many knock at a time; more than the system keeps waiting would be let stand for a second. */
const atOnce = 200;
const textFrame = 0x81;

const nowMs = () => performance.timeOrigin + performance.now();

let ages = [];
let merged = 0;

/** A masked text frame, as a client must send it. Shorter than 64 kB. */
function frameOf(text) {
  const body = Buffer.from(text);
  const isShort = body.length < 126;
  const head = isShort
    ? Buffer.from([textFrame, 0x80 | body.length])
    : Buffer.from([textFrame, 0x80 | 126, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), body]); // the mask of zeros changes nothing
}

function take(text, atMs) {
  const [event, body] = JSON.parse(text.slice(text.indexOf(',') + 1));
  if (event !== 'delta') return event;
  merged += body.seq - body.fromSeq;
  for (const { metric, value } of body.readings) if (metric === 'activePowerW') ages.push(atMs - value);
  return event;
}

/** Hands on the texts of the frames in what has come; returns what is not whole yet. */
function textsIn(data, hear) {
  let at = 0;
  while (data.length - at >= 2) {
    const short = data[at + 1] & 0x7f;
    const headBytes = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (data.length - at < headBytes) break;
    const length =
      short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? data.readUInt32BE(at + 6) : short;
    if (data.length - at < headBytes + length) break;
    hear(data.toString('utf8', at + headBytes, at + headBytes + length));
    at += headBytes + length;
  }
  return data.subarray(at);
}

/** Resolves when the dashboard has its snapshot. */
function open() {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let rest;
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
    );
    const hear = (text) => {
      if (text[0] === '0') socket.write(frameOf(`40/v1,${JSON.stringify({ watch })}`));
      else if (text[0] === '2') socket.write(frameOf('3'));
      else if (text.startsWith('42/v1,') && take(text, nowMs()) === 'snapshot') {
        if (isStalled) socket.pause();
        resolve();
      }
    };
    socket.on('data', (piece) => {
      let data = rest ? Buffer.concat([rest, piece]) : piece;
      if (rest === undefined) {
        const end = data.indexOf('\r\n\r\n');
        if (end === -1) return;
        data = data.subarray(end + 4);
      }
      rest = textsIn(data, hear);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server has closed a dashboard')));
  });
}

const percentile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

for (let opened = 0; opened < count; opened += atOnce)
  await Promise.all(Array.from({ length: Math.min(atOnce, count - opened) }, open));
process.send('ready');
let isCounting = false;
process.on('message', () => {
  if (isCounting) {
    const sorted = Float64Array.from(ages).sort();
    process.send({
      deltas: sorted.length,
      merged,
      ages: [0.5, 0.99, 1].map((share) => percentile(sorted, share)),
    });
  }
  isCounting = !isCounting;
  ages = [];
  merged = 0;
});
