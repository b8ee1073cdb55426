import { setTimeout as wait } from 'node:timers/promises';

const everyMs = 1_000;

export const deliveredTwice = {
  number: 13,
  title: 'QoS 1 delivers twice and out of order, and again after reconnections',
  modes: ['services'],
  needs: { isMeddled: true },
  async strike({ stage, say, seconds }) {
    const meddlers = Object.values(stage.meddlers);
    for (const meddler of meddlers) meddler.isMeddling = true;
    for (let atMs = 0; atMs < seconds * 1_000; atMs += everyMs) {
      await wait(everyMs);
      meddlers[(atMs / everyMs) % meddlers.length].cutAll();
    }
    for (const meddler of meddlers) meddler.isMeddling = false;
    for (const [whose, { repeated, delayed, cut }] of Object.entries(stage.meddlers))
      say(`legs of each ${whose}: ${repeated} delivered twice, ${delayed} late, ${cut} connections cut`);
  },
};
