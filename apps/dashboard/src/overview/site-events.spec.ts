import { describe, expect, it } from '@jest/globals';
import type { CommandState, DeviceSnapshot } from '@kilowatch/contracts';
import { type EventInput, siteEvents } from './site-events.js';

const minute = 60_000;

const aDevice = (device: string, over: Partial<DeviceSnapshot> = {}): DeviceSnapshot => ({
  device,
  kind: 'sensor',
  isDemo: false,
  isRetired: false,
  connection: 'unknown',
  firstSeenAtMs: 0,
  lastSeenAtMs: 0,
  seq: 1,
  metrics: {},
  ...over,
});

const aCommand = (over: Partial<CommandState> = {}): CommandState => ({
  commandId: '0190b0f0-0000-7000-8000-000000000001',
  device: 'battery:default',
  state: 'published',
  direction: 'charge',
  requested: { value: 4, unit: 'kW' },
  holder: 'api',
  atMs: 10 * minute,
  ...over,
});

const told = (over: Partial<EventInput>) =>
  siteEvents({
    devices: [],
    recorded: [],
    commands: [],
    transitions: [],
    system: undefined,
    refusals: [],
    ...over,
  });

describe('what has happened', () => {
  it('says a command once, by what was seen of it, and knows those of before', () => {
    const events = told({
      commands: [aCommand()],
      recorded: [
        { direction: 'charge', powerW: 4_000, atMs: 10 * minute },
        { direction: 'discharge', powerW: 2_000, atMs: 5 * minute },
      ],
    });
    expect(events).toMatchObject([
      { what: 'command', direction: 'charge', powerW: 4_000, holder: 'api', state: 'published' },
      { what: 'command', direction: 'discharge', powerW: 2_000, holder: undefined },
    ]);
  });

  it('says why a command was refused', () => {
    const reason = { code: 'setpoint.out-of-range' as const, text: 'charge must be 0 to 15 kW' };
    expect(told({ commands: [aCommand({ state: 'rejected', reason })] })).toMatchObject([
      { state: 'rejected', reason },
    ]);
  });

  it('says of devices that they came, fell silent, went and came back; of several at once in one', () => {
    const events = told({
      devices: [
        aDevice('sensor:a', { firstSeenAtMs: minute }),
        aDevice('sensor:b', { firstSeenAtMs: minute + 5_000, silentSinceMs: 20 * minute }),
        aDevice('sensor:c', { firstSeenAtMs: 9 * minute }),
      ],
      transitions: [
        { device: 'sensor:a', what: 'back', atMs: 30 * minute },
        { device: 'sensor:gone', what: 'back', atMs: 30 * minute },
      ],
    });
    const shown = events.map((event) => ({
      what: event.what,
      devices: 'devices' in event ? event.devices.map(({ device }) => device) : [],
    }));
    expect(shown).toEqual([
      { what: 'back', devices: ['sensor:a'] },
      { what: 'silent', devices: ['sensor:b'] },
      { what: 'new', devices: ['sensor:c'] },
      { what: 'new', devices: ['sensor:b', 'sensor:a'] },
    ]);
  });

  it('keeps refusals of one burst and of one reason together', () => {
    const aRefusal = (number: number, atMs: number, code: 'message.malformed' | 'unit.unknown') => ({
      number,
      isReplayable: true,
      service: 'ingest' as const,
      origin: 'mqtt:a',
      code,
      reason: code,
      atMs,
      bytes: 1,
      preview: '',
    });
    const refusals = [
      aRefusal(4, 10 * minute, 'message.malformed'),
      aRefusal(3, 10 * minute - 1_000, 'unit.unknown'),
      aRefusal(2, 10 * minute - 2_000, 'message.malformed'),
      aRefusal(1, minute, 'message.malformed'),
    ];
    expect(told({ refusals })).toMatchObject([
      { what: 'refused', count: 2, reason: 'message.malformed' },
      { what: 'refused', count: 1, code: 'unit.unknown', reason: 'unit.unknown' },
      { what: 'refused', count: 1, atMs: minute },
    ]);
  });

  it('tells the start of services as one, and who stopped since', () => {
    const aService = (service: 'ingest' | 'historian', state: 'working' | 'gone', sinceMs: number) => ({
      service,
      isNeeded: true,
      state,
      sinceMs,
      receivedPerS: null,
      publishedPerS: null,
    });
    const system = {
      atMs: 0,
      version: '1',
      broker: { kind: 'embedded' as const, address: null, problem: null, sinceMs: null },
      services: [aService('ingest', 'working', minute), aService('historian', 'gone', 5 * minute)],
    };
    expect(told({ system })).toMatchObject([
      { what: 'gone', services: ['historian'], atMs: 5 * minute },
      { what: 'started', services: ['ingest'], atMs: minute },
    ]);
  });

  it('says no more than somebody would read', () => {
    const devices = Array.from({ length: 100 }, (_, i) =>
      aDevice(`sensor:${i}`, { firstSeenAtMs: i * 2 * minute }),
    );
    expect(told({ devices })).toHaveLength(30);
  });
});
