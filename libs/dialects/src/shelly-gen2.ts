import { type DeviceMessage, type Dialect, type Heard, nothing, refusedAs } from './dialect.js';
import { isObject, readJsonBody } from './json-body.js';
import { type Evidence, MeterMemory } from './meter-memory.js';
import { connectionOf, textOf } from './payload-text.js';
import { sentTimeOf } from './sent-time.js';
import { addComponent, componentOf, kindOfComponent } from './shelly-components.js';
import { kindOfShelly } from './shelly-names.js';
import { Values } from './values.js';

const topics = /^(.+)\/(?:(events\/rpc|online)|status\/([^/]+))$/;

/**
 * Shelly, second generation and later: `<prefix>/events/rpc`, `<prefix>/status/<component>` and `<prefix>/online`. A notification has
 * only what has changed; each value is a reading of its own, so nothing has to be filled in.
 */
export const shellyGen2: Dialect = {
  name: 'shelly-gen2',
  speaks: (topic) => {
    const [, , event, component] = topics.exec(topic) ?? [];
    return event !== undefined || (component !== undefined && componentOf(component) !== undefined);
  },
  reader: (settings) => {
    const devices = new MeterMemory(settings, kindOfShelly);
    return { read: (message) => read(message, devices) };
  },
};

type Json = Readonly<Record<string, unknown>>;

function read({ topic, payload, text }: DeviceMessage, devices: MeterMemory): Heard {
  const [, prefix, event, component] = topics.exec(topic) ?? [];
  if (prefix === undefined) return nothing;
  if (event === 'online') return readOnline(textOf(payload, text), prefix, devices);
  const body = readJsonBody(payload, text);
  if (body.kind === 'refused') return body.heard;
  if (body.kind === 'empty') return nothing;
  if (!isObject(body.value)) return refusedAs('The message must be a JSON object, as {"apower":120.5}');
  if (event === undefined) return readComponents({ [component!]: body.value }, prefix, devices);
  return readNotification(body.value, prefix, devices);
}

// Other makes have topics that end in `online` as well: what has another word there is not ours.
function readOnline(text: string | undefined, prefix: string, devices: MeterMemory): Heard {
  const connection = text === undefined ? undefined : connectionOf(text);
  return connection ? devices.says(prefix, { connection }) : nothing;
}

function readNotification({ method, params }: Json, prefix: string, devices: MeterMemory): Heard {
  if (method !== 'NotifyStatus' && method !== 'NotifyFullStatus') return nothing;
  if (!isObject(params)) return refusedAs(`${method} must have "params", a JSON object`);
  // Without network time its clock starts in 1970.
  return readComponents(params, prefix, devices, sentTimeOf('ts', params['ts'], 'receipt'));
}

function readComponents(
  contents: Json,
  prefix: string,
  devices: MeterMemory,
  own?: ReturnType<typeof sentTimeOf>,
): Heard {
  const values = new Values();
  let evidence: Evidence | undefined;
  for (const key in contents) {
    const component = componentOf(key);
    const content = contents[key];
    if (!component || !isObject(content)) continue;
    addComponent(values, component, content);
    const kind = kindOfComponent(component.type, content);
    if (evidence !== 'meter') evidence = kind ?? evidence ?? { part: key };
  }
  if (values.problem !== undefined) return refusedAs(values.problem);
  if (evidence === undefined || values.measured.length === 0) return nothing;
  return devices.measures(prefix, evidence, values.measured, own && { own });
}
