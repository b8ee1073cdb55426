import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FileSizeLimit } from '../stage/file-size-limit.mjs';
import { SmallVolume } from '../stage/small-volume.mjs';
import { until } from '../until.mjs';

const shim = pathToFileURL(fileURLToPath(new URL('../shims/failing-sync.mjs', import.meta.url))).href;
const noticeMs = 15_000;

async function commandWorks({ stage, problem }) {
  const reply = await fetch(`${stage.url}/charge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"charge":1,"unit":"kW"}',
  });
  if (!reply.ok) problem(`POST /charge with a full disk: ${reply.status} ${await reply.text()}`);
}

export const diskFull = {
  number: 17,
  title: 'disk full on the volume of the journal',
  modes: ['services'],
  needs({ folder }) {
    const volume = SmallVolume.mount(join(folder, 'volume'));
    const env = volume ? { historian: { DATA_DIR: volume.folder } } : {};
    return { services: ['mqtt-publisher'], env, volume, close: () => volume?.unmount() };
  },
  async strike(scene) {
    const { stage, needs, say, seconds, problem } = scene;
    const historian = stage.service('historian');
    const disk = needs.volume ?? new FileSizeLimit(historian);
    const how = needs.volume
      ? 'a volume of its own is filled'
      : 'its files may not grow (no right to mount a volume)';
    await wait((seconds / 4) * 1_000);
    say(`full: ${how}`);
    disk.fill();
    const said = await until(async () => (await historian.problems()) || undefined, {
      withinMs: noticeMs,
      otherwise: 'the historian is ready with a full disk',
    }).catch(({ message }) => void problem(message));
    if (said && !/full|space/i.test(said))
      problem(`/health/ready does not say that the disk is full: ${said}`);
    const before = await stage.detailsOf('historian');
    await commandWorks(scene);
    await wait((seconds / 2) * 1_000);
    const after = await stage.detailsOf('historian');
    say(
      `/health/ready: ${said}; journalled meanwhile: ${after?.flow?.journalled - before?.flow?.journalled}`,
    );
    disk.empty();
    await historian.ready();
    await wait((seconds / 4) * 1_000);
  },
};

export const syncFails = {
  number: 18,
  title: 'fsync error (EIO) of the journal, and what was not synced is gone',
  modes: ['services', 'standalone'],
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
