import { createServer } from 'node:net';
import { commonConfig } from '../../config/common-config.js';
import { createLog } from '../../log/log.js';
import { type Running, runProcess } from '../run-process.js';
import { StartRefused } from '../start-refused.js';

// A process whose behaviour its first argument chooses; bundled and spawned by run-process.spec.
const behaviour = process.argv[2];

const settings = {
  common: commonConfig.parse({ SHUTDOWN_DEADLINE_MS: '300' }),
  services: new Map(),
  warnings: [],
} as unknown as Running['settings'];

await runProcess(async () => {
  if (behaviour === 'refuse') throw new StartRefused('HOST is wrong. Set HOST=127.0.0.1.');
  if (behaviour === 'break') throw new Error('the file is damaged');
  const alive = createServer().listen(0, '127.0.0.1');
  if (behaviour === 'reject') setImmediate(() => void Promise.reject(new Error('nobody caught this')));
  if (behaviour === 'throw') {
    setImmediate(() => {
      throw new Error('nobody caught this');
    });
  }
  const close = async (): Promise<void> => {
    if (behaviour === 'hang') await new Promise(() => undefined);
    if (behaviour === 'fail') throw new Error('the store did not close');
    alive.close();
    process.stdout.write('closed\n');
  };
  process.stdout.write('started\n');
  return { settings, log: createLog({ LOG_FORMAT: 'json' }), close };
});
