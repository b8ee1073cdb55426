import { describe, expect, it } from '@jest/globals';
import type { ServiceDetails, ServiceReport } from '@kilowatch/contracts';
import type { SystemReport } from '../api/system-api.js';
import { troublesIn } from './troubles.js';

const atMs = 1_800_000_000_000;
const aProcess = (instance: string, version = '1') => ({
  ...{ instance, version, node: '24', host: 'h', pid: 1, startedAtMs: atMs },
  ...{ memoryBytes: 1, heapBytes: 1, eventLoopDelayMs: null },
});
const aReport = (
  service: ServiceReport['service'],
  parts: Partial<ServiceReport> = {},
  details: Partial<ServiceDetails> = {},
): ServiceReport => ({
  ...{ service, isNeeded: true, state: 'working', sinceMs: atMs, receivedPerS: 1, publishedPerS: 1 },
  details: { service, process: aProcess(service), ...details },
  ...parts,
});
const aSystem = (...services: ServiceReport[]): SystemReport => ({
  ...{ atMs, version: '1', services },
  broker: { kind: 'embedded', address: null, problem: null, sinceMs: null },
});

describe('what does not work', () => {
  it('is nothing where everything works', () => {
    expect(troublesIn(aSystem(aReport('ingest'), aReport('historian')))).toEqual([]);
  });

  it('is a service that is gone, and not one that nobody needs', () => {
    const gone = { state: 'gone', sinceMs: atMs - 1 } as const;
    const system = aSystem(aReport('ingest', gone), aReport('simulator', { ...gone, isNeeded: false }));
    expect(troublesIn(system)).toEqual([
      { key: 'ingest', what: 'gone', severity: 'bad', service: 'ingest', sinceMs: atMs - 1 },
    ]);
  });

  it('is what a service lacks, and a warning while it starts; the worst comes first', () => {
    const system = aSystem(
      aReport(
        'ingest',
        { state: 'starting' },
        { process: { ...aProcess('a'), problems: { process: 'starting' } } },
      ),
      aReport('historian', { state: 'troubled' }, { problems: { store: 'the store has gone fishing' } }),
    );
    expect(troublesIn(system)).toMatchObject([
      {
        what: 'lack',
        severity: 'bad',
        service: 'historian',
        of: 'store',
        reason: 'the store has gone fishing',
      },
      { what: 'starting', severity: 'warning', service: 'ingest' },
    ]);
  });

  it('is what is wrong with a process, once for all its services', () => {
    const problems = { 'embedded broker': 'the disk is full' };
    const process = { ...aProcess('one'), problems };
    const system = aSystem(
      ...(['ingest', 'historian'] as const).map((name) => aReport(name, { state: 'troubled' }, { process })),
    );
    expect(troublesIn(system)).toMatchObject([{ what: 'lack', service: undefined, of: 'embedded broker' }]);
  });

  it('is the broker, and then not every service beside it', () => {
    const problem = 'not connected to 127.0.0.1:1883';
    const lost = { ...aSystem(), broker: { ...aSystem().broker, problem, sinceMs: atMs } };
    const services = [
      aReport('control-api', { state: 'troubled' }, { problems: { broker: problem } }),
      aReport('ingest', { state: 'unknown' }),
    ];
    expect(troublesIn({ ...lost, services })).toMatchObject([
      { what: 'broker', reason: problem, sinceMs: atMs },
    ]);
  });

  it('is what was lost', () => {
    const flow = { received: 9, quarantined: 0, dropped: 2 };
    expect(troublesIn(aSystem(aReport('ingest', {}, { flow })))).toMatchObject([
      { what: 'dropped', severity: 'bad', count: 2 },
    ]);
  });

  it('is a warning where there are more devices than can be live', () => {
    const figures = { devicesWithoutPlace: 3, devicePlaces: 1_000 };
    expect(troublesIn(aSystem(aReport('realtime-gateway', {}, { figures })))).toMatchObject([
      { what: 'withoutPlace', severity: 'warning', count: 3, places: 1_000 },
    ]);
    const none = { ...figures, devicesWithoutPlace: 0 };
    expect(troublesIn(aSystem(aReport('realtime-gateway', {}, { figures: none })))).toEqual([]);
  });

  it.each([
    [89, []],
    [91, [{ what: 'full', severity: 'warning' }]],
    [98, [{ what: 'full', severity: 'bad' }]],
  ])('is a journal that is %d %% full: %j', (pct, expected) => {
    const figures = { journalBytes: pct, journalQuotaBytes: 100 };
    const found = troublesIn(aSystem(aReport('historian', {}, { figures })));
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });

  it('is a disk that is full, and services of several versions', () => {
    const figures = { volumeFreeBytes: 2, volumeBytes: 100 };
    const system = aSystem(
      aReport('historian', {}, { figures }),
      aReport('ingest', {}, { process: aProcess('b', '2') }),
    );
    expect(troublesIn(system)).toMatchObject([
      { what: 'full', of: 'volume', severity: 'bad', pct: 98 },
      { what: 'versions', versions: ['1', '2'] },
    ]);
  });
});
