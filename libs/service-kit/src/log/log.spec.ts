import { describe, expect, it } from '@jest/globals';
import { createLog } from './log.js';
import { NestLog } from './nest-log.js';
import { readableLine } from './readable-line.js';

const collect = (level: 'debug' | 'info' = 'info') => {
  const lines: string[] = [];
  const log = createLog({ LOG_LEVEL: level }, { write: (line) => void lines.push(line) });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

describe('the log', () => {
  it('is one JSON object a line, with service, words and context', () => {
    const { log, parsed } = collect();
    log.child({ service: 'ingest' }).warn({ topic: 'batteries/x/state' }, 'Refused a message');
    expect(parsed()).toEqual([
      {
        level: 'warn',
        time: expect.any(String),
        service: 'ingest',
        topic: 'batteries/x/state',
        msg: 'Refused a message',
      },
    ]);
  });

  it('keeps the whole error with its causes', () => {
    const { log, parsed } = collect();
    log.error({ err: new Error('outer', { cause: new Error('inner') }) }, 'Failed');
    expect(parsed()[0]).toMatchObject({
      err: { message: 'outer', cause: { message: 'inner' }, stack: expect.stringContaining('log.spec') },
    });
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = collect();
    log.debug({}, 'chatter');
    expect(lines).toEqual([]);
  });
});

it('a readable line says time, level, service, words and the rest', () => {
  const json =
    '{"level":"warn","time":"2026-01-02T03:04:05.678Z","service":"ingest","topic":"a/b","count":2,"msg":"Refused"}';
  expect(readableLine(json)).toBe('03:04:05.678 WARN  [ingest] Refused topic=a/b count=2\n');
});

describe("Nest's lines", () => {
  it('are for debugging unless something is wrong', () => {
    const { log, parsed } = collect('debug');
    const nest = new NestLog(log);
    nest.log('Mapped {/charge, POST} route', 'RouterExplorer');
    nest.warn('Careful', 'Injector');
    nest.error('Broken', 'the stack', 'Server');
    expect(parsed()).toMatchObject([
      { level: 'debug', nest: 'RouterExplorer', msg: 'Mapped {/charge, POST} route' },
      { level: 'warn', nest: 'Injector' },
      { level: 'error', nest: 'Server', stack: 'the stack', msg: 'Broken' },
    ]);
  });

  it.each(['ExceptionHandler', '_ExceptionHandler', '_NestApplication'])(
    'about a failed start are left to the one who starts: %s',
    (name) => {
      const { log, lines } = collect();
      new NestLog(log).error(new Error('odd'), name);
      expect(lines).toEqual([]);
    },
  );
});
