import { Fault } from '@kilowatch/contracts';
import type { HistoryLog } from '../history-log.js';
import type { SeriesSource, Wanted } from './series-source.js';

/** Where values are read from: our own bucket, and those of predecessors beside it. */
export class Sources {
  private readonly silenced = new Set<SeriesSource>();

  constructor(
    private readonly own: SeriesSource,
    private readonly others: readonly SeriesSource[],
    private readonly log: HistoryLog,
  ) {}

  /** How many sources can have something of these. */
  countOf(wanted: Wanted): number {
    return 1 + this.othersOf(wanted).length;
  }

  /** What each source answers, ours first. Without a predecessor's bucket ours still answers: that is said once. */
  async all<T>(wanted: Wanted, ask: (source: SeriesSource) => Promise<T>): Promise<T[]> {
    const others = this.othersOf(wanted).map((source) => this.attempt(source, ask));
    const [own, ...found] = await Promise.all([ask(this.own), ...others]);
    return [own, ...found.filter((answer) => answer !== undefined)] as T[];
  }

  private othersOf(wanted: Wanted): SeriesSource[] {
    return this.others.filter((source) => source.where(wanted) !== undefined);
  }

  private async attempt<T>(
    source: SeriesSource,
    ask: (source: SeriesSource) => Promise<T>,
  ): Promise<T | undefined> {
    const { bucket } = source.bucket.settings;
    try {
      const answer = await ask(source);
      if (this.silenced.delete(source))
        this.log.info({ bucket }, 'The history of the predecessor can be read again');
      return answer;
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'history.unavailable') throw error;
      if (!this.silenced.has(source)) {
        this.log.warn({ bucket }, `The history of the predecessor is left out: ${error.message}`);
      }
      this.silenced.add(source);
      return undefined;
    }
  }
}
