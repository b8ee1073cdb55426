import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { root } from '../scripts/node24.mjs';

const run = promisify(execFile);
const project = 'kilowatch-check';
const buildMs = 15 * 60_000;
const commandMs = 2 * 60_000;
const outputBytes = 64 * 1024 * 1024;

/** Services of the file, without the one-shot init. */
export const containers = [
  'influxdb',
  'mosquitto',
  'historian',
  'ingest',
  'mqtt-publisher',
  'control-api',
  'realtime-gateway',
  'dashboard',
  'simulator',
];

/** Runs a command; resolves with what it printed, rejects with what it complained of. */
export async function output(command, args, { timeout = commandMs, env = {}, cwd = root } = {}) {
  const options = { cwd, timeout, maxBuffer: outputBytes, env: { ...process.env, ...env } };
  const { stdout, stderr } = await run(command, args, options);
  return stdout + stderr;
}

export const docker = (...args) => output('docker', args);

const hasCommand = (command) =>
  output(command, ['version']).then(
    () => true,
    () => false,
  );

/** The project's own containers, networks and volumes, under a name that is no installation's. */
export class Composed {
  #folder = mkdtempSync(join(tmpdir(), 'kilowatch-compose-'));
  // What is checked is the file as it is delivered, whatever the .env beside it says.
  #noSettings = this.#write('no-settings.env', '');

  static async open() {
    const composed = new Composed();
    composed.command = (await hasCommand('docker-compose')) ? ['docker-compose'] : ['docker', 'compose'];
    return composed;
  }

  /** `docker-compose <args>`; with more compose `files`, or `override`: one more, as an object. */
  run(args, { env, override, files: more = [], timeout } = {}) {
    const [command, ...first] = this.command;
    const named = ['docker-compose.yml', ...more, ...(override ? [this.#fileOf(override)] : [])];
    const files = named.flatMap((file) => ['-f', file]);
    return output(
      command,
      [...first, '--env-file', this.#noSettings, '-p', project, '--profile', 'demo', ...files, ...args],
      { env, timeout },
    );
  }

  up(options, ...args) {
    return this.run(['up', '-d', ...args], { timeout: buildMs, ...options });
  }

  // JSON is YAML.
  #fileOf(content) {
    return this.#write('override.yml', JSON.stringify(content));
  }

  #write(name, text) {
    const file = join(this.#folder, name);
    writeFileSync(file, text);
    return file;
  }

  async close() {
    await this.run(['down', '-v', '--remove-orphans']);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const inspect = async (name) => JSON.parse(await docker('inspect', name))[0];

/** What the last health check of a container printed. */
export const healthOf = async (name) => {
  const { Health } = (await inspect(name)).State;
  return { status: Health.Status, reason: (Health.Log ?? []).at(-1)?.Output.trim() ?? '' };
};

/** Polls until `ask` resolves with something true; rejects with the last failure after `withinMs`. */
export async function until(ask, withinMs, everyMs = 100) {
  const endMs = performance.now() + withinMs;
  for (;;) {
    let failure = new Error('not yet');
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      failure = error;
    }
    if (performance.now() > endMs) throw failure;
    await wait(everyMs);
  }
}

export const untilHealthy = (names, withinMs) =>
  until(
    async () => {
      const all = await Promise.all(names.map(async (name) => ({ name, ...(await healthOf(name)) })));
      const ill = all.filter(({ status }) => status !== 'healthy');
      if (ill.length === 0) return true;
      throw new Error(ill.map(({ name, status, reason }) => `${name}: ${status} ${reason}`).join('; '));
    },
    withinMs,
    500,
  );
