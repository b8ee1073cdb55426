import { expect, it } from '@jest/globals';
import type { Delta, Snapshot } from '@kilowatch/contracts';
import { onTestEnd } from '@kilowatch/testing';
import { io, type Socket } from 'socket.io-client';
import { inBothModes } from './product.js';

/** A polling client says goodbye with one more request: the test waits for it. */
async function closed(socket: Socket): Promise<void> {
  const { engine } = socket.io;
  const isOver = new Promise<void>((resolve) => engine.once('close', () => resolve()));
  socket.close();
  if (engine.readyState !== 'closed') await isOver;
}

inBothModes('live values', (start) => {
  it.each([['websocket'], ['polling']])(
    'reach a Socket.IO client over %s: a snapshot, then deltas',
    async (transport) => {
      const product = await start({ DEMO: 'off' });
      const battery = await product.battery('b1');
      const socket = io(`${product.url}/v1`, { transports: [transport], reconnection: false });
      onTestEnd(() => closed(socket));
      const first = Promise.withResolvers<Snapshot>();
      const moved = Promise.withResolvers<Delta>();
      socket.on('snapshot', first.resolve);
      socket.on('delta', (delta: Delta) => {
        if (delta.device === 'battery:b1') moved.resolve(delta);
      });
      socket.on('connect_error', first.reject);
      expect((await first.promise).devices.map(({ device }) => device)).not.toContain('battery:b1');

      await battery.publish('batteries/b1/state', { socPct: 61.5, activePowerW: -1200 });

      expect((await moved.promise).readings).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ metric: 'socPct', value: 61.5 }),
          expect.objectContaining({ metric: 'activePowerW', value: -1200 }),
        ]),
      );
    },
  );
});
