import { describe, expect, it } from '@jest/globals';
import { noCounts } from '../no-counts.js';
import { Refusals } from './refusals.js';

describe('Refusals', () => {
  it('tell of a long topic no more than its beginning', () => {
    const said: object[] = [];
    const ignore = (): void => undefined;
    const refusals = new Refusals({
      ...{ service: 'ingest', refusalsPerSecond: 1, counters: noCounts(), now: () => 1_000 },
      log: { info: ignore, error: ignore, warn: (context) => void said.push(context) },
      publish: () => Promise.resolve(),
    });
    const unwanted = { topic: 'x'.repeat(65_000), payload: Buffer.from('y') };
    refusals.refuse(unwanted, 'message.malformed', 'no sense');
    expect(said).toEqual([
      { topic: 'x'.repeat(200), code: 'message.malformed', reason: 'no sense', bytes: 1 },
    ]);
  });
});
