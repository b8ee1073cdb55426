import { movedTraffic, StartRefused } from '@kilowatch/service-kit/config';
import { writeBrokerFiles } from './broker-files.js';
import type { InitConfig } from './config.js';
import { GuestAccounts, type GuestRole } from './guest-accounts.js';
import { InfluxApi } from './influx-api.js';
import { setUpInflux } from './influx-set-up.js';
import { Secrets } from './secrets.js';
import { untilInfluxAnswers } from './until-influx-answers.js';

export type Say = (line: string) => void;

/** Secrets of the services, files of the broker, and InfluxDB where one is named. Says what it did, and no secret. */
export async function prepareInstallation(config: InitConfig, say: Say): Promise<void> {
  const secrets = new Secrets(config.SECRETS_DIR);
  await refreshBroker(config, secrets, say);
  if (config.INFLUXDB_URL !== undefined) await prepareInflux(config, config.INFLUXDB_URL, secrets, say);
}

/** Makes an account for a device or an observer and says its password, this once. */
export async function addGuest(config: InitConfig, role: GuestRole, name: string, say: Say): Promise<void> {
  const secrets = new Secrets(config.SECRETS_DIR);
  const password = await new GuestAccounts(secrets).add(role, name);
  await refreshBroker(config, secrets, () => undefined);
  say(`MQTT user ${name}, password ${password}`);
  say('It is shown this once. Mosquitto knows it after: docker kill --signal=HUP mosquitto');
}

async function refreshBroker(config: InitConfig, secrets: Secrets, say: Say): Promise<void> {
  const guests = await new GuestAccounts(secrets).all();
  const { newPasswords, isChanged } = await writeBrokerFiles({
    folder: config.BROKER_DIR,
    secrets,
    guests,
    topicCharge: config.MQTT_TOPIC_CHARGE,
    topicDischarge: config.MQTT_TOPIC_DISCHARGE,
    traffic: movedTraffic(config),
  });
  const made =
    newPasswords.length > 0 ? `made for ${newPasswords.join(', ')}` : 'are there, none was changed';
  say(`MQTT passwords of the services: ${made}`);
  say(`Files of the broker: ${isChanged ? 'written' : 'unchanged'}, ${guests.length} further accounts`);
}

async function prepareInflux(config: InitConfig, url: string, secrets: Secrets, say: Say): Promise<void> {
  const { INFLUXDB_ORG: org, INFLUXDB_BUCKET: bucket, INFLUXDB_ADMIN_TOKEN: adminToken } = config;
  const api = new InfluxApi(url);
  const hasToken = (await secrets.read('historian', 'influxdb-token')) !== undefined;
  // With a token nothing has to wait for a database that is slow or broken: the historian says so itself, and control works.
  const waitMs = (hasToken ? Math.min(5, config.INFLUXDB_WAIT_S) : config.INFLUXDB_WAIT_S) * 1_000;
  if (await untilInfluxAnswers(api, waitMs, say))
    return setUpInflux({ api, secrets, org, bucket, adminToken, say });
  if (!hasToken)
    throw new StartRefused(
      `InfluxDB at ${url} did not answer within ${waitMs / 1000} s. See what it says (docker logs influxdb), then start again`,
    );
  say(`InfluxDB at ${url} does not answer now; it was set up before, so the services start without it`);
}
