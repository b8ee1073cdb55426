import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../until.mjs';
import { killed } from './kill.mjs';

/** The processes of these services, each once: in standalone mode they are one. */
const programsOf = (stage, names) => [...new Set(names.map((name) => stage.service(name)))];

export const servicesKilled = {
  number: 1,
  title: 'SIGKILL of ingest and of the historian under load',
  modes: ['services', 'standalone'],
  async strike({ stage, random, say, seconds, rounds }) {
    for (let round = 0; round < rounds; round += 1) {
      for (const program of programsOf(stage, ['ingest', 'historian'])) {
        await wait(random.between(0.2, 1) * (seconds / rounds / 2) * 1_000);
        await killed(program, { say, awayMs: random.between(0, 500) });
      }
    }
  },
};

/** What becomes of the batch that the historian has handed to the store when it is killed. */
const ends = {
  'it never gets there': { mishap: 'block', thenMs: 0, end: (proxy) => proxy.drop() },
  'it gets there late, when the historian runs again': { mishap: 'block', thenMs: 500, end: () => undefined },
  'it was written, and nobody was told': {
    mishap: 'block the answer',
    thenMs: 0,
    end: (proxy) => proxy.drop(),
  },
};

export const killedBetween = {
  number: 2,
  title: 'SIGKILL of the historian with a full batch between journal and store',
  modes: ['services', 'standalone'],
  needs: { store: 'influx' },
  async strike({ stage, say, seconds }) {
    const { proxy } = stage.store;
    const historian = stage.service('historian');
    for (const [what, { mishap, thenMs, end }] of Object.entries(ends)) {
      await wait((seconds / 3 / 2) * 1_000);
      proxy.mishap = () => mishap;
      await until(() => proxy.blocked > 0, {
        withinMs: 10_000,
        otherwise: 'nothing was written to the store',
      });
      await wait((seconds / 3 / 2) * 1_000); // the journal grows behind it
      say(`a batch is under way to the store: ${what}`);
      await historian.end('SIGKILL');
      end(proxy);
      historian.start();
      await wait(thenMs);
      await proxy.heal();
      await historian.ready();
    }
  },
};
