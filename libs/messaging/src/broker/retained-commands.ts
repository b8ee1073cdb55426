import { Fault, quarantineAdded } from '@kilowatch/contracts';
import type { Aedes, AuthorizePublishHandler } from 'aedes';
import { Refusals } from '../consuming/refusals.js';
import type { DoorLog } from '../door.js';
import { noCounts } from '../no-counts.js';

/** Begins with `$`, so that no wildcard covers it (MQTT 3.1.1, 4.7.2), and nobody is told of it. */
const nowhere = '$refused';

const refusalsPerSecond = 200;

/**
 * Refuses retained messages on command topics. Only the broker can: it hands a retained message to who is subscribed already
 * without the flag (MQTT 3.1.1, 3.3.1.3), and to everybody who comes later as if it had been commanded just now.
 * The sender gets its acknowledgement, as MQTT 3.1.1 knows no other answer; the message goes nowhere, and into the quarantine.
 */
export function refuseRetainedCommands(aedes: Aedes, topics: readonly string[], log: DoorLog): void {
  const commands = new Set(topics);
  const refusals = new Refusals({
    service: 'broker',
    refusalsPerSecond,
    log,
    counters: noCounts(),
    now: Date.now,
    publish: (topic, payload) => tell(aedes, topic, payload),
  });
  const authorize = aedes.authorizePublish.bind(aedes);
  const authorizeUnlessRetained: AuthorizePublishHandler = (client, packet, done) => {
    // An empty one only clears. Cheap questions first: every message of the broker passes here.
    if (packet.retain && packet.payload.length > 0 && commands.has(packet.topic)) {
      const { topic, payload } = packet;
      refusals.refuseFor({ topic, payload: Buffer.from(payload), isRetained: true }, refusal);
      packet.topic = nowhere;
      packet.retain = false;
    }
    authorize(client, packet, done);
  };
  aedes.authorizePublish = authorizeUnlessRetained;
}

const refusal = new Fault(
  'message.retained-command',
  'a retained command is never carried out; publish it without the retain flag',
);

const tell = (aedes: Aedes, topic: string, payload: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { qos, retain } = quarantineAdded;
    const packet = { cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain, dup: false } as const;
    aedes.publish(packet, (error) => (error ? reject(error) : resolve()));
  });
