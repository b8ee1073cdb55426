import type { FaultBody } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { GatewayWorld } from './suite/gateway-world.js';
import { aReading } from './suite/readings.js';
import { Archive, stubHistorian } from './suite/stub-historian.js';

const wrong: [string, unknown[]][] = [
  ['no payload', []],
  ['null', [null]],
  ['text', ['all']],
  ['an unknown word', [{ devices: 'every' }]],
  ['an id without a kind', [{ devices: ['b1'] }]],
  ['a key too many', [{ devices: 'all', since: 1 }]],
  ['more devices than allowed', [{ devices: Array.from({ length: 1_001 }, (_, i) => `cell:${i}`) }]],
  ['bytes', [Buffer.from([0xff, 0xfe])]],
];

describe('what a socket sends', () => {
  it.each(wrong)(
    'is answered with the reason when watch has %s, and the socket stays usable',
    async (_, payload) => {
      const world = await GatewayWorld.start();
      const client = await world.connect();
      const answer = await client.ask('watch', ...payload);
      expect(answer).toMatchObject({
        ok: false,
        fault: { code: 'request.invalid', error: expect.stringMatching(/^watch: ./) },
      });
      client.socket.emit('watch', ...payload);
      expect(await client.first<FaultBody>('fault')).toEqual(answer.fault);
      expect(await client.ask('watch', { devices: 'all' })).toMatchObject({ ok: true });
      await world.telemetry(aReading());
      await client.first('delta');
      expect(world.inside.counters.refused).toEqual(new Map([['request.invalid', 2]]));
    },
  );

  it.each(['whatever', '__proto__', 'constructor', 'error', 'message', ''])(
    'is refused when the event is unknown: "%s"',
    async (event) => {
      const world = await GatewayWorld.start();
      const client = await world.connect();
      expect(await client.ask(event, { some: 'thing' })).toMatchObject({
        ok: false,
        fault: { code: 'socket.event-unknown', error: expect.stringContaining('watch, resync') },
      });
      client.socket.emit(event);
      expect(await client.first<FaultBody>('fault')).toMatchObject({ code: 'socket.event-unknown' });
      expect(await client.ask('resync', {})).toMatchObject({ ok: true });
      expect(world.inside.counters.refused).toEqual(new Map([['socket.event-unknown', 2]]));
    },
  );

  it('is quarantined with its beginning and the reason when it is refused', async () => {
    const world = await GatewayWorld.start();
    const archive = new Archive();
    await world.runBeside(stubHistorian(archive));
    const client = await world.connect();
    await client.ask('watch', { devices: `x${'y'.repeat(5_000)}` });
    const refusal = await archive.refused.promise;
    expect(refusal).toMatchObject({
      service: 'realtime-gateway',
      origin: 'socket:watch',
      code: 'request.invalid',
      bytes: 5_015,
    });
    expect(refusal.preview).toMatch(/^\{"devices":"xyy/);
  });

  it('gets a snapshot as an event when nobody waits for the answer', async () => {
    const world = await GatewayWorld.start();
    const client = await world.connect();
    client.socket.emit('resync', {});
    await client.until(() => client.bodies('snapshot').length === 2);
  });

  it('is held to a rate: said once, then ignored, a flood closes the socket, others are not touched', async () => {
    const world = await GatewayWorld.start({ SOCKET_EVENTS_PER_S: '5' });
    const client = await world.connect();
    const other = await world.connect();
    for (let i = 0; i < 40; i++) client.socket.emit('resync', {});
    await client.first<FaultBody>('fault');
    expect(client.bodies('snapshot')).toHaveLength(1 + 5);
    for (let i = 0; i < 60; i++) client.socket.emit('resync', {});
    await client.first('disconnect');
    expect(client.bodies<FaultBody>('fault')[0]).toMatchObject({ code: 'request.rate-exceeded' });
    expect(world.inside.counters.cutOff).toBe(1);
    expect(await other.ask('resync', {})).toMatchObject({ ok: true });
  });

  it.each(['websocket', 'polling'])(
    'closes a %s socket whose packet is too large, and no other',
    async (transport) => {
      const world = await GatewayWorld.start();
      const client = await world.connect({ transports: [transport] });
      const other = await world.connect();
      client.socket.emit('watch', { devices: 'x'.repeat(300 * 1024) });
      await client.first('disconnect');
      expect(await other.ask('resync', {})).toMatchObject({ ok: true });
    },
  );
});
