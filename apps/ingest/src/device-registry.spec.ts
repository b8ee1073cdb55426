import { deviceEntry } from '@kilowatch/contracts';
import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DeviceRegistry } from './device-registry.js';
import { useRegistry } from './suite/registry-file.js';
import { aReport, startMs } from './suite/sightings.js';

const limits = { devices: 5, lastSeenMs: 10_000, series: 100, newPerMinute: 100 };

const kept = useRegistry(100);

const aStatus = (device: string, connection: 'online' | 'offline') =>
  aReport(device, { connection, isSpeaking: connection === 'online', aliveAtMs: undefined });

const taken = () => kept.registry.takeChanged(Infinity);
const entryOf = (device: string) => {
  kept.registry.changeAll();
  return taken().find((entry) => entry.device === device);
};

describe('DeviceRegistry', () => {
  it('notes a new device, once', () => {
    kept.registry.sees(aReport('battery:b1'));
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 1 }));
    const entry = {
      device: 'battery:b1',
      kind: 'battery',
      isDemo: false,
      isRetired: false,
      connection: 'unknown',
      firstSeenAtMs: startMs,
      lastSeenAtMs: startMs + 1,
    };
    expect(taken()).toEqual([entry]);
    expect(taken()).toEqual([]);
  });

  it('counts a new time of last seeing as news only now and then', () => {
    kept.registry.sees(aReport('battery:b1'));
    taken();
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 9_999 }));
    expect(taken()).toEqual([]);
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 10_000 }));
    expect(taken()).toMatchObject([{ lastSeenAtMs: startMs + 10_000 }]);
  });

  it('has seen a device now, and says so, after the clock was set back', () => {
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 3_600_000 }));
    taken();
    kept.registry.sees(aReport('battery:b1'));
    expect(taken()).toMatchObject([{ lastSeenAtMs: startMs }]);
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs - 50_000 })); // a little: the later time stays
    expect(entryOf('battery:b1')).toMatchObject({ lastSeenAtMs: startMs });
  });

  it('takes the connection from what the device says, not from its reports', () => {
    kept.registry.sees(aStatus('battery:b1', 'online'));
    kept.registry.sees(aReport('battery:b1'));
    expect(taken()).toMatchObject([{ connection: 'online' }]);
    kept.registry.sees(aStatus('battery:b1', 'offline'));
    expect(taken()).toMatchObject([{ connection: 'offline' }]);
  });

  it('does not take a last will or a retained report of unknown age for a sign of life', () => {
    kept.registry.sees(aReport('battery:b1'));
    kept.registry.sees({ ...aStatus('battery:b1', 'offline'), receivedAtMs: startMs + 60_000 });
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 90_000, aliveAtMs: undefined }));
    expect(entryOf('battery:b1')).toMatchObject({ lastSeenAtMs: startMs });
  });

  it('learns from what is over when a device was there, and nothing of now', () => {
    for (const receivedAtMs of [startMs - 90_000, startMs - 60_000, startMs - 30_000])
      kept.registry.sees(aReport('sensor:old', { receivedAtMs, isFormer: true }));
    expect(taken()).toMatchObject([{ firstSeenAtMs: startMs - 90_000, lastSeenAtMs: startMs - 30_000 }]);
    kept.registry.sees(aReport('sensor:new'));
    kept.registry.sees(aReport('sensor:new', { receivedAtMs: startMs - 86_400_000, isFormer: true }));
    expect(entryOf('sensor:new')).toMatchObject({ lastSeenAtMs: startMs });
    expect(entryOf('sensor:old')).not.toHaveProperty('expectedIntervalMs');
  });

  it('has everything again after a restart', () => {
    kept.registry.sees(aReport('battery:b1'));
    kept.registry.sees(aStatus('battery:b2', 'online'));
    kept.registry.save();
    kept.registry.sees(aReport('battery:b1', { receivedAtMs: startMs + 5_000 }));
    kept.registry.saveAll();
    kept.reopen();
    expect(taken()).toMatchObject([
      { device: 'battery:b1', connection: 'unknown', firstSeenAtMs: startMs, lastSeenAtMs: startMs + 5_000 },
      { device: 'battery:b2', connection: 'unknown' },
    ]);
  });

  it('turns new devices away when it is full, known ones not', () => {
    for (let i = 0; i < limits.devices; i += 1)
      expect(kept.registry.sees(aReport(`battery:b${i}`))).toBe('admitted');
    expect(kept.registry.sees(aReport('battery:more'))).toBe('full');
    expect(kept.registry.sees(aReport('battery:b0'))).toBe('admitted');
  });

  it('hands out only as many changes as asked for, and the rest next time', () => {
    for (let i = 0; i < 3; i += 1) kept.registry.sees(aReport(`battery:b${i}`));
    expect(kept.registry.takeChanged(2)).toHaveLength(2);
    expect(kept.registry.takeChanged(2)).toMatchObject([{ device: 'battery:b2' }]);
  });

  describe('when the first real device of a kind speaks', () => {
    beforeEach(() => {
      kept.registry.sees(aReport('battery:demo'));
      kept.registry.sees(aReport('gas:demo'));
      taken();
    });

    it.each([
      ['a report', aReport('battery:b1')],
      ['online', aStatus('battery:b1', 'online')],
    ])('retires the demo devices of that kind: %s', (_, sighting) => {
      kept.registry.sees(sighting);
      expect(taken()).toMatchObject([
        { device: 'battery:demo', isRetired: true },
        { device: 'battery:b1', isRetired: false },
      ]);
      expect(kept.registry.sees(aReport('battery:demo'))).toBe('retired');
      expect(kept.registry.sees(aReport('gas:demo'))).toBe('admitted');
    });

    it('keeps them retired over restarts, new ones and those that call themselves online too', () => {
      kept.registry.sees(aReport('battery:b1'));
      kept.registry.save();
      kept.reopen();
      expect(entryOf('battery:demo')).toMatchObject({ isRetired: true });
      expect(kept.registry.sees(aStatus('battery:demo', 'online'))).toBe('retired');
      expect(kept.registry.sees(aReport('battery:demo_2'))).toBe('retired');
      expect(entryOf('battery:demo_2')).toMatchObject({ isRetired: true });
    });

    it('is not impressed by the last will of a real device that is gone', () => {
      kept.registry.sees(aStatus('battery:b1', 'offline'));
      expect(kept.registry.sees(aReport('battery:demo'))).toBe('admitted');
    });
  });

  it('never brings a demo device back, never retires a real one, and says what the contract allows', () => {
    const anySighting = fc.record({
      device: fc.constantFrom(
        'battery:demo',
        'battery:demo_2',
        'battery:b1',
        'battery:b2',
        'gas:demo',
        'gas:g1',
      ),
      receivedAtMs: fc.integer({ min: startMs, max: startMs + 100_000 }),
      aliveAtMs: fc.option(fc.integer({ min: startMs, max: startMs + 100_000 }), { nil: undefined }),
      isSpeaking: fc.boolean(),
      connection: fc.constantFrom('online' as const, 'offline' as const, undefined),
    });
    fc.assert(
      fc.property(fc.array(anySighting, { maxLength: 30 }), (sightings) => {
        const fresh = new DeviceRegistry(kept.file, { ...limits, devices: 100 });
        const retired = new Set<string>();
        for (const sighting of sightings) {
          fresh.sees(sighting);
          for (const entry of fresh.takeChanged(Infinity)) {
            expect(deviceEntry.parse(entry)).toEqual(entry);
            if (entry.isRetired) retired.add(entry.device);
            expect(entry.isRetired).toBe(retired.has(entry.device));
            expect(entry.isRetired && !entry.isDemo).toBe(false);
          }
        }
      }),
    );
  });
});
