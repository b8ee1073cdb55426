import { quarantineAdded } from '@kilowatch/contracts';
import type { Aedes } from 'aedes';
import type { DoorLog } from '../door.js';
import { Admitted } from './admitted.js';
import type { BrokerLimits } from './broker-limits.js';
import { JournalGate } from './journal-gate.js';
import { type Restored, SessionJournal } from './session-journal.js';

export interface DurableOptions {
  /** Is made when it is not there. */
  readonly folder: string;
  readonly quotaBytes: number;
  /** Whose sessions outlive the process: those of our own services, which acknowledge when they have done their work. */
  readonly isOwn: (clientId: string) => boolean;
  /** The disk has failed: see `Journal`. */
  readonly onBroken: (error: Error) => void;
}

/** aedes' persistence, as far as it is asked here. */
export interface SubscriptionsByTopic {
  subscriptionsByTopic(topic: string): Promise<readonly { readonly clientId: string }[]>;
}

/** Head of a record, beside its payload. */
const headBytes = 128 * 1024;
/** Longer than a publisher may take to read its acknowledgement. */
const graceMs = 5_000;

/** Makes the persistent sessions of our own services outlive the process: what was acknowledged to a publisher is on the disk for them. */
export class DurableSessions {
  readonly admitted = new Admitted();
  private gate: JournalGate | undefined;
  private commandTopics: ReadonlySet<string> = new Set();

  private constructor(
    readonly journal: SessionJournal,
    /** What was not acknowledged when the last process ended. */
    readonly restored: readonly Restored[],
    private readonly options: DurableOptions & { readonly limits: BrokerLimits; readonly log: DoorLog },
  ) {}

  static async open(options: DurableOptions, limits: BrokerLimits, log: DoorLog): Promise<DurableSessions> {
    const { folder, quotaBytes, onBroken } = options;
    const { maxPacketBytes, maxQueuedMessages, maxQueuedBytes } = limits;
    const { journal, restored } = await SessionJournal.open({
      folder,
      quotaBytes,
      maxRecordBytes: maxPacketBytes + headBytes,
      maxQueuedMessages,
      maxQueuedBytes,
      log,
      onBroken,
    });
    if (restored.length > 0)
      log.info(
        { messages: restored.length },
        'messages that were not worked off when the process ended are delivered again',
      );
    return new DurableSessions(journal, restored, { ...options, limits, log });
  }

  get problem(): string | undefined {
    return this.journal.problem ?? this.gate?.problem;
  }

  install(aedes: Aedes, persistence: SubscriptionsByTopic, commandTopics: readonly string[]): void {
    const { isOwn, log } = this.options;
    this.commandTopics = new Set(commandTopics);
    this.gate = new JournalGate({
      journal: this.journal,
      admitted: this.admitted,
      sessionsOf: async (topic) => {
        const ids = (await persistence.subscriptionsByTopic(topic)).map(({ clientId }) => clientId);
        return [...new Set(ids)].filter(isOwn);
      },
      isOwn,
      urgentTopics: new Set([...commandTopics, quarantineAdded.pattern]),
      log,
    });
    this.gate.install(aedes);
  }

  /**
   * Hands on what was journalled and perhaps acknowledged, but not passed on, because its publisher had gone. Not a command, which nobody
   * may carry out that late; nor what came with QoS 2, of which aedes has passed the first copy on before it acknowledged.
   */
  sweep(aedes: Aedes, nowMs: number): void {
    const onError = (error?: Error): void => {
      if (error) this.options.log.error({ err: error }, 'could not hand on a message');
    };
    for (const overdue of this.admitted.takeOverdue(nowMs - this.options.limits.drainTimeoutMs - graceMs)) {
      const { topic, qos } = overdue.packet;
      if (qos === 2 || this.commandTopics.has(topic)) this.journal.settle(overdue);
      else aedes.publish(overdue.packet, onError);
    }
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}
