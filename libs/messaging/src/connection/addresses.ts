import {
  type AddressOf,
  trafficFilters,
  covers,
  filterProblem,
  filtersIn,
  type TrafficContract,
} from '@kilowatch/contracts';

/** What both kinds of contract have in common: where they live. */
export interface Addressed {
  readonly pattern: string;
  readonly filter: string;
  topic(params: Record<string, string>): string;
  params(topic: string): Record<string, string> | undefined;
}

const mostKnownTopics = 10_000;

/** Contract addresses, with those that the configuration has moved. */
export class Addresses {
  private readonly known = new Map<Addressed, Map<string, Record<string, string>>>();

  /** @param moved contract pattern → topic, and only patterns without placeholders can move; filter of traffic → filters */
  constructor(private readonly moved: Readonly<Record<string, string>> = {}) {
    for (const [pattern, topic] of Object.entries(moved)) check(pattern, topic);
  }

  filterOf(contract: Addressed): string {
    return this.moved[contract.pattern] ?? contract.filter;
  }

  /** Without those that others of them cover: nothing shall be heard twice. */
  filtersOf({ filters }: TrafficContract): string[] {
    const all = new Set(filters.flatMap((filter) => filtersIn(this.moved[filter] ?? filter)));
    return [...all].filter((one) => ![...all].some((other) => other !== one && covers(other, one)));
  }

  topicOf<C extends Addressed>(contract: C, params: AddressOf<C>): string {
    return this.moved[contract.pattern] ?? contract.topic(params);
  }

  paramsOf(contract: Addressed, topic: string): Record<string, string> {
    if (this.moved[contract.pattern] !== undefined) return {};
    const known = this.topicsOf(contract);
    const found = known.get(topic);
    if (found) return found;
    const params = Object.freeze(contract.params(topic) ?? {});
    known.set(topic, params);
    return params;
  }

  /** Devices say the same thing on the same topic over and over. */
  private topicsOf(contract: Addressed): Map<string, Record<string, string>> {
    const known = this.known.get(contract);
    if (known && known.size < mostKnownTopics) return known;
    const fresh = new Map<string, Record<string, string>>();
    this.known.set(contract, fresh);
    return fresh;
  }
}

const check = (pattern: string, topic: string): void => {
  if (trafficFilters.includes(pattern) || /[+#]/.test(pattern)) return checkFilters(pattern, topic);
  if (pattern.includes('{')) throw new Error(`The address ${pattern} has placeholders and cannot be moved`);
  if (topic === '' || /[+#\0]/.test(topic))
    throw new Error(`"${topic}" cannot replace ${pattern}: a topic is not empty and has no + or #`);
};

const checkFilters = (pattern: string, filters: string): void => {
  if (filtersIn(filters).length === 0)
    throw new Error(`At least one topic must take the place of ${pattern}`);
  for (const filter of filtersIn(filters)) {
    const problem = filterProblem(filter);
    if (problem) throw new Error(`"${filter}" cannot replace ${pattern}: ${problem}`);
  }
};
