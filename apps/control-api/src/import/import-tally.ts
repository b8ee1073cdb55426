import type { ImportReport } from '@kilowatch/contracts';

const mostProblems = 100;

/** What has become of the lines of an import so far. */
export class ImportTally {
  lines = 0;
  accepted = 0;
  private refused = 0;
  private problems: ImportReport['problems'] = [];

  /** A line may be refused in several of its points: it counts once for each call. */
  refuse(line: number, reason: string): void {
    this.refused += 1;
    this.problems.push({ line, reason });
    if (this.problems.length > 2 * mostProblems) this.problems = this.firstProblems();
  }

  report(isDone: boolean): ImportReport {
    const { lines, accepted, refused } = this;
    return { lines, accepted, refused, problems: this.firstProblems(), isDone };
  }

  private firstProblems(): ImportReport['problems'] {
    return this.problems.toSorted((a, b) => a.line - b.line).slice(0, mostProblems);
  }
}
