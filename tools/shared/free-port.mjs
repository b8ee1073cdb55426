import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that systems give to outgoing connections: such a connection must not take it while a killed program is away.
const first = 15_000;
const count = 15_000;

let next = Math.floor(Math.random() * count);

/** A port that nobody listened on a moment ago. */
export async function freePort() {
  for (;;) {
    const port = first + (next++ % count);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
