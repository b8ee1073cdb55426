import { covers } from '@kilowatch/contracts';
import type { Dialect, DialectReader, DialectSettings } from './dialect.js';
import { esp32 } from './esp32.js';
import { esphome } from './esphome.js';
import { gas } from './gas.js';
import { husdata } from './heat-pumps/husdata.js';
import { nibeMqtt } from './heat-pumps/nibe-mqtt.js';
import { rego } from './heat-pumps/rego.js';
import { thermiq } from './heat-pumps/thermiq.js';
import { lineProtocol } from './line-protocol.js';
import { plainValues } from './plain-values.js';
import { sensors } from './sensors.js';
import { shellyGen1 } from './shelly-gen1.js';
import { shellyGen2 } from './shelly-gen2.js';
import { tasmota } from './tasmota.js';
import { victron } from './victron.js';
import { zigbee2mqtt } from './zigbee2mqtt.js';

/** Every dialect that we know. Of several that speak a topic the first counts: what is more particular comes first. */
export const dialects: readonly Dialect[] = [
  sensors,
  esp32,
  gas,
  husdata,
  thermiq,
  nibeMqtt,
  rego,
  tasmota,
  zigbee2mqtt,
  shellyGen1,
  victron,
  lineProtocol,
  plainValues,
  shellyGen2,
  esphome,
];

/** A dialect at work. */
export interface SpokenDialect {
  readonly name: string;
  readonly reader: DialectReader;
}

export interface DialectChoice extends DialectSettings {
  /** Those that are wanted; absent: all. */
  readonly names?: readonly string[];
  /** For tests. */
  readonly known?: readonly Dialect[];
}

const mostKnownTopics = 10_000;
/** A longer topic is looked at anew each time: nobody shall fill the memory with them. */
const mostOfTopic = 256;

/** Which dialect a topic is spoken in. One per process: what its readers remember is of use only if they hear everything. */
export class DialectBook {
  private readonly spoken: readonly (Dialect & { readonly work: SpokenDialect })[];
  private readonly byTopic = new Map<string, SpokenDialect | undefined>();

  constructor(private readonly choice: DialectChoice = {}) {
    const { names, known = dialects } = choice;
    this.spoken = known
      .filter(({ name }) => !names || names.includes(name))
      .map((dialect) => ({ ...dialect, work: { name: dialect.name, reader: dialect.reader(choice) } }));
  }

  /** Undefined: nobody knows what is said there. */
  dialectOf(topic: string): SpokenDialect | undefined {
    const found = this.byTopic.get(topic);
    if (found || this.byTopic.has(topic)) return found;
    const dialect = this.found(topic)?.work;
    if (topic.length > mostOfTopic) return dialect;
    if (this.byTopic.size >= mostKnownTopics) this.byTopic.clear();
    this.byTopic.set(topic, dialect);
    return dialect;
  }

  /** What must be said now, so that devices go on speaking. */
  keepAlives(): { readonly topic: string; readonly payload: string }[] {
    return this.spoken.flatMap(({ work }) => work.reader.keepAlives?.() ?? []);
  }

  // What a person has named counts before what a dialect knows by itself.
  private found(topic: string) {
    const isNamed = (name: string): boolean =>
      this.filtersOf(name)?.some((filter) => covers(filter, topic)) === true;
    return (
      this.spoken.find(({ name }) => isNamed(name)) ??
      this.spoken.find(({ name, speaks }) => (isPath(topic) || !this.filtersOf(name)) && speaks(topic))
    );
  }

  private filtersOf(name: string): readonly string[] | undefined {
    return this.choice.filters?.[name];
  }
}

/** Where a message has been posted; no setting moves that. */
const isPath = (topic: string): boolean => topic.startsWith('/');
