import { createLog } from '../log/log.js';
import type { Log } from '../service.js';
import type { RunningServices } from './compose-options.js';
import { startFailureInWords } from './start-failure.js';

/** What a process needs of what it runs. */
export type Running = Pick<RunningServices, 'close' | 'log' | 'settings'> &
  Partial<Pick<RunningServices, 'yielded'>>;

/**
 * The life of a process: starts it, ends it on SIGTERM or SIGINT within `SHUTDOWN_DEADLINE_MS` (exit code 0 when everything
 * closed, 1 when not), says in one sentence why it cannot start (exit code 1), and dies of what nobody expected, logged whole.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  let running: Running | undefined;
  const log = (): Log => running?.log ?? createLog();
  const die = (what: string) => (err: unknown) => {
    log().error({ err }, what);
    process.exit(1);
  };
  process.on('uncaughtException', die('Uncaught exception'));
  process.on('unhandledRejection', die('Unhandled rejection'));
  let isStopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!running || isStopping) process.exit(isStopping ? 1 : 0); // asked twice, or nothing to close yet
      isStopping = true;
      void stop(running, signal);
    });
  }
  const begin = async (): Promise<void> => {
    try {
      running = await start();
    } catch (error) {
      process.stderr.write(`${startFailureInWords(error)}\n`);
      process.exit(1);
    }
    void running.yielded?.then((name) => startAnew(name));
  };
  // What it has in memory is another instance's to change from now on: as a new process would, it begins from nothing.
  const startAnew = async (name: string): Promise<void> => {
    if (!running || isStopping) return;
    const stepping = running;
    stepping.log.warn({ name }, `Another ${name} has taken over: stepping back and waiting`);
    const timer = exitAtDeadline(stepping);
    await stepping.close();
    clearTimeout(timer);
    if (!isStopping) await begin();
  };
  await begin();
}

const exitAtDeadline = ({ log, settings }: Running): NodeJS.Timeout => {
  const deadlineMs = settings.common.SHUTDOWN_DEADLINE_MS;
  return setTimeout(() => {
    log.error({ deadlineMs }, 'Not closed in time, exiting');
    process.exit(1);
  }, deadlineMs).unref();
};

async function stop(running: Running, signal: string): Promise<void> {
  const { close, log } = running;
  exitAtDeadline(running);
  log.info({ signal }, 'Stopping');
  try {
    await close();
    process.exit(0);
  } catch (err) {
    log.error({ err }, 'Did not close cleanly');
    process.exit(1);
  }
}
