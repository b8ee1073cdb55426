import {
  filterProblem,
  filtersIn,
  isPredecessorPort,
  type PredecessorPort,
  predecessorPorts,
} from '@kilowatch/contracts';
import { heatPumpBrand } from '@kilowatch/contracts';
import * as z from 'zod';

/** What a field's metadata may say beside its type: words for problems, and that its value must not be shown. */
interface FieldMeta {
  readonly expected?: string;
  readonly isSecret?: boolean;
}

const described = <S extends z.ZodType>(schema: S, meta: FieldMeta): S => schema.meta({ ...meta });

/** A TCP port; 0 lets the system choose a free one. */
export const portNumber = () => z.coerce.number().int().min(0).max(65_535);

/** A whole number of at least 1, with a default. */
export const atLeastOne = (value: number) => z.coerce.number().int().min(1).default(value);

/** `on` or `off` (also true/false, yes/no, 1/0). */
export const onOrOff = () => described(z.stringbool(), { expected: 'on or off' });

/** A value that is never printed and may be given as a file: `NAME_FILE=/run/secrets/name`. */
export const secret = () => described(z.string().min(1), { isSecret: true });

/** The key that everybody is asked for: long enough not to be guessed, and fit for a header and a shell. */
export const apiKey = () =>
  described(z.string().regex(/^[\x21-\x7e]{20,500}$/), {
    isSecret: true,
    expected: 'at least 20 characters without spaces, such as `npm run -s key` prints',
  });

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

// A system that has none, or an empty TZ, makes ICU say Etc/Unknown, which no browser takes.
const systemTimeZone = (): string => {
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isTimeZone(name) ? name : 'UTC';
};

/** An IANA time zone; the default is the system's. */
export const timeZone = () =>
  described(z.string().refine(isTimeZone), { expected: 'an IANA time zone such as Europe/Berlin' }).default(
    systemTimeZone,
  );

/** A topic to publish to: no wildcards. */
export const topicName = () =>
  described(z.string().regex(/^[^+#\0]+$/), { expected: 'an MQTT topic without + and #' });

/** Topics to listen to, with commas between; wildcards are welcome. */
export const topicFilters = () =>
  described(
    z.string().refine((list) => {
      const filters = filtersIn(list);
      return filters.length > 0 && filters.every((filter) => filterProblem(filter) === undefined);
    }),
    {
      expected:
        'a comma-separated list of MQTT topics such as home/+/+ (+ and # as whole levels, none of them first)',
    },
  );

const isOrigin = (text: string): boolean =>
  text === '*' || (URL.canParse(text) && new URL(text).origin === text);

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);

/** Comma-separated web origins. */
export const originList = () =>
  described(
    z
      .string()
      .transform(listOf)
      .pipe(z.array(z.string().refine(isOrigin))),
    { expected: 'a comma-separated list of origins such as https://home.example:8443' },
  ).default([]);

/** `0004A3B1C2D3=ivt,ThermIQ-mqtt=thermia`: brands by what heat pumps call themselves. */
export const heatPumpBrands = () =>
  described(
    z
      .string()
      .transform((text) => new Map(listOf(text).map(pairOf)))
      .pipe(z.map(z.string().min(1), heatPumpBrand)),
    { expected: `a list such as 0004A3B1C2D3=ivt,nibe=nibe, with ${heatPumpBrand.options.join(', ')}` },
  ).default(() => new Map());

const pairOf = (text: string): [string, string] => {
  const at = text.lastIndexOf('=');
  return [text.slice(0, Math.max(at, 0)).trim(), text.slice(at + 1).trim()];
};

/** A port to listen on as if it were a predecessor's. */
export interface LegacyPort {
  /** 0 lets the system choose. */
  readonly listen: number;
  readonly as: PredecessorPort;
}

const legacyPort = /^(?:(?<listen>\d{1,5}):)?(?<as>\d{1,5})$/;

const legacyPortOf = (text: string): LegacyPort | undefined => {
  const { listen, as } = legacyPort.exec(text)?.groups ?? {};
  const port = { listen: Number(listen ?? as), as: Number(as) };
  return isPredecessorPort(port.as) && port.listen <= 65_535 ? (port as LegacyPort) : undefined;
};

/** `5000,18000:8000`: ports of predecessors, the second one listened for elsewhere. */
export const legacyPorts = () =>
  described(
    z
      .string()
      .transform((text) => listOf(text).map(legacyPortOf))
      .pipe(z.array(z.custom<LegacyPort>((port) => port !== undefined))),
    {
      expected: `a list of ${Object.keys(predecessorPorts).join(', ')}, as 5000,18000:8000 to listen on 18000 for 8000`,
    },
  ).default([]);
