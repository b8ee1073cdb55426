// Loaded into a service by the chaos run (`--import`): its clock is off by the milliseconds that the file CHAOS_CLOCK_FILE names, from
// when that file says so. Timers go on as they would, as when a machine's clock is set.
import { readFileSync } from 'node:fs';

const everyMs = 20;
const file = process.env.CHAOS_CLOCK_FILE;
const RealDate = Date;
let offsetMs = 0;

const read = () => {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    offsetMs = 0; // not there yet
  }
};
read();
setInterval(read, everyMs).unref();

const now = () => RealDate.now() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(
      target,
      given.length === 0 ? [now()] : given,
      newTarget === globalThis.Date ? target : newTarget,
    ),
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
