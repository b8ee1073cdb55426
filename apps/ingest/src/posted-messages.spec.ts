import { telemetry } from '@kilowatch/contracts';
import { DialectBook } from '@kilowatch/dialects';
import { aTemporaryFolder, onTestEnd, testTimeMs } from '@kilowatch/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DeviceDirectory } from './device-directory.js';
import { DeviceIntake } from './device-intake.js';
import { DeviceRegistry } from './device-registry.js';
import { DeviceStates } from './device-states.js';
import { IngestFile } from './ingest-file.js';
import { Judge } from './judge.js';
import { PostedMessages } from './posted-messages.js';
import { KeptMessages, settingsAt } from './suite/kept-messages.js';
import { TelemetryOutlet } from './telemetry-outlet.js';
import { TrafficReports } from './traffic-reports.js';

const quiet = settingsAt(() => testTimeMs);
const settings = { ...quiet, config: { ...quiet.config, INGEST_POSTED_MIB: 1 } };

let broker: KeptMessages;
let refused: object[];
let posts: PostedMessages;

beforeEach(async () => {
  const file = IngestFile.open(await aTemporaryFolder());
  onTestEnd(() => file.close());
  broker = new KeptMessages();
  refused = [];
  const registry = new DeviceRegistry(file, {
    ...{ devices: 10, lastSeenMs: 10_000, series: 100, newPerMinute: 100 },
  });
  const states = new DeviceStates(broker, settings);
  onTestEnd(() => states.onModuleDestroy());
  const directory = new DeviceDirectory(registry, states, broker, settings);
  const desk = { refuse: (input: object) => void refused.push(input), keepNow: () => true };
  const intake = new DeviceIntake(directory, new TelemetryOutlet(broker, settings), desk, states);
  const reports = new TrafficReports(settings, new DialectBook(), new Judge(settings));
  posts = new PostedMessages(reports, intake, settings);
});

const post = (body: unknown, path = '/sensor_data') => posts.take(path, Buffer.from(JSON.stringify(body)));

describe('PostedMessages', () => {
  it('answers each when the broker has them, all that came together in one batch', async () => {
    const bodies = Array.from({ length: 50 }, (_, i) => ({ voltage: i / 10 }));
    const answers = await Promise.all([...bodies.map((body) => post(body)), post({ voltage: 'x' })]);
    expect(answers.map(({ kind }) => kind)).toEqual([...bodies.map(() => 'taken'), 'refused']);
    expect(answers[0]).toMatchObject({ arrivals: [{ device: 'cell:ESP32_01' }] });
    expect(answers.at(-1)).toMatchObject({ fault: { message: expect.stringMatching(/"voltage"/) } });
    expect(refused).toMatchObject([{ origin: 'http:/sensor_data' }]);
    const batches = broker.of(telemetry);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.readings.map(({ ordinal }) => ordinal)).toEqual(bodies.map((_, i) => i));
    expect(batches[0]?.messages[0]).toMatchObject({ source: 'http:/sensor_data', body: '{"voltage":0}' });
  });

  it('has nothing to say of a path that nobody speaks', async () => {
    expect(await post({ voltage: 1 }, '/elsewhere')).toEqual({ kind: 'nothing' });
  });

  it('fails while the broker is away, and takes the next', async () => {
    broker.isConnected = false;
    const failed = await Promise.allSettled([post({ voltage: 1 }), post({ voltage: 2 })]);
    expect(failed).toMatchObject([
      { status: 'rejected', reason: { code: 'broker.disconnected' } },
      { status: 'rejected', reason: { code: 'broker.disconnected' } },
    ]);
    broker.isConnected = true;
    expect(await post({ voltage: 3 })).toMatchObject({ kind: 'taken' });
  });

  it('lets no more wait than it may hold, and takes again when there is room', async () => {
    const large = { voltage: 1, padding: 'x'.repeat(200_000) };
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => post(large)));
    const codes = answers.map((answer) => (answer.status === 'rejected' ? 'busy' : answer.value.kind));
    expect(codes).toEqual([...Array<string>(5).fill('taken'), 'busy', 'busy', 'busy']);
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'service.unavailable' } });
    expect(await post(large)).toMatchObject({ kind: 'taken' });
  });
});
