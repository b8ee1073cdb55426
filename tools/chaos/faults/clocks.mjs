import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { replayAll } from './replay.mjs';

const shim = pathToFileURL(fileURLToPath(new URL('../shims/movable-clock.mjs', import.meta.url))).href;
const hourMs = 3_600_000;
const jumping = ['ingest', 'historian'];
/** How long the historian waits for clocks that disagree before it refuses what looks impossible: 10 minutes usually. */
const clockWaitS = 2;

const clockFile = (folder, name) => join(folder, `${name}.clock`);

export const clocksJump = {
  number: 16,
  title: "a service's clock jumps by an hour and back",
  modes: ['services'],
  needs({ folder }) {
    const moved = (name) => ({ NODE_OPTIONS: `--import ${shim}`, CHAOS_CLOCK_FILE: clockFile(folder, name) });
    const historian = { ...moved('historian'), HISTORY_CLOCK_WAIT_S: String(clockWaitS) };
    return { env: { ingest: moved('ingest'), historian } };
  },
  async strike({ folder, say, seconds }) {
    say(`the historian waits ${clockWaitS} s for clocks to agree (time compressed: 600 s by default)`);
    for (const name of jumping) {
      for (const offMs of [hourMs, -hourMs]) {
        say(`the clock of ${name} is an hour ${offMs > 0 ? 'fast' : 'slow'}`);
        writeFileSync(clockFile(folder, name), String(offMs));
        await wait((seconds / 5) * 1_000);
        writeFileSync(clockFile(folder, name), '0');
        await wait((seconds / 10) * 1_000);
      }
    }
  },
  /** When every clock is right again, what was refused for one that was not is taken in. */
  after: (scene) => replayAll(scene),
  judge({ quarantined }, { problem }) {
    if (quarantined > 0) problem(`${quarantined} messages are still in quarantine after the replay`);
  },
};

const yearMs = 365.25 * 86_400_000;

export const devicesAreWrong = {
  number: 16,
  title: 'device clocks in 1970 and in 2099',
  modes: ['services', 'standalone'],
  groups: [
    { kind: 'battery', count: 10 },
    { kind: 'sensor', count: 8 },
    { kind: 'battery', count: 1, name: 'in-1970', clockOffMs: -Date.now() + 86_400_000 },
    { kind: 'sensor', count: 1, name: 'in-2099', clockOffMs: 73 * yearMs },
  ],
  strike: ({ seconds }) => wait(seconds * 1_000),
  judge({ quarantined, refusals }, { recorder, problem, say }) {
    const wrong = recorder.records.filter(({ clockOffMs }) => clockOffMs);
    const acknowledged = wrong.reduce(
      (sum, { acknowledgedAtMs }) => sum + acknowledgedAtMs.filter(Boolean).length,
      0,
    );
    say(`${acknowledged} messages with an impossible time, ${quarantined} in quarantine`);
    if (quarantined < acknowledged)
      problem(`${acknowledged - quarantined} impossible times are not in quarantine`);
    const stuck = refusals.filter(({ isReplayable }) => !isReplayable);
    if (stuck.length > 0)
      problem(`${stuck.length} refusals could not be replayed after a fix, as ${stuck[0].origin}`);
  },
};
