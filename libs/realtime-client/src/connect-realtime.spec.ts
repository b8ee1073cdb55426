import { afterEach, describe, expect, it } from '@jest/globals';
import { connectRealtime } from './connect-realtime.js';
import type { Realtime, RealtimeSettings } from './realtime.js';
import { Diary } from './suite/diary.js';
import { aDelta, aDevice, LiveServer } from './suite/live-server.js';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(...options: Parameters<typeof LiveServer.listen>): Promise<LiveServer> {
  const server = await LiveServer.listen(...options);
  closing.push(() => server.close());
  return server;
}

function follow(
  { url }: { url: string },
  settings: Partial<RealtimeSettings> = {},
): { live: Realtime; diary: Diary } {
  const diary = new Diary();
  const live = connectRealtime({
    url,
    reconnectMinMs: 5,
    reconnectMaxMs: 20,
    ...diary.handlers,
    ...settings,
  });
  closing.push(() => live.close());
  return { live, diary };
}

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
    const { live, diary } = follow(server, { staleAfterMs: 20 });
    await diary.has('stale');
    expect(live.model.devices.size).toBe(1);
    server.clients.emit('delta', aDelta(2));
    await diary.has('connected', 2);
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
    const again = await LiveServer.listen(port);
    closing.push(() => again.close());
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

  it('watches what it is told, also after a reconnect', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    server.devices = [];
    await live.watch(['battery:b2']);
    expect(live.model.devices.size).toBe(0);
    server.clients.disconnectSockets();
    await diary.has('snapshot of 0 (watch)', 2);
    expect(server.asked).toEqual([
      ['watch', { devices: ['battery:b2'] }],
      ['watch', { devices: ['battery:b2'] }],
    ]);
  });

  it('asks again to watch until it is heard, but not what the server calls wrong', async () => {
    const server = await serve();
    const fault = (code: 'request.rate-exceeded' | 'request.invalid') => ({
      ok: false as const,
      fault: { code, error: 'no' },
    });
    const answers = [fault('request.rate-exceeded'), undefined, fault('request.invalid')];
    server.answer = () => answers.shift();
    const { diary } = follow(server, { watch: ['b2'], resyncMinMs: 5, ackDeadlineMs: 20 });
    await diary.has('fault request.invalid');
    server.answer = () => ({ ok: true, snapshot: server.snapshot() });
    server.clients.emit('delta', aDelta(50));
    await diary.has('snapshot of 1 (resync)');
    expect(server.asked.map(([event]) => event)).toEqual(['watch', 'watch', 'watch', 'resync']);
  });

  it("tells the server's time", async () => {
    const server = await serve();
    let nowMs = 1_000;
    const { live, diary } = follow(server, { now: () => nowMs });
    await diary.has('snapshot of 1 (connect)');
    nowMs += 70;
    expect(live.serverNowMs()).toBe(5_000_070);
  });

  it('notices that a clock was set while connected, so that a device that then falls silent grows old', async () => {
    const server = await serve();
    let nowMs = 4_000_000;
    const { live, diary } = follow(server, { now: () => nowMs });
    await diary.has('snapshot of 1 (connect)');
    server.clients.emit('delta', aDelta(2, { lastSeenAtMs: 8_600_000 }));
    await diary.has('delta battery:b1 2..2');
    nowMs += 60_000;
    expect(live.serverNowMs()).toBe(8_660_000);
    server.clients.emit('delta', aDelta(3, { lastSeenAtMs: 8_600_500 })); // late, and no reason to go back
    await diary.has('delta battery:b1 3..3');
    expect(live.serverNowMs()).toBe(8_660_000);
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
