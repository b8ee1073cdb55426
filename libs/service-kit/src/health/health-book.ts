import type { HealthCheck } from '../service.js';

export interface HealthReport {
  readonly ok: boolean;
  /** Check name → "ok" or what is wrong in words. */
  readonly checks: Readonly<Record<string, string>>;
}

/** What a process depends on, by name. Asked each time: nothing is remembered, so nothing is out of date. */
export class HealthBook {
  private readonly checks = new Map<string, HealthCheck>();

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  report(): HealthReport {
    const problems = [...this.checks].map(([name, check]) => [name, problemOf(check)] as const);
    return {
      ok: problems.every(([, problem]) => problem === undefined),
      checks: Object.fromEntries(problems.map(([name, problem]) => [name, problem ?? 'ok'])),
    };
  }
}

const problemOf = (check: HealthCheck): string | undefined => {
  try {
    return check();
  } catch (error) {
    return `the check itself failed: ${error instanceof Error ? error.message : String(error)}`;
  }
};
