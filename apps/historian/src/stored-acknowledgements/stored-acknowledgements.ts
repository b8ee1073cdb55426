import { type DeviceSequence, storedAcknowledged } from '@kilowatch/contracts';
import type { MessagingClient } from '@kilowatch/messaging';
import type { HistorianSettings } from '../historian-settings.js';
import { SequenceTrack } from './sequence-track.js';

/** What is known of one device. */
interface Acknowledged {
  /** The newest lives of its counter, the newest last. */
  readonly lives: Map<string, SequenceTrack>;
  boot: string;
  timer: NodeJS.Timeout | undefined;
}

/** Between two acknowledgements of one device; and before one is tried again. */
const coalesceMs = 100;
const retryMs = 1_000;
const mostLives = 4;

/** Tells devices that number their messages how far these are in the journal. */
export class StoredAcknowledgements {
  private readonly devices = new Map<string, Acknowledged>();
  /** Messages that devices numbered and gave up before they came. */
  missing = 0;
  private isClosed = false;

  constructor(
    private readonly client: MessagingClient,
    private readonly settings: HistorianSettings,
  ) {}

  /** These messages are durable. */
  journalled(sequences: readonly DeviceSequence[]): void {
    for (const sequence of sequences) this.add(sequence);
  }

  /** What we said ourselves, perhaps before the last start. */
  remembered(device: string, boot: string, seq: number): void {
    const known = this.deviceOf(device, boot);
    const track = known?.lives.get(boot);
    if (track) track.raise(seq);
    else known?.lives.set(boot, SequenceTrack.goOn(seq));
  }

  close(): void {
    this.isClosed = true;
    for (const { timer } of this.devices.values()) clearTimeout(timer);
  }

  private add(sequence: DeviceSequence): void {
    const { device, boot } = sequence;
    const known = this.deviceOf(device, boot);
    if (!known) return;
    const track = known.lives.get(boot) ?? SequenceTrack.begin(sequence);
    known.lives.set(boot, track);
    for (const old of known.lives.keys()) if (known.lives.size > mostLives) known.lives.delete(old);
    const gap = track.add(sequence);
    if (gap) {
      this.missing += gap.missing;
      this.settings.log.warn({ device, boot, ...gap }, 'A device has lost messages before they came');
    }
    known.boot = boot;
    known.timer ??= this.soon(device, known, coalesceMs);
  }

  private deviceOf(device: string, boot: string): Acknowledged | undefined {
    const known = this.devices.get(device);
    if (known) return known;
    if (this.devices.size >= this.settings.config.HISTORY_SEQUENCE_DEVICES) return undefined;
    const added: Acknowledged = { lives: new Map(), boot, timer: undefined };
    this.devices.set(device, added);
    return added;
  }

  private soon(device: string, known: Acknowledged, ms: number): NodeJS.Timeout | undefined {
    if (this.isClosed) return undefined;
    return setTimeout(() => void this.publish(device, known), ms).unref();
  }

  private async publish(device: string, known: Acknowledged): Promise<void> {
    known.timer = undefined;
    const { boot } = known;
    const seq = known.lives.get(boot)?.seq ?? 0;
    try {
      await this.client.publish(storedAcknowledged, { device }, { boot, seq });
    } catch (error) {
      this.settings.log.debug({ device, error }, 'An acknowledgement is tried again');
      known.timer ??= this.soon(device, known, retryMs);
    }
  }
}
