import type { About } from './dialect.js';
import { isObject } from './json-body.js';

interface ZigbeeDevice {
  readonly model: string | undefined;
  /** By property, as its definition says. */
  readonly units: ReadonlyMap<string, string>;
  isModelTold: boolean;
}

const mostDevices = 2_000;
const mostUnits = 64;
const deepest = 4;
const mostOfText = 200;

/** What the bridge has said of its devices: who they are, and what their numbers are in. */
export class ZigbeeDevices {
  #byName = new Map<string, ZigbeeDevice>();
  /** The bridge has named all of them: whatever is not among them is a group, or gone. */
  isComplete = false;

  /** Takes in the list `bridge/devices`; one that is no list is as good as none. */
  learn(list: unknown): void {
    const before = this.#byName;
    this.#byName = new Map();
    this.isComplete = Array.isArray(list) && list.length > 0 && list.length <= mostDevices;
    if (!this.isComplete) return;
    for (const each of list as unknown[]) {
      if (!isObject(each) || each['type'] === 'Coordinator') continue;
      const { friendly_name: name, definition } = each;
      if (typeof name !== 'string' || name === '' || name.length > mostOfText) continue;
      const model = modelIn(definition);
      const old = before.get(name);
      const isModelTold = old?.model === model && old?.isModelTold === true;
      this.#byName.set(name, { model, units: unitsIn(definition), isModelTold });
    }
  }

  knows(name: string): boolean {
    return this.#byName.has(name);
  }

  /** A device and one of its attributes, where a topic is both: the device with the longest name counts. */
  splitAttribute(name: string): [device: string, attribute: string] | undefined {
    for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1))
      if (this.#byName.has(name.slice(0, slash))) return [name.slice(0, slash), name.slice(slash + 1)];
    return undefined;
  }

  unitOf(name: string, property: string): string | undefined {
    return this.#byName.get(name)?.units.get(property);
  }

  /** The first time only: it is not said of every message. */
  takeModel(name: string): About | undefined {
    const device = this.#byName.get(name);
    if (!device || device.isModelTold || device.model === undefined) return undefined;
    device.isModelTold = true;
    return { model: device.model };
  }
}

function modelIn(definition: unknown): string | undefined {
  if (!isObject(definition)) return undefined;
  const words = [definition['vendor'], definition['model']].filter((word) => typeof word === 'string');
  const model = words.join(' ').slice(0, mostOfText).toWellFormed();
  return model === '' ? undefined : model;
}

function unitsIn(definition: unknown): Map<string, string> {
  const units = new Map<string, string>();
  if (isObject(definition)) addUnits(units, definition['exposes'], 0);
  return units;
}

const isShort = (text: unknown): text is string => typeof text === 'string' && text.length <= mostOfText;

// A definition has features within features, as a light its colour.
function addUnits(units: Map<string, string>, exposes: unknown, depth: number): void {
  if (!Array.isArray(exposes) || depth > deepest) return;
  for (const each of exposes as unknown[]) {
    if (!isObject(each) || units.size >= mostUnits) continue;
    const { property, unit, features } = each;
    if (isShort(property) && isShort(unit)) units.set(property, unit);
    addUnits(units, features, depth + 1);
  }
}
