import type { ImportedOriginal, OriginalsReport } from '@kilowatch/contracts';
import { Injectable } from '@nestjs/common';
import type { Arrival } from '../arrival.js';
import { DeviceIntake } from '../device-intake.js';
import { former } from '../former-reports.js';
import { TrafficReports } from '../traffic-reports.js';
import { type ImportedLine, importedLines } from './imported-lines.js';
import { KnownOriginals } from './known-originals.js';

/** A line whose dialect has read it. */
interface ReadLine {
  readonly line: number;
  readonly source: string;
  readonly receivedAtMs: number;
  readonly body: string;
  readonly device: string;
  readonly arrivals: readonly Arrival[];
}

interface ImportOptions {
  /** What the lines come from. */
  readonly from: string;
  /** Nothing is stored. */
  readonly isDry: boolean;
}

const mostProblems = 100;

/** Takes in what another program has kept, on the way of what devices say, with the times of there. */
@Injectable()
export class OriginalImport {
  constructor(
    private readonly reports: TrafficReports,
    private readonly intake: DeviceIntake,
    private readonly known: KnownOriginals,
  ) {}

  /** Resolves when the broker has the telemetry. Faults: those of asking and sending; the same again stores nothing twice. */
  async run(text: string, { from, isDry }: ImportOptions): Promise<OriginalsReport> {
    const problems: OriginalsReport['problems'] = [];
    const read = importedLines(text).flatMap((line) => {
      const result = this.#read(line, from);
      if (typeof result !== 'string') return [result];
      problems.push({ line: line.line, reason: result });
      return [];
    });
    const fresh = await this.#unknownOf(read);
    const faults = isDry ? [] : await this.intake.retake(fresh.map(({ arrivals }) => arrivals));
    for (const [i, fault] of faults.entries()) {
      if (fault?.policy.retry === true) throw fault;
      if (fault) problems.push({ line: fresh[i]!.line, reason: fault.message });
    }
    const refused = problems.length;
    return {
      accepted: fresh.length - faults.filter(Boolean).length,
      known: read.length - fresh.length,
      refused,
      problems: problems.sort((a, b) => a.line - b.line).slice(0, mostProblems),
    };
  }

  /** In words, why it cannot be taken. */
  #read({ line, original }: ImportedLine, from: string): ReadLine | string {
    if (typeof original === 'string') return original;
    const { topic, receivedAtMs, body, ordinal } = original;
    const source = sourceOf(from, original);
    const payload = Buffer.from(body);
    const received = { origin: source, topic, payload, receivedAtMs, isRetained: false };
    const arrivals = this.reports.read(received, () => ordinal).map(former);
    const [first] = arrivals;
    if (!first) return `nothing is measured on ${topic}`;
    if (first.refusal !== undefined) return first.refusal;
    return { line, source, receivedAtMs, body, device: first.device, arrivals };
  }

  async #unknownOf(lines: readonly ReadLine[]): Promise<ReadLine[]> {
    const byDevice = Map.groupBy(lines, ({ device }) => device);
    const known = await Promise.all([...byDevice].map(([device, of]) => this.known.among(device, of)));
    return lines.filter((line) => !known.some((some) => some.has(line)));
  }
}

/** With the number that it has there: two that say the same at the same time stay two. */
const sourceOf = (from: string, { ordinal }: ImportedOriginal): string => `import:${from}/${ordinal}`;
