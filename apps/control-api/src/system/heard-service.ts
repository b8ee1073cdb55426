import type { ServiceDetails } from '@kilowatch/contracts';

/** How a word came. */
export interface Arrival {
  /** UTC epoch ms, by our clock. */
  readonly receivedAtMs: number;
  /** The broker has kept it: it may be of any age. */
  readonly isRetained: boolean;
}

/** Messages per second; null: not known. */
export interface Rates {
  readonly receivedPerS: number | null;
  readonly publishedPerS: number | null;
}

const unknownRates: Rates = { receivedPerS: null, publishedPerS: null };
/** Rates over less would jump. */
const leastSpanMs = 1_500;

/** What has been heard of one service. */
export class HeardService {
  /** Its last word. */
  details: ServiceDetails | undefined;
  /** When that was, by our clock as far as we were there. UTC epoch ms. */
  heardAtMs: number | undefined;
  /** Undefined: nobody knows. */
  isOnline: boolean | undefined;
  /** When it went, if we saw it. UTC epoch ms. */
  wentAtMs: number | undefined;
  /** Since when it says that something is wrong. UTC epoch ms. */
  troubledSinceMs: number | undefined;
  rates: Rates = unknownRates;
  private before: ServiceDetails | undefined;

  hear(details: ServiceDetails, { receivedAtMs, isRetained }: Arrival): void {
    const saidAtMs = details.saidAtMs ?? receivedAtMs;
    this.heardAtMs = isRetained ? Math.min(saidAtMs, receivedAtMs) : receivedAtMs;
    const isTroubled = problemsOf(details).length > 0;
    this.troubledSinceMs = isTroubled ? (this.troubledSinceMs ?? this.heardAtMs) : undefined;
    this.count(details);
    this.details = details;
  }

  setOnline(isOnline: boolean, { receivedAtMs, isRetained }: Arrival): void {
    if (this.isOnline === isOnline) return;
    this.isOnline = isOnline;
    this.wentAtMs = isOnline || isRetained ? undefined : receivedAtMs;
  }

  private count(details: ServiceDetails): void {
    const { before } = this;
    if (before?.process?.instance !== details.process?.instance) {
      this.before = details;
      this.rates = unknownRates;
      return;
    }
    const spanMs = (details.saidAtMs ?? 0) - (before?.saidAtMs ?? 0);
    if (!before || spanMs < leastSpanMs) return;
    const rateOf = (name: string): number | null => {
      const [now, then] = [details.figures?.[name], before.figures?.[name]];
      if (typeof now !== 'number' || typeof then !== 'number') return null;
      return Math.max(0, Math.round(((now - then) * 10_000) / spanMs) / 10);
    };
    this.rates = { receivedPerS: rateOf('messagesReceived'), publishedPerS: rateOf('messagesPublished') };
    this.before = details;
  }
}

/** What a service says is wrong with it, and with its process. */
export const problemsOf = ({ problems, process }: ServiceDetails): [string, string][] => [
  ...Object.entries(process?.problems ?? {}),
  ...Object.entries(problems ?? {}),
];
