import { containers, docker, healthOf, inspect, until, untilHealthy } from './engine.mjs';
import { expect } from './expect.mjs';
import { api, ask, history, page, snapshot } from './product.mjs';
import { Traffic } from './traffic.mjs';

const secretsDigest = async () => {
  const services = containers.filter((name) => !['influxdb', 'mosquitto', 'dashboard'].includes(name));
  const digests = services.map((name) => docker('exec', name, 'sh', '-c', 'sha256sum /run/kilowatch/*'));
  const broker = docker('exec', 'mosquitto', 'sh', '-c', 'sha256sum /mosquitto/broker/*');
  return (await Promise.all([...digests, broker])).join('');
};

/** A path that every kind of client takes works: API, history, page, socket. */
async function everythingWorks(headers = {}) {
  const charge = await ask(`${api}/charge`, { method: 'POST', body: { charge: 1 }, headers });
  expect(charge.status === 200, `POST /charge: ${charge.status} ${charge.text}`);
  const live = await ask(`${api}/livedata`, { headers });
  expect(live.status === 200, `GET /livedata: ${live.status} ${live.text}`);
  expect((await ask(page)).status === 200, 'the page does not come');
  await snapshot(page, { extraHeaders: headers });
}

export async function checkRestarts(user, check) {
  const traffic = new Traffic(user);
  await traffic.start();
  for (const name of containers) {
    await check(`restart ${name} under traffic: everything works within 5 s`, async () => {
      const beganAt = performance.now();
      await docker('restart', name);
      const startedAt = performance.now();
      await until(() => everythingWorks().then(() => true), 5_000);
      const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);
      return `${seconds(startedAt)} s after it was started, ${seconds(beganAt)} s after the command`;
    });
    await untilHealthy([name], 60_000);
  }
  await traffic.stop();
  await check('nothing that was accepted is lost', async () => {
    const { reports, commands } = await until(async () => {
      const missing = await traffic.missing();
      return missing.reports.length + missing.commands.length === 0 && missing;
    }, 20_000).catch(() => traffic.missing());
    const { accepted, refused } = traffic;
    const detail = `${accepted.reports.size} reports, ${accepted.commands.size} commands accepted; refused ${JSON.stringify([...refused])}`;
    expect(
      reports.length + commands.length === 0,
      `lost reports ${reports}, commands ${commands} of ${detail}`,
    );
    return detail;
  });
}

export async function checkDownAndUp(composed, check) {
  const before = await secretsDigest();
  await check('a second up changes no secret', async () => {
    await composed.up();
    expect((await secretsDigest()) === before, 'secrets differ');
  });
  await check('a stop ends every container by itself', async () => {
    await composed.run(['stop']);
    const codes = await Promise.all(
      containers.map(async (name) => [name, (await inspect(name)).State.ExitCode]),
    );
    expect(
      codes.every(([, code]) => code === 0),
      JSON.stringify(codes),
    );
  });
  await check('down and up keeps data and secrets', async () => {
    await composed.up();
    await untilHealthy(containers, 90_000);
    const points = (await history('battery:check', 'activePowerW', 0)).length;
    await composed.run(['down']);
    await composed.up();
    await untilHealthy(containers, 90_000);
    expect((await secretsDigest()) === before, 'secrets differ');
    const after = (await history('battery:check', 'activePowerW', 0)).length;
    expect(after === points && points > 0, `${points} points before, ${after} after`);
    return `${points} points`;
  });
}

export async function checkWrongSecrets(composed, check) {
  const wrong = {
    services: {
      historian: { environment: { INFLUXDB_TOKEN: 'not-the-token', INFLUXDB_TOKEN_FILE: '' } },
      ingest: { environment: { MQTT_PASSWORD: 'not-the-password', MQTT_PASSWORD_FILE: '' } },
    },
  };
  const unhealthy = (name) =>
    until(
      async () => ((await healthOf(name)).status === 'unhealthy' ? healthOf(name) : undefined),
      120_000,
      500,
    );
  await composed.up({ override: wrong });
  await check('a wrong token of InfluxDB: the historian is unhealthy and says so', async () => {
    const { reason } = await unhealthy('historian');
    expect(/token/i.test(reason) && !reason.includes('not-the-token'), reason);
    return reason;
  });
  await check('a wrong MQTT password: ingest is unhealthy and says so', async () => {
    const { reason } = await unhealthy('ingest');
    expect(/password|authori[sz]ed/i.test(reason) && !reason.includes('not-the-password'), reason);
    return reason;
  });
  await check('control works meanwhile', async () => {
    const { status, text } = await ask(`${api}/charge`, { method: 'POST', body: { charge: 1 } });
    expect(status === 200, text);
  });
  await check('with the right ones everything is healthy again', async () => {
    await composed.up();
    await untilHealthy(containers, 90_000);
  });
}

export async function checkKey(composed, check) {
  await check('PUBLISH_ADDRESS beyond this machine without a key: refused, with what to do', async () => {
    const said = await composed
      .run(['run', '--rm', '--no-deps', '-e', 'PUBLISH_ADDRESS=192.0.2.1', 'control-api'])
      .catch((error) => error.stderr + error.stdout);
    expect(/192\.0\.2\.1/.test(said) && /API_KEY/.test(said), said);
  });
  const key = 'a-key-of-compose-check-only';
  await check('API_KEY: asked for everywhere, and then everything works', async () => {
    await composed.up({ env: { API_KEY: key } });
    await untilHealthy(containers, 90_000);
    const { status, body } = await ask(`${api}/livedata`);
    expect(status === 401 && body?.code === 'access.required', `without the key: ${status}`);
    await snapshot().then(
      () => expect(false, 'a socket was let in without the key'),
      () => undefined,
    );
    await everythingWorks({ 'x-api-key': key });
  });
}
