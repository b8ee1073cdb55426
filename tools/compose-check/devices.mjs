import { containers, inspect, until, untilHealthy } from './engine.mjs';
import { expect } from './expect.mjs';
import { account, api, ask, mqttClient, page } from './product.mjs';

const seenMs = 5_000;
const legacyPort = 5000;

const deviceIds = async (base = api) =>
  (await ask(`${base}/api/v1/devices`)).body.devices.map(({ device }) => device);

const untilSeen = (ids, base = api) =>
  until(async () => {
    const there = await deviceIds(base);
    const missing = ids.filter((id) => !there.includes(id));
    expect(missing.length === 0, `missing: ${missing.join(', ')}; there: ${there.join(', ')}`);
    return true;
  }, seenMs);

const post = (url, type, body) => ask(url, { method: 'POST', body, headers: { 'content-type': type } });
const json = 'application/json';
const posts = [
  ['/sensor_data', json, '{"device_id": "check_1", "voltage": 3.7, "current_ma": 150.5}', 200],
  ['/data', json, '{"device_id": "check_2", "bus_voltage": 3.7, "ina_current_mA": 150.5}', 200],
  ['/receive-json', json, '{"pct": 90, "id": "check", "ts": 1, "sensors": [{"type": "CO", "val": 12}]}', 200],
  ['/api/v2/write?org=x&bucket=y&precision=s', 'text/plain', 'climate,device=check_3 temperature=18.25', 204],
  ['/write?db=telegraf', 'text/plain; charset=utf-8', 'cpu,host=check_4 usage_idle=92.5', 204],
];
const posted = ['cell:check_1', 'cell:check_2', 'gas:check', 'sensor:check_3', 'sensor:check_4'];
const predecessorsAsk = [
  ['/api/latest', ({ data }) => data.device_id === 'check_2'],
  ['/get-last-entity', ({ device_id }) => device_id === 'check'],
  ['/api/sensors', ({ sensors }) => sensors.some((sensor) => sensor.sensor_id === 'cellar')],
  ['/api/config', (config) => Object.keys(config).length > 0],
];

export async function checkDevices(composed, check) {
  await check('devices post through the web server, on both ports', async () => {
    for (const base of [api, page])
      for (const [path, type, text, status] of posts) {
        const answer = await post(base + path, type, text);
        expect(answer.status === status, `${base}${path}: ${answer.status} ${answer.text}`);
      }
    await untilSeen(posted);
  });
  await check('an account of a device says what its dialect says, and nothing else', () =>
    checkRights(composed),
  );
  await check('what pages of the predecessors ask is answered', async () => {
    for (const [path, isGood] of predecessorsAsk)
      await until(async () => {
        const { status, body, text } = await ask(api + path);
        expect(status === 200 && isGood(body), `${path}: ${status} ${text}`);
        return true;
      }, seenMs);
  });
}

const own = ['tele/cellar/SENSOR', 'cellar/HP/0007', 'gas/cellar/data', 'sensors/cellar/temperature'];
const foreign = [
  'tele/attic/SENSOR',
  'attic/HP/0007',
  'gas/attic/data',
  'zigbee2mqtt/cellar',
  'nibe/coils/x',
  'batteries/attic/state',
  'batteries/cellar/cmd',
  'battery/charge',
  'kw/v1/telemetry/ingest',
  'R/cellar/keepalive',
];

async function checkRights(composed) {
  const observer = await mqttClient(await account(composed, 'onlooker', 'observer'));
  const device = await mqttClient(await account(composed, 'cellar'));
  const heard = [];
  const reading = '{"value": 21.5, "unit": "°C", "location": "of the check"}';
  observer.on('message', (topic, body) => String(body) === reading && heard.push(topic));
  await observer.subscribeAsync('#');
  // In this order on one connection: whoever hears the last has heard whatever was let through before.
  for (const topic of [...foreign, ...own]) await device.publishAsync(topic, reading, { qos: 1 });
  await until(() => heard.includes(own.at(-1)), seenMs);
  await Promise.all([observer, device].map((client) => client.endAsync()));
  expect(heard.join() === own.join(), `heard: ${heard.join(', ')}`);
  return `${foreign.length} topics refused`;
}

export async function checkLegacyPort(composed, check) {
  const options = { files: [`deploy/legacy-ports/${legacyPort}.yml`] };
  const there = `http://localhost:${legacyPort}`;
  await check(`the port of a predecessor, by deploy/legacy-ports/${legacyPort}.yml`, async () => {
    await composed.up(options);
    await untilHealthy(['dashboard'], 60_000);
    const { headers } = await ask(there);
    expect(headers.get('location') === 'cell', `/ leads to ${headers.get('location')}`);
    const { status, text } = await post(
      `${there}/sensor_data`,
      json,
      '{"device_id":"check_5","voltage":3.7}',
    );
    expect(status === 200, `/sensor_data: ${status} ${text}`);
    await untilSeen(['cell:check_5'], there);
  });
}

/** After everything that was done to them: an engine starts again whoever ends by itself. */
export const checkNobodyDied = (check) =>
  check('no container ended by itself or for its memory', async () => {
    const all = await Promise.all(containers.map(inspect));
    const bad = all.filter(({ RestartCount, State }) => RestartCount > 0 || State.OOMKilled);
    expect(bad.length === 0, bad.map(({ Name }) => Name.slice(1)).join(', '));
  });
