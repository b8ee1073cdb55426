import { describe, expect, it } from '@jest/globals';
import { follow, serve, swallow } from './suite/following.js';
import { aDelta, aDevice, LiveServer } from './suite/live-server.js';

describe('connectRealtime', () => {
  it('takes the snapshot, then the deltas, and tells its subscribers each time', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    const seen: (number | undefined)[] = [];
    live.subscribe(({ devices }) => seen.push(devices.get('battery:b1')?.metrics['socPct']?.value));
    expect(live.status).toBe('connecting');
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('delta', aDelta(2));
    server.clients.emit('delta', aDelta(5, { fromSeq: 3 }));
    await diary.has('delta battery:b1 3..5');
    expect(diary.lines).toEqual([
      'connected',
      'snapshot of 1 (connect)',
      'delta battery:b1 2..2',
      'delta battery:b1 3..5',
    ]);
    expect(seen).toEqual([50, 52, 55]);
    expect(server.transports).toEqual(['websocket']);
  });

  it('stops telling a subscriber that has left', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    const seen: unknown[] = [];
    const leave = live.subscribe((model) => seen.push(model));
    await diary.has('snapshot of 1 (connect)');
    leave();
    server.clients.emit('delta', aDelta(2));
    await diary.has('delta battery:b1 2..2');
    expect(seen).toHaveLength(1);
  });

  it('asks for a snapshot after a gap, once, and goes on from there', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    server.devices = [aDevice({ seq: 8 })];
    for (const seq of [6, 7, 8]) server.clients.emit('delta', aDelta(seq));
    await diary.has('snapshot of 1 (resync)');
    server.clients.emit('delta', aDelta(9));
    await diary.has('delta battery:b1 9..9');
    expect(server.asked).toEqual([['resync', {}]]);
    expect(diary.lines.filter((line) => line.startsWith('delta'))).toEqual(['delta battery:b1 9..9']);
    expect(live.model.devices.get('battery:b1')?.seq).toBe(9);
  });

  it('does not storm a server whose snapshots leave the gap open', async () => {
    const server = await serve();
    const { diary } = follow(server, { resyncMinMs: 60_000 });
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('delta', aDelta(50));
    await diary.has('snapshot of 1 (resync)');
    for (const seq of [51, 52, 53]) server.clients.emit('delta', aDelta(seq));
    server.clients.emit('delta', aDelta(2));
    await diary.has('delta battery:b1 2..2');
    expect(server.asked).toHaveLength(1);
  });

  it('passes devices, commands and faults on', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    const { seq: _seq, metrics: _metrics, ...entry } = aDevice();
    server.clients.emit('device', { ...entry, device: 'battery:b2' });
    server.clients.emit('device', { ...entry, isRetired: true });
    server.clients.emit('command', {
      commandId: '019a0000-0000-7000-8000-000000000001',
      device: 'battery:default',
      state: 'published',
      direction: 'charge',
      requested: { value: 10, unit: 'kW' },
      holder: 'api',
      atMs: 1,
    });
    server.clients.emit('fault', { code: 'socket.event-unknown', error: 'unknown event' });
    await diary.has('fault socket.event-unknown');
    expect(diary.lines.slice(2)).toEqual([
      'device battery:b2',
      'device battery:b1 retired',
      'command charge published',
      'fault socket.event-unknown',
    ]);
    expect([...live.model.devices.keys()]).toEqual(['battery:b2']);
  });

  it('is stale after silence while a device should report, and connected again with the next message', async () => {
    const server = await serve();
    server.devices = [aDevice({ expectedIntervalMs: 1_000 })];
    let steadyMs = 0;
    const { live, diary } = follow(server, { staleAfterMs: 20, steady: () => steadyMs });
    await diary.has('snapshot of 1 (connect)');
    steadyMs += 60_000;
    await diary.has('stale');
    expect(live.model.devices.size).toBe(1);
    server.clients.emit('delta', aDelta(2));
    await diary.has('connected', 2);
    steadyMs += 60_000;
    await diary.has('stale', 2);
  });

  it('is offline without the server, and has everything again when it is back', async () => {
    const server = await LiveServer.listen();
    const { live, diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    const { port } = server;
    await server.close();
    await diary.has('offline');
    expect(live.model.devices.size).toBe(1);
    const again = await serve(port);
    again.devices = [aDevice({ seq: 0 }), aDevice({ device: 'battery:b2' })];
    await diary.has('snapshot of 2 (connect)');
    expect(live.status).toBe('connected');
    again.clients.emit('delta', aDelta(1));
    await diary.has('delta battery:b1 1..1');
  });

  it('comes back when the server has thrown it out', async () => {
    const server = await serve();
    const { diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    server.clients.disconnectSockets();
    await diary.has('snapshot of 1 (connect)', 2);
    expect(diary.lines).toEqual([
      'connected',
      'snapshot of 1 (connect)',
      'offline',
      'connected',
      'snapshot of 1 (connect)',
    ]);
  });

  it('is offline, not connecting, where no server has ever answered', async () => {
    const server = await LiveServer.listen();
    const { url } = server;
    await server.close();
    const { live, diary } = follow({ url });
    await diary.has('offline');
    expect(live.status).toBe('offline');
  });

  it('falls back to polling where a WebSocket does not get through', async () => {
    const server = await serve(0, { transports: ['polling'] });
    const { diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    expect(server.transports).toEqual(['polling']);
  });

  it('falls back to polling where a WebSocket is swallowed without an answer', async () => {
    const server = await serve();
    const { diary } = follow(await swallow(server), { connectDeadlineMs: 500 });
    await diary.has('snapshot of 1 (connect)');
    expect(server.transports).toEqual(['polling']);
  });

  it('tells nothing more once it is closed', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    const other = follow(server);
    await Promise.all([diary, other.diary].map((one) => one.has('snapshot of 1 (connect)')));
    live.close();
    server.clients.emit('delta', aDelta(2));
    await other.diary.has('delta battery:b1 2..2');
    expect(diary.lines).toEqual(['connected', 'snapshot of 1 (connect)']);
  });
});
