import { victronKeepAlive } from '@kilowatch/contracts';
import { BoundedMap } from './bounded-map.js';
import {
  type DeviceMessage,
  type Dialect,
  type DialectReader,
  heard,
  type Heard,
  nothing,
  refusedAs,
} from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { deviceOf } from './native-id.js';
import { Values } from './values.js';
import { type VictronPath, victronPathOf } from './victron-paths.js';

const topics = /^N\/([0-9a-z]{1,32})\/(?:([a-z0-9]+)\/(\d{1,9})\/)?(.+)$/;

const mostPortals = 16;
const mostPlaces = 10_000;
const mostOfTopic = 256;
const mostDevices = 1_000;

/** Every so many keep-alives (ten minutes) everything is asked for: what does not change is not said otherwise. */
const fullEvery = 20;
const onlyChanges = JSON.stringify({ 'keepalive-options': ['suppress-republish'] });

/** Victron Venus OS: `N/<portal>/<service>/<instance>/<path>`, for as long as somebody says that he listens. */
export const victron: Dialect = {
  name: 'victron',
  speaks: (topic) => topics.test(topic),
  reader: () => new VictronReader(),
};

/** What is on one topic. */
interface Place {
  readonly portal: string;
  readonly device: string;
  readonly path: VictronPath | undefined;
}

class VictronReader implements DialectReader {
  readonly #places = new BoundedMap<string, Place | Heard>(mostPlaces);
  readonly #rounds = new BoundedMap<string, number>(mostPortals);
  /** Devices that have been said to be there, in this process. */
  readonly #there = new BoundedMap<string, boolean>(mostDevices);

  read({ topic, payload, text }: DeviceMessage): Heard {
    const place = this.#placeOf(topic);
    if ('kind' in place) return place;
    const { portal, device, path } = place;
    if (this.#rounds.get(portal) === undefined) this.#rounds.set(portal, 0);
    if (payload.length === 0) return this.#gone(device);
    if (!path) return nothing;
    const body = readJsonBody(payload, text);
    if (body.kind === 'refused') return body.heard;
    if (body.kind === 'empty' || !isObject(body.value))
      return refusedAs('The message must be a JSON object, as {"value":67.5}');
    const values = new Values();
    const { value } = body.value; // null: not valid now
    values.add(path.metric, path.isInverted && typeof value === 'number' ? -value : value, path);
    if (this.#there.get(device) === true) return values.heardOf(device);
    const heard = values.heardOf(device, { connection: 'online' });
    if (heard.kind === 'said') this.#there.set(device, true);
    return heard;
  }

  /** First everything, then only that somebody still listens. */
  keepAlives(): { topic: string; payload: string }[] {
    return [...this.#rounds.keys()].map((portal) => {
      const round = this.#rounds.get(portal)!;
      this.#rounds.set(portal, (round + 1) % fullEvery);
      return { topic: victronKeepAlive.topic({ portal }), payload: round === 0 ? '' : onlyChanges };
    });
  }

  /** A message without a byte says that its device has gone. */
  #gone(device: string): Heard {
    if (this.#there.get(device) !== true) return nothing;
    this.#there.set(device, false);
    return heard({ device, measured: [], connection: 'offline' });
  }

  #placeOf(topic: string): Place | Heard {
    const before = this.#places.get(topic);
    if (before) return before;
    const place = placeOf(topic);
    if (topic.length <= mostOfTopic) this.#places.set(topic, place);
    return place;
  }
}

function placeOf(topic: string): Place | Heard {
  const [, portal, service, instance, path = ''] = topics.exec(topic) ?? [];
  if (portal === undefined) return nothing;
  if (service === undefined) return { portal, device: '', path: undefined }; // `full_publish_completed`, `heartbeat`
  const isBattery = service === 'battery';
  const name = isBattery ? `${portal}-${instance}` : `${portal}-${service}-${instance}`;
  const named = deviceOf(isBattery ? 'battery' : 'meter', 'name in the topic', name);
  if ('problem' in named) return refusedAs(named.problem);
  return { portal, device: named.device, path: victronPathOf(service, path) };
}
