import { expect, it } from '@jest/globals';
import { GatewayWorld } from '../suite/gateway-world.js';
import { anOriginal } from '../suite/originals.js';

const env = { SOCKET_CLOSE_BYTES: '65536', SOCKET_CLOSE_AFTER_MS: '200', PAGES_GAS_HEARTBEAT_MS: '20' };

it('closes a page that does not take what it is sent, and no other', async () => {
  const world = await GatewayWorld.start(env);
  const slow = await world.page();
  const other = await world.page();
  slow.pauseReading(true);
  const said = { note: 'x'.repeat(100_000) };
  let sent = 0;
  while (world.inside.counters.cutOff === 0) {
    sent += 1;
    await world.originals(anOriginal({ said: { ...said, sent } }));
    await other.first<{ sent: number }>('new_data', (body) => body.sent === sent);
  }
  expect(other.bodies('new_data')).toHaveLength(sent);
  expect(world.inside.counters).toMatchObject({ cutOff: 1 });
  await world.page();
  await other.until(() => world.inside.counters.pages === 2);
});
