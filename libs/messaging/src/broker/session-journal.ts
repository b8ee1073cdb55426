import { comparePositions, Journal, JournalFull, type JournalEntry } from '@kilowatch/journal';
import type { DoorLog } from '../door.js';
import { decodeRecord, encodeMessage, encodeProgress, type KeptMessage } from './session-record.js';
import { type Journalled, Unacknowledged } from './unacknowledged.js';

export interface SessionJournalOptions {
  readonly folder: string;
  /** Of the files together. Those who are not our own get half of it: our services must be able to work off what devices sent. */
  readonly quotaBytes: number;
  readonly maxRecordBytes: number;
  /** What one session may have unacknowledged. */
  readonly maxQueuedMessages: number;
  readonly maxQueuedBytes: number;
  readonly log: DoorLog;
  readonly onBroken: (error: Error) => void;
}

export interface Restored {
  readonly session: string;
  readonly topic: string;
  readonly payload: Buffer;
  readonly journalled: Journalled;
}

/** So much of what was acknowledged may be delivered once more after a kill. */
const progressEveryMs = 200;
const readBytes = 1024 * 1024;
const shareOfOthers = 0.5;

/** What sessions have not acknowledged, on the disk: messages, and from time to time up to where each session is done. */
export class SessionJournal {
  private readonly sessions = new Map<string, Unacknowledged>();
  private timer: NodeJS.Timeout | undefined;
  private bytesOnTheWay = 0;

  private constructor(
    private readonly journal: Journal,
    private readonly options: SessionJournalOptions,
  ) {}

  /** Opens the folder and says what is to be delivered again, in order. Rejects as `Journal.open`. */
  static async open(
    options: SessionJournalOptions,
  ): Promise<{ readonly journal: SessionJournal; readonly restored: readonly Restored[] }> {
    const { folder, quotaBytes, maxRecordBytes: recordBytes, log, onBroken } = options;
    const segmentBytes = 8 * 1024 * 1024;
    const limits = { quotaBytes, recordBytes, segmentBytes };
    const journal = await Journal.open({ folder, limits, log, onBroken });
    const opened = new SessionJournal(journal, options);
    return { journal: opened, restored: await opened.restore() };
  }

  /** In words; undefined while messages are taken. */
  get problem(): string | undefined {
    return this.journal.problem();
  }

  get usedBytes(): number {
    return this.journal.usedBytes;
  }

  get quotaBytes(): number {
    return this.options.quotaBytes;
  }

  /** Whether another message for these sessions is within the bounds. */
  hasRoom(sessions: readonly string[], bytes: number, isOwn: boolean): boolean {
    const { quotaBytes, maxQueuedMessages, maxQueuedBytes } = this.options;
    if (!isOwn && this.journal.usedBytes + this.bytesOnTheWay + bytes > quotaBytes * shareOfOthers)
      return false;
    return sessions.every((name) => {
      const session = this.sessions.get(name);
      return (
        !session || (session.messages.size < maxQueuedMessages && session.bytes + bytes <= maxQueuedBytes)
      );
    });
  }

  /** Resolves when the message is durable for its sessions. Rejects as `Journal.append`. */
  async append(message: KeptMessage): Promise<Journalled> {
    const record = encodeMessage(message);
    const journalled: Journalled = { position: this.journal.end, bytes: message.payload.length };
    for (const name of message.sessions) this.session(name).add(journalled);
    this.bytesOnTheWay += record.length;
    try {
      const [position] = await this.journal.append([record]);
      if (position) journalled.position = position;
      return journalled;
    } catch (error) {
      for (const name of message.sessions) this.sessions.get(name)?.remove(journalled);
      throw error;
    } finally {
      this.bytesOnTheWay -= record.length;
    }
  }

  /** Whether this session has it to acknowledge. */
  isFor(session: string, journalled: Journalled): boolean {
    return this.sessions.get(session)?.messages.has(journalled) ?? false;
  }

  acknowledged(session: string, journalled: Journalled): void {
    this.sessions.get(session)?.remove(journalled);
    this.timer ??= setTimeout(() => void this.noteProgress(), progressEveryMs).unref();
  }

  /** None of its sessions will get this message. */
  settle({ sessions, journalled }: { sessions: readonly string[]; journalled: Journalled }): void {
    for (const name of sessions) this.acknowledged(name, journalled);
  }

  /** Nobody will ask for what this session had. */
  forget(session: string): void {
    for (const journalled of this.sessions.get(session)?.messages ?? [])
      this.acknowledged(session, journalled);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.noteProgress();
    await this.journal.close();
  }

  private session(name: string): Unacknowledged {
    const session = this.sessions.get(name) ?? new Unacknowledged();
    this.sessions.set(name, session);
    return session;
  }

  private async noteProgress(): Promise<void> {
    this.timer = undefined;
    const { end } = this.journal;
    const progress = new Map(
      [...this.sessions].map(([name, session]) => [name, session.oldest?.position ?? end]),
    );
    const oldest = [...progress.values()].sort(comparePositions)[0] ?? end;
    try {
      await this.journal.append([encodeProgress(progress)]).catch(ignoreFull);
      await this.journal.release(oldest);
    } catch (error) {
      this.options.log.error({ err: error }, 'could not note what sessions have acknowledged');
    }
  }

  private async restore(): Promise<readonly Restored[]> {
    const { journal } = this;
    const found = new WeakMap<Journalled, KeptMessage>(); // what is acknowledged later on need not be kept until then
    for (let at = journal.start; ;) {
      const entries = await journal.read(at, { maxBytes: readBytes });
      for (const entry of entries) this.take(entry, found);
      const last = entries.at(-1);
      if (!last) break;
      at = last.next;
    }
    return [...this.sessions].flatMap(([session, { messages }]) =>
      [...messages].flatMap((journalled) => {
        const message = found.get(journalled);
        return message ? [{ session, topic: message.topic, payload: message.payload, journalled }] : [];
      }),
    );
  }

  private take({ position, record }: JournalEntry, found: WeakMap<Journalled, KeptMessage>): void {
    const decoded = decodeRecord(record);
    if (decoded.progress) {
      for (const [name, done] of decoded.progress) this.sessions.get(name)?.removeBefore(done);
    } else if (decoded.message) {
      const { message } = decoded;
      const journalled = { position, bytes: message.payload.length };
      found.set(journalled, message);
      for (const name of message.sessions) this.session(name).add(journalled);
    } else {
      this.options.log.error({ position }, 'a record of the broker journal makes no sense; it is left out');
    }
  }
}

/**
 * Without a note of it, what was acknowledged comes once more after a kill. But room is made only by releasing it: whoever waited for room
 * to note it first would wait for ever.
 */
const ignoreFull = (error: unknown): void => {
  if (!(error instanceof JournalFull)) throw error;
};
