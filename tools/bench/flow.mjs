import { setTimeout as wait } from 'node:timers/promises';

const everyMs = 20;

/** The counters of one service, from its own health listener. */
export async function flowOf(healthPort, service) {
  const reply = await fetch(`http://127.0.0.1:${healthPort}/health/details`);
  const { services } = await reply.json();
  return services.find((one) => one.service === service).flow;
}

/** Asks until the counters are as they should be; rejects when that takes too long. */
export async function untilFlow(healthPort, service, isRight, withinMs = 120_000) {
  for (const giveUpAt = performance.now() + withinMs; ; await wait(everyMs)) {
    const flow = await flowOf(healthPort, service);
    if (isRight(flow)) return flow;
    if (performance.now() > giveUpAt)
      throw new Error(`${service} has got no further than ${JSON.stringify(flow)}`);
  }
}

/** In words, when something that was sent is neither in the store nor in quarantine. What is written again after a lost answer counts as duplicate. */
export function complaintOf(before, after, sent) {
  const of = (name) => (after[name] ?? 0) - (before[name] ?? 0);
  const isJournalled = of('journalled') + of('quarantined') === sent;
  const isKept = of('stored') + of('duplicate') + of('quarantined') === sent;
  if (isJournalled && isKept && of('dropped') === 0) return undefined;
  const names = ['journalled', 'stored', 'duplicate', 'quarantined', 'dropped'];
  return `LOST OR DOUBLED: ${sent} sent, ${names.map((name) => `${of(name)} ${name}`).join(', ')}`;
}
