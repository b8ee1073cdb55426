import { loadConfig, StartRefused } from '@kilowatch/service-kit/config';
import { initConfig } from './config.js';
import { addGuest, prepareInstallation } from './run-init.js';
import { containerWebServerConfig } from './container-web-server.js';

const usage = `init                    secrets, accounts of the broker and InfluxDB, where they are missing
init device <id>        an MQTT account for a device: it may use the topics of batteries/<id> only
init observer <name>    an MQTT account that may read
init web-server         prints the configuration of the web server`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run([command, name, ...more]: readonly string[]): Promise<void> {
  if (command === undefined) return prepareInstallation(loadConfig(initConfig), say);
  if ((command === 'device' || command === 'observer') && name !== undefined && more.length === 0)
    return addGuest(loadConfig(initConfig), command, name, say);
  if (command === 'web-server' && name === undefined)
    return void process.stdout.write(containerWebServerConfig());
  throw new StartRefused(usage);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const isExpected = error instanceof StartRefused;
  process.stderr.write(`${isExpected ? error.message : `init failed: ${(error as Error).stack}`}\n`);
  process.exitCode = 1;
}
