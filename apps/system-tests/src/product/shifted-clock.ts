/** An option of Node that shifts the clock of a process, as if its machine's were wrong. Timers go on as they would. */
export function shiftedClock(byMs: number): string[] {
  const source = `
    const RealDate = Date;
    const now = () => RealDate.now() + ${byMs};
    globalThis.Date = new Proxy(RealDate, {
      construct: (target, given, newTarget) =>
        Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget === globalThis.Date ? target : newTarget),
      apply: () => new RealDate(now()).toString(),
      get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
    });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}
