import { describe, expect, it } from '@jest/globals';
import { connectRealtime } from './connect-realtime.js';
import { follow, serve } from './suite/following.js';
import { aDelta } from './suite/live-server.js';

const b1 = { devices: ['battery:b1'] };
const gas = { kinds: ['gas' as const] };

describe('what is watched', () => {
  it('is everything unless something else is said', async () => {
    const server = await serve();
    const { live, diary } = follow(server);
    await diary.has('snapshot of 1 (connect)');
    expect(server.watched).toEqual([{ devices: 'all' }]);
    expect(live.followed).toEqual({ devices: 'all' });
  });

  it('stands in the handshake of each connection, and is not asked for again', async () => {
    const server = await serve();
    const { live, diary } = follow(server, { watch: gas });
    await diary.has('snapshot of 1 (connect)');
    await live.watch({ ...gas, ...b1 });
    server.clients.disconnectSockets();
    await diary.has('snapshot of 1 (connect)', 2);
    expect(server.watched).toEqual([gas, { ...gas, ...b1 }]);
    expect(server.asked).toEqual([['watch', { ...gas, ...b1 }]]);
    expect(live.followed).toEqual({ ...gas, ...b1 });
  });

  it('is asked for when it changes while the connection is being made', async () => {
    const server = await serve();
    const { live, diary } = follow(server, { watch: gas });
    server.refusal = () => {
      void live.watch(b1); // the handshake is on its way
      return undefined;
    };
    await diary.has('snapshot of 1 (watch)');
    expect(server.watched).toEqual([gas]);
    expect(server.asked).toEqual([['watch', b1]]);
    expect(diary.lines.filter((line) => line.startsWith('snapshot'))).toEqual([
      'snapshot of 1 (connect)',
      'snapshot of 1 (watch)',
    ]);
  });

  it('is what the model covers only when the snapshot of it has come', async () => {
    const server = await serve();
    const { live, diary } = follow(server, { watch: gas });
    await diary.has('snapshot of 1 (connect)');
    server.devices = [];
    const asked = live.watch(b1);
    expect(live.followed).toEqual(gas);
    await asked;
    expect(live.followed).toEqual(b1);
    expect(live.model.devices.size).toBe(0);
  });

  it('is asked for again until it is heard, but not what the server calls wrong', async () => {
    const server = await serve();
    const fault = (code: 'request.rate-exceeded' | 'request.invalid') => ({
      ok: false as const,
      fault: { code, error: 'no' },
    });
    const answers = [fault('request.rate-exceeded'), undefined, fault('request.invalid')];
    server.answer = () => answers.shift();
    const { live, diary } = follow(server, { resyncMinMs: 5, ackDeadlineMs: 500 });
    await diary.has('snapshot of 1 (connect)');
    await live.watch(b1);
    await diary.has('fault request.invalid');
    server.answer = () => ({ ok: true, snapshot: server.snapshot() });
    server.clients.emit('delta', aDelta(50));
    await diary.has('snapshot of 1 (resync)');
    expect(server.asked.map(([event]) => event)).toEqual(['watch', 'watch', 'watch', 'resync']);
  });
});

describe('the address', () => {
  it('may have a prefix, as below a proxy', async () => {
    const server = await serve(0, { path: '/site/kilowatch/socket.io' });
    const { diary } = follow({ url: `${server.url}/site/kilowatch/` });
    await diary.has('snapshot of 1 (connect)');
  });

  it('must be one', () => {
    expect(() => connectRealtime({ url: 'kilowatch' })).toThrow('Invalid URL');
  });
});
