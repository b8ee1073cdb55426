import { setTimeout as wait } from 'node:timers/promises';
import { saveIntervalS } from '../stage/mosquitto.mjs';
import { killed } from './kill.mjs';

const modes = ['services'];
const slackMs = 2_000;

export const brokerRestarted = {
  number: 7,
  title: 'broker SIGTERM and restart',
  modes,
  async strike({ stage, random, say, seconds }) {
    for (let round = 0; round < 2; round += 1) {
      await wait((seconds / 2) * 1_000);
      await killed(stage.broker, { say, signal: 'SIGTERM', awayMs: random.between(100, 1_000) });
      await stage.ready();
    }
  },
};

/** Once with everything running, once with what ingest has not had yet in the broker's queue. */
async function killBroker({ stage, random, say, seconds, killedAtMs }) {
  await stage.broker.save(); // the sessions of the services, as a broker has them that runs longer than a few seconds
  await wait((seconds / 2) * 1_000);
  killedAtMs.push(Date.now());
  await killed(stage.broker, { say, awayMs: random.between(100, 500) });
  await stage.ready();
  await wait((seconds / 2) * 1_000);
  say('SIGKILL of ingest: messages wait in the broker');
  await stage.service('ingest').end('SIGKILL');
  await wait((seconds / 5) * 1_000);
  killedAtMs.push(Date.now());
  await killed(stage.broker, { say, awayMs: random.between(100, 500) });
  stage.service('ingest').start();
  await stage.ready();
}

/** What a killed broker had acknowledged and not saved yet is lost: nobody but the device could have kept it. */
export const brokerKilledPlain = {
  number: 8,
  title: 'broker SIGKILL, plain devices',
  modes,
  strike: killBroker,
  /** Why a loss is what was to be expected; undefined when it was not. */
  excuse({ record, seq }, { killedAtMs }) {
    const atMs = record.acknowledgedAtMs[seq - 1];
    const oldestMs = saveIntervalS() * 1_000 + slackMs;
    const isInWindow = killedAtMs.some((killMs) => atMs <= killMs + slackMs && killMs - atMs <= oldestMs);
    return isInWindow ? `forgotten by the killed broker, which saves every ${saveIntervalS()} s` : undefined;
  },
};

export const brokerKilledReliable = {
  number: 8,
  title: 'broker SIGKILL, devices that keep what is not stored',
  modes,
  groups: [
    { kind: 'battery', count: 10, isReliable: true },
    { kind: 'sensor', count: 10, isReliable: true },
  ],
  strike: killBroker,
};
