import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FileSizeLimit } from '../stage/file-size-limit.mjs';
import { SmallVolume } from '../stage/small-volume.mjs';
import { until } from '../until.mjs';

const shim = pathToFileURL(fileURLToPath(new URL('../shims/failing-sync.mjs', import.meta.url))).href;
const noticeMs = 30_000;
/** In the journal, about. */
const bytesPerMessage = 450;

async function commandWorks({ stage, problem }) {
  const reply = await fetch(`${stage.url}/charge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"charge":1,"unit":"kW"}',
  });
  if (!reply.ok) problem(`POST /charge with a full disk: ${reply.status} ${await reply.text()}`);
}

/** What must hold while the journal cannot grow: nothing is acknowledged, health says why, commands work; and it goes on afterwards. */
async function whileFull(scene, { fill, empty }) {
  const { stage, workload, say, seconds, problem } = scene;
  const historian = stage.service('historian');
  const flow = async () => (await stage.detailsOf('historian'))?.flow;
  await wait((seconds / 4) * 1_000);
  await fill();
  const said = await until(async () => (await historian.problems()) || undefined, {
    withinMs: noticeMs,
    otherwise: 'the historian is ready although its journal cannot grow',
  }).catch(({ message }) => void problem(message));
  if (said && !/full|space/i.test(said)) problem(`/health/ready does not say that it is full: ${said}`);
  const before = await flow();
  await commandWorks(scene);
  await wait((seconds / 2) * 1_000);
  const after = await flow();
  say(`/health/ready: ${said}; journalled meanwhile: ${after?.journalled - before?.journalled} readings`);
  await empty();
  workload.share = 0; // what waits in the broker must go through the journal, too, before it has room again
  await historian.ready();
  workload.share = 1;
  await wait((seconds / 4) * 1_000);
}

const modes = ['services', 'standalone'];

export const diskFull = {
  number: 17,
  title: 'disk full on the volume of the journal',
  modes,
  needs({ folder }) {
    const volume = SmallVolume.mount(join(folder, 'volume'));
    const env = volume ? { historian: { DATA_DIR: volume.folder } } : {};
    return { services: ['mqtt-publisher'], env, volume, close: () => volume?.unmount() };
  },
  async strike(scene) {
    const { volume } = scene.needs;
    const disk = volume ?? new FileSizeLimit(scene.stage.service('historian'));
    scene.say(
      volume ? 'a volume of its own is filled' : 'its files may not grow (no right to mount a volume)',
    );
    await whileFull(scene, { fill: () => disk.fill(), empty: () => disk.empty() });
  },
};

export const quotaFull = {
  number: 17,
  title: 'store away until the journal has reached its quota',
  modes,
  needs({ rate, seconds }) {
    const quotaMiB = Math.max(1, Math.round((rate * bytesPerMessage * seconds) / 2 / 2 ** 20));
    // What is taken at once must fit into so small a journal.
    const env = { historian: { HISTORY_JOURNAL_MIB: String(quotaMiB), MQTT_BATCH_MESSAGES: '64' } };
    return { store: 'influx', services: ['mqtt-publisher'], env };
  },
  async strike(scene) {
    const { proxy } = scene.stage.store;
    await whileFull(scene, { fill: () => proxy.down(), empty: () => proxy.heal() });
  },
};

export const syncFails = {
  number: 18,
  title: 'fsync error (EIO) of the journal, and what was not synced is gone',
  modes,
  needs: ({ folder }) => ({
    env: { historian: { NODE_OPTIONS: `--import ${shim}`, CHAOS_SYNC_FILE: join(folder, 'sync-fails') } },
  }),
  async strike({ stage, folder, say, seconds, problem }) {
    const historian = stage.service('historian');
    for (let round = 0; round < 2; round += 1) {
      await wait((seconds / 2) * 1_000);
      const outputBefore = historian.output.length;
      writeFileSync(join(folder, 'sync-fails'), '');
      await until(() => !historian.isRunning, {
        withinMs: noticeMs,
        otherwise: 'the historian runs on although nothing reaches the disk',
      }).catch(({ message }) => problem(message));
      rmSync(join(folder, 'sync-fails'));
      if (historian.isRunning) continue;
      const lastLine = historian.output.slice(outputBefore).trim().split('\n').at(-1) ?? '';
      say(`it ended with ${historian.exitCode}: ${lastLine.slice(0, 300)}`);
      if (!historian.exitCode) problem(`it ended with exit code ${historian.exitCode}, which is no failure`);
      if (!/EIO|sync/i.test(lastLine)) problem('its last line does not say why it ended');
      historian.start();
      await historian.ready();
    }
  },
};
