import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/node24.mjs';
import { checkDevices, checkLegacyPort, checkNobodyDied } from './devices.mjs';
import { expect } from './expect.mjs';
import { hardeningChecks } from './hardening.mjs';
import { Composed, containers, docker, inspect, output, until, untilHealthy } from './engine.mjs';
import { account, api, ask, mqttClient, page, snapshot } from './product.mjs';
import { checkDownAndUp, checkKey, checkRestarts, checkWrongSecrets } from './resilience.mjs';

/**
 * Starts docker-compose.yml with a real engine and looks whether it keeps its promises. Takes some minutes, prints one line per
 * check, removes what it made, and ends with 1 when one failed: `node tools/scripts/run.mjs node tools/compose-check/compose-check.mjs`;
 * with `stories` the stories of the system tests as well.
 */
const results = [];
const storiesMs = 30 * 60_000;
const demoMs = 15_000;
const demoDevices = ['battery:demo', 'cell:demo', 'gas:demo', 'heat-pump:demo', 'sensor:demo_temp_01'];

async function check(name, run) {
  const startedAt = performance.now();
  const line = (verdict, detail) =>
    `${verdict}  ${name}${detail ? ` (${detail})` : ''}  ${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  try {
    const detail = await run();
    results.push({ name, isGood: true });
    console.log(line('ok  ', typeof detail === 'string' ? detail : ''));
  } catch (error) {
    results.push({ name, isGood: false });
    console.log(line('FAIL', String(error.stderr || error.message).slice(-1_500)));
  }
}

async function checkStart(composed) {
  await check('docker-compose up -d --build', () => composed.up({}, '--build').then(() => ''));
  await check('every container is healthy', () => untilHealthy(containers, 90_000).then(() => ''));
  await check('init ends well and says no secret', async () => {
    const { State } = await inspect('init');
    expect(State.ExitCode === 0, await docker('logs', 'init'));
  });
}

async function checkUse(composed) {
  await check('the curl lines of the README', async () => {
    for (const path of ['/charge', '/discharge']) {
      const answer = await ask(api + path, { method: 'POST', body: { [path.slice(1)]: 5, unit: 'kW' } });
      expect(answer.status === 200 && answer.body.status === 'published', `${path}: ${answer.text}`);
    }
    const written = await ask(`${api}/writeCharge`, { method: 'POST', body: { charge: 7 } });
    expect(written.status === 200, `/writeCharge: ${written.text}`);
    const live = await until(async () => {
      const { body } = await ask(`${api}/livedata`);
      return body?.charge === 7 && body;
    }, 5_000);
    expect(live.discharge === 5, `livedata ${JSON.stringify(live)}`);
    const read = await ask(`${api}/read?begin=-1h`);
    expect(read.status === 200 && read.body.length > 0, `/read: ${read.text}`);
  });
  await check('both ports serve dashboard, API and API description', async () => {
    for (const base of [api, page]) {
      const { status, text, headers } = await ask(base);
      expect(status === 200 && text.includes('<script'), `${base}: ${status}`);
      expect(headers.get('content-security-policy')?.includes("default-src 'none'"), `${base}: no policy`);
      expect((await ask(`${base}/docs/openapi.json`)).body?.openapi, `${base}/docs`);
      const unknown = await ask(`${base}/no/such`);
      expect(unknown.status === 404 && unknown.body?.code === 'route.unknown', `unknown: ${unknown.text}`);
    }
  });
  await check('a socket gets a snapshot with demo devices of every kind', () =>
    until(async () => {
      const there = (await snapshot()).devices.map(({ device }) => device);
      const missing = demoDevices.filter((id) => !there.includes(id));
      expect(missing.length === 0, `missing: ${missing.join(', ')}; there: ${there.join(', ')}`);
      return `${there.length} devices`;
    }, demoMs),
  );
  await check('MQTT without an account is refused', async () => {
    const refused = await mqttClient({ reconnectPeriod: 0 }).then(
      (client) => client.endAsync().then(() => ''),
      (error) => error.message,
    );
    expect(refused.includes('Not authorized'), `it was let in or something else: ${refused}`);
    return refused;
  });
  let user;
  await check('a device gets an account, reports, and hears its commands', async () => {
    user = await account(composed, 'check');
    const device = await mqttClient(user);
    const heard = new Promise((resolve) => device.on('message', (_topic, body) => resolve(String(body))));
    await device.subscribeAsync('battery/charge');
    await ask(`${api}/charge`, { method: 'POST', body: { charge: 3 } });
    expect(JSON.parse(await heard).charge === 3, await heard);
    await device.publishAsync('batteries/check/state', JSON.stringify({ socPct: 50 }), { qos: 1 });
    await until(
      async () =>
        (await ask(`${api}/api/v1/devices/battery%3Acheck/latest`)).body?.readings?.[0]?.value === 50,
      5_000,
    );
    await device.endAsync();
  });
  return user;
}

// One installation after the other, on the same ports: after everything else.
async function checkStories() {
  await check('the stories of both modes, through the published ports', async () => {
    const options = ['--runInBand', '--testTimeout=180000', '-t', 'as containers'];
    const said = await output('node', [join(root, 'node_modules/jest/bin/jest.js'), ...options], {
      timeout: storiesMs,
      cwd: join(root, 'apps/system-tests'),
      env: {
        STORIES_IN: 'containers',
        NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      },
    });
    return /^Tests:\s+(.*)$/m.exec(said)?.[1];
  });
}

async function refuseToDisturb() {
  const names = (await docker('ps', '-a', '--format', '{{.Names}}')).split('\n');
  const taken = ['init', ...containers].filter((name) => names.includes(name));
  if (taken.length > 0)
    throw new Error(`There are containers named ${taken.join(', ')} already: stop and remove them first`);
}

async function main() {
  await refuseToDisturb();
  const composed = await Composed.open();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  console.log(`Kilowatch ${version}, ${(await docker('--version')).trim()}`);
  try {
    await checkStart(composed);
    await hardeningChecks(check);
    const user = await checkUse(composed);
    await checkDevices(composed, check);
    if (user) await checkRestarts(user, check);
    await checkNobodyDied(check);
    await checkLegacyPort(composed, check);
    await checkDownAndUp(composed, check);
    await checkWrongSecrets(composed, check);
    await checkKey(composed, check);
  } finally {
    await composed.close();
  }
  if (process.argv.includes('stories')) await checkStories();
  const failed = results.filter(({ isGood }) => !isGood);
  console.log(`compose-check: ${results.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
