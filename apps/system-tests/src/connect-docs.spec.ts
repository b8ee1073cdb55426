import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '@kilowatch/testing';
import { getJson } from './http.js';
import { runCurl, runPublish } from './pasted-line.js';
import { startStandalone } from './product.js';

const page = readFileSync(fileURLToPath(new URL('../../../docs/connect.md', import.meta.url)), 'utf8');

/** The lines of its shell examples, and what it says that appears. */
const lines = [...page.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n'));
const promised = [...page.matchAll(/^Appears? as ([^]*?)[.\n]/gm)].flatMap(([, sentence]) =>
  [...sentence!.matchAll(/`([a-z-]+:[^`]+)`/g)].map(([, device]) => device!),
);

interface Shown {
  readonly device: string;
  readonly dialect?: string;
  readonly state: string;
  readonly series?: readonly unknown[];
}

describe('docs/connect.md', () => {
  it('has an example of each way to connect', () => {
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(promised.length).toBeGreaterThanOrEqual(20);
  });

  it('keeps what it promises: each line can be pasted, and its device appears', async () => {
    const product = await startStandalone({ DEMO: 'off' });
    const client = await product.observer();
    for (const line of lines)
      if (line.startsWith('curl')) {
        const status = await runCurl(line, product);
        expect({ line, isTaken: status === 200 || status === 204, status }).toMatchObject({ isTaken: true });
      } else await runPublish(line, client);
    await eventually(
      async () => {
        const { body } = await getJson(`${product.url}/api/v1/devices`);
        const { devices } = body as { devices: Shown[] };
        const known = devices.filter(({ series = [], dialect }) => series.length > 0 && dialect);
        expect(known.map(({ device }) => device)).toEqual(expect.arrayContaining(promised));
      },
      { withinMs: 10_000 },
    );
    const { body } = await getJson(`${product.url}/api/v1/quarantine`);
    expect(body).toMatchObject({ total: 0 });
  }, 60_000);
});
