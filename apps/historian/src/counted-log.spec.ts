import { expect, it } from '@jest/globals';
import { CountedLog } from './counted-log.js';

it('passes everything on, and counts warnings and errors', () => {
  const said: string[] = [];
  const say = (level: string) => (_context: object, message: string) => said.push(`${level} ${message}`);
  const log = new CountedLog({
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  });
  log.debug({}, 'a');
  log.info({}, 'b');
  expect(log.warnings).toBe(0);
  log.warn({}, 'c');
  log.error({}, 'd');
  expect(log.warnings).toBe(2);
  expect(said).toEqual(['debug a', 'info b', 'warn c', 'error d']);
});
