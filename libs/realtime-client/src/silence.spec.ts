import { describe, expect, it } from '@jest/globals';
import { follow, serve } from './suite/following.js';
import { aDelta, aDevice } from './suite/live-server.js';

describe('a server that is not heard any more', () => {
  it('is offline although the socket is open, and connected again with its next word, without a new connection', async () => {
    const server = await serve();
    let steadyMs = 0;
    const { diary } = follow(server, { unheardAfterMs: 20, deadAfterMs: 60_000, steady: () => steadyMs });
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('beat', { atMs: 1 });
    server.clients.emit('delta', aDelta(2));
    await diary.has('delta battery:b1 2..2');
    steadyMs += 21;
    await diary.has('offline');
    server.clients.emit('beat', { atMs: 2 });
    await diary.has('connected', 2);
    expect(server.handshakes).toBe(1);
  });

  it('is connected to anew when the silence lasts', async () => {
    const server = await serve();
    let steadyMs = 0;
    const { diary } = follow(server, { unheardAfterMs: 20, deadAfterMs: 40, steady: () => steadyMs });
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('beat', { atMs: 1 });
    server.clients.emit('delta', aDelta(2));
    await diary.has('delta battery:b1 2..2');
    steadyMs += 41;
    await diary.has('snapshot of 1 (connect)', 2);
    expect(diary.lines.slice(3)).toEqual(['offline', 'connected', 'snapshot of 1 (connect)']);
  });

  it('is tried at once when there is hope, and only then', async () => {
    const server = await serve();
    const { live, diary } = follow(server, { reconnectMinMs: 60_000, reconnectMaxMs: 60_000 });
    await diary.has('snapshot of 1 (connect)');
    live.hurry();
    server.clients.emit('delta', aDelta(2));
    await diary.has('delta battery:b1 2..2');
    expect(server.handshakes).toBe(1);
    server.clients.disconnectSockets(true);
    await diary.has('offline');
    live.hurry();
    await diary.has('snapshot of 1 (connect)', 2);
  });
});

describe('the subscribers', () => {
  it('are told once of what has changed until it is time to tell', async () => {
    const server = await serve();
    const waiting: (() => void)[] = [];
    const { live, diary } = follow(server, { soon: (tell) => waiting.push(tell) });
    const seen: number[] = [];
    live.subscribe(({ devices }) => seen.push(devices.get('battery:b1')?.seq ?? -1));
    await diary.has('snapshot of 1 (connect)');
    for (const seq of [2, 3, 4]) server.clients.emit('delta', aDelta(seq));
    await diary.has('delta battery:b1 4..4');
    expect(waiting).toHaveLength(1);
    waiting.shift()?.();
    expect(seen).toEqual([4]);
    server.clients.emit('delta', aDelta(5));
    await diary.has('delta battery:b1 5..5');
    expect(waiting).toHaveLength(1);
  });
});

describe('what is held', () => {
  it('does not grow for ever: the server is asked what there still is', async () => {
    const server = await serve();
    const { live, diary } = follow(server, { grownMax: 5 });
    await diary.has('snapshot of 1 (connect)');
    const { seq: _seq, metrics: _metrics, ...entry } = aDevice();
    for (const n of [1, 2, 3]) server.clients.emit('device', { ...entry, device: `cell:${n}` });
    const readings = [1, 2, 3].map((n) => ({ metric: `m${n}`, value: n, atMs: 1 }));
    server.clients.emit('delta', aDelta(2, { readings }));
    server.devices = [aDevice({ seq: 2 })];
    await diary.has('snapshot of 1 (resync)');
    expect(live.model.devices.size).toBe(1);
    server.clients.emit('delta', aDelta(3));
    await diary.has('delta battery:b1 3..3');
    expect(server.asked).toHaveLength(1);
  });
});
