import { setTimeout as wait } from 'node:timers/promises';

/** Kills a program, leaves it dead for a while and starts it again. */
export async function killed(program, { say, awayMs, signal = 'SIGKILL', life }) {
  say(`${signal} of ${program.name}, away for ${Math.round(awayMs)} ms`);
  await program.end(signal);
  await wait(awayMs);
  program.start(life);
  await program.ready();
}
