import { BoundedMap } from './bounded-map.js';
import {
  type About,
  type DialectSettings,
  type Heard,
  heard,
  nothing,
  refusedAs,
  type Said,
} from './dialect.js';
import { deviceOf } from './native-id.js';

export type MeterOrSensor = 'meter' | 'sensor';

/** What a message tells of the kind of its device: that, or only which part of all that it says from time to time. */
export type Evidence = MeterOrSensor | { readonly part: string };

interface Known {
  kind?: MeterOrSensor | undefined;
  /** Its name says so, and no message says otherwise. */
  readonly isNamed: boolean;
  connection?: Said['connection'];
  about?: About | undefined;
  /** Heard while its kind was not known. */
  parts?: Set<string>;
}

const kinds = ['meter', 'sensor'] as const;
const mostDevices = 5_000;
const mostParts = 32;

/**
 * Devices of makes whose messages alone tell what they are: one that measures power or energy is a meter, any other a sensor. What is
 * heard before that is known says nothing yet; a part that is heard for the second time without any measurement of power between makes
 * it a sensor. What a device says of its connection and of itself waits until then. Nobody waits for one that the registry has.
 */
export class MeterMemory {
  readonly #known = new BoundedMap<string, Known>(mostDevices);

  /** @param byName decides, where a name does: before anything is heard and whatever is. */
  constructor(
    private readonly settings: Pick<DialectSettings, 'isKnown'> = {},
    private readonly byName: (name: string) => MeterOrSensor | undefined = () => undefined,
  ) {}

  measures(
    name: string,
    evidence: Evidence,
    measured: Said['measured'],
    more?: Pick<Said, 'own' | 'about'>,
  ): Heard {
    const known = this.#of(name);
    if (typeof known === 'string') return refusedAs(known);
    const before = known.kind;
    if (!known.isNamed) known.kind = decided(known, evidence);
    if (known.kind === undefined) return nothing;
    delete known.parts;
    const device = `${known.kind}:${name}`;
    if (known.kind === before) return measured.length > 0 ? heard({ device, measured, ...more }) : nothing;
    const { connection, about } = known;
    return heard({ device, measured, ...(connection && { connection }), ...(about && { about }), ...more });
  }

  /** What it says of itself beside measurements. */
  says(name: string, word: Pick<Said, 'connection' | 'about'>): Heard {
    const known = this.#of(name);
    if (typeof known === 'string') return refusedAs(known);
    if (word.connection) known.connection = word.connection;
    if (word.about) known.about = word.about;
    return known.kind === undefined
      ? nothing
      : heard({ device: `${known.kind}:${name}`, measured: [], ...word });
  }

  get size(): number {
    return this.#known.size;
  }

  #of(name: string): Known | string {
    const before = this.#known.get(name);
    if (before) return before;
    const named = deviceOf('sensor', 'name in the topic', name);
    if ('problem' in named) return named.problem;
    const byName = this.byName(name);
    const known: Known = { kind: byName ?? this.#registered(name), isNamed: byName !== undefined };
    this.#known.set(name, known);
    return known;
  }

  #registered(name: string): MeterOrSensor | undefined {
    return kinds.find((kind) => this.settings.isKnown?.(`${kind}:${name}`) === true);
  }
}

function decided(known: Known, evidence: Evidence): MeterOrSensor | undefined {
  if (evidence === 'meter' || known.kind === 'meter') return 'meter';
  if (evidence === 'sensor' || known.kind === 'sensor') return 'sensor';
  known.parts ??= new Set();
  if (known.parts.has(evidence.part) || known.parts.size >= mostParts) return 'sensor';
  known.parts.add(evidence.part);
  return undefined;
}
