import { JournalFull } from '@kilowatch/journal';
import type { Aedes, AedesPublishPacket, AuthorizePublishHandler, Client } from 'aedes';
import type { DoorLog } from '../door.js';
import { within } from '../within.js';
import type { Admitted, Unqueued } from './admitted.js';
import { type Held, HoldingLine } from './holding-line.js';
import type { SessionJournal } from './session-journal.js';

export interface JournalGateOptions {
  readonly journal: SessionJournal;
  readonly admitted: Admitted;
  /** Sessions of our own services that get what is published on a topic. */
  readonly sessionsOf: (topic: string) => Promise<readonly string[]>;
  readonly isOwn: (clientId: string) => boolean;
  /** Topics on which nothing waits for the disk for long. */
  readonly urgentTopics: ReadonlySet<string>;
  readonly log: DoorLog;
}

/** What must not wait for the disk goes on without it after so long. */
const urgentWithinMs = 500;
/** A wait of so long is a problem, and not a burst. */
const problemAfterMs = 3_000;

/**
 * Holds a publish back, and with it its acknowledgement, until it is on the disk for the sessions that it is for.
 *
 * It stands in `authorizePublish`, the only place before the PUBACK where a broker of aedes 1.x can wait: for QoS 1 its publish handler writes
 * the PUBACK first and then enqueues, so that neither the persistence nor `published` could delay it any more
 * (https://github.com/moscajs/aedes/blob/v1.2.0/lib/handlers/publish.js). A publisher that is held back is not read any further,
 * which bounds what waits; one that has gone in the meantime was never told that we have its message.
 */
export class JournalGate {
  private readonly own = new HoldingLine();
  private readonly others = new HoldingLine();
  private isUnrecordedSaid = false;

  constructor(private readonly options: JournalGateOptions) {}

  /** In words; undefined while nobody is held back for long. */
  get problem(): string | undefined {
    const nowMs = performance.now();
    const ms = Math.max(this.own.waitingMs(nowMs), this.others.waitingMs(nowMs));
    if (ms < problemAfterMs) return undefined;
    return `messages wait for ${Math.round(ms / 1_000)} s already: the services have not worked off what came before`;
  }

  install(aedes: Aedes): void {
    const authorize = aedes.authorizePublish.bind(aedes);
    const authorizeWhenJournalled: AuthorizePublishHandler = (client, packet, done) => {
      authorize(client, packet, (error) => {
        // Without an id it is QoS 0, or a last will: nobody gets an acknowledgement.
        if (error || !client || packet.messageId === undefined) done(error);
        else this.admit(client, packet as AedesPublishPacket, () => done());
      });
    };
    aedes.authorizePublish = authorizeWhenJournalled;
  }

  private admit(client: Client, packet: AedesPublishPacket, done: () => void): void {
    const journalled = this.options.sessionsOf(packet.topic).then((sessions) => {
      if (sessions.length === 0) return done();
      if (this.options.urgentTopics.has(packet.topic)) return this.admitUrgent(packet, sessions, done);
      return this.admitHeld(client, packet, sessions, done);
    });
    journalled.catch((error: unknown) =>
      this.options.log.error({ err: error }, 'could not journal a message'),
    );
  }

  private admitHeld(
    client: Client,
    packet: AedesPublishPacket,
    sessions: readonly string[],
    done: () => void,
  ): void {
    const { isOwn, journal, log } = this.options;
    const isOurs = isOwn(client.id);
    const line = isOurs ? this.own : this.others;
    const held: Held = {
      isGone: () => client.closed, // without an acknowledgement, so it will send the message again
      tryNow: (): boolean => {
        if (!journal.hasRoom(sessions, packet.payload.length, isOurs)) return false;
        this.append(packet, sessions).then(
          (admitted) => {
            line.gotThrough();
            this.options.admitted.add(admitted);
            done();
          },
          (error: unknown) => {
            if (error instanceof JournalFull) line.refused(held);
            else log.error({ topic: packet.topic, err: error }, 'a message is not acknowledged');
          },
        );
        return true;
      },
    };
    line.pass(held);
  }

  /** A command is carried out whatever the disk does: what is lost with a kill is only the record of it. */
  private async admitUrgent(
    packet: AedesPublishPacket,
    sessions: readonly string[],
    done: () => void,
  ): Promise<void> {
    let isLate = false;
    const appended = this.append(packet, sessions).then((admitted) => {
      if (isLate) this.options.journal.settle(admitted);
      else this.options.admitted.add(admitted);
    });
    try {
      isLate = !(await within(appended, urgentWithinMs));
      if (isLate) this.unrecorded(packet.topic, 'the disk does not answer');
      else this.isUnrecordedSaid = false;
    } catch (error) {
      this.unrecorded(packet.topic, error instanceof Error ? error.message : String(error));
    }
    done();
  }

  private unrecorded(topic: string, reason: string): void {
    if (this.isUnrecordedSaid) return;
    this.isUnrecordedSaid = true;
    const words =
      'goes on without being journalled: a kill of this process before it is recorded leaves it out of the history';
    this.options.log.warn({ topic, reason }, words);
  }

  private async append(packet: AedesPublishPacket, sessions: readonly string[]): Promise<Unqueued> {
    const payload = packet.payload as Buffer; // as mqtt-packet reads it
    const journalled = await this.options.journal.append({ sessions, topic: packet.topic, payload });
    return { packet, sessions, journalled, atMs: performance.now() };
  }
}
