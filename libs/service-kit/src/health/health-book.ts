import type { Problems } from '@kilowatch/contracts';
import type { HealthCheck } from '../service.js';

export interface HealthReport {
  readonly ok: boolean;
  /** Check name → "ok" or what is wrong in words. */
  readonly checks: Readonly<Record<string, string>>;
}

interface Check {
  readonly service: string | undefined;
  readonly name: string;
  readonly ask: HealthCheck;
}

/** What a process depends on, by name. Asked each time: nothing is remembered, so nothing is out of date. */
export class HealthBook {
  private readonly checks = new Map<string, Check>();

  /** @param service which of the services in this process it is of; absent: of the process as a whole */
  add(name: string, ask: HealthCheck, service?: string): void {
    this.checks.set(service === undefined ? name : `${service}: ${name}`, { service, name, ask });
  }

  report(): HealthReport {
    const problems = [...this.checks].map(([key, { ask }]) => [key, problemOf(ask)] as const);
    return {
      ok: problems.every(([, problem]) => problem === undefined),
      checks: Object.fromEntries(problems.map(([key, problem]) => [key, problem ?? 'ok'])),
    };
  }

  /** What is wrong with one service; without a name, with the process as a whole. */
  problemsOf(service?: string): Problems {
    const own = [...this.checks.values()].filter((check) => check.service === service);
    return Object.fromEntries(
      own.flatMap(({ name, ask }) => {
        const problem = problemOf(ask);
        return problem === undefined ? [] : [[name, problem]];
      }),
    );
  }
}

const problemOf = (check: HealthCheck): string | undefined => {
  try {
    return check();
  } catch (error) {
    return `the check itself failed: ${error instanceof Error ? error.message : String(error)}`;
  }
};
