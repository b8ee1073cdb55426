import { nativeIdOf } from '../widgets/devices-of.js';

/** The pages that have no device in their address. */
const plainPages = ['overview', 'compare', 'quarantine', 'system'] as const;
/** The pages of one kind of device: `gas/<native id>` is one of them, `gas` the first there is. */
const kindPages = ['battery', 'cell', 'gas', 'heat-pump'] as const;
/** The pages of devices of several kinds: `devices/<device id>` is one device, `devices` all of them. */
const devicePages = ['sensors', 'devices'] as const;

export type KindPage = (typeof kindPages)[number];
export type PageName = (typeof plainPages)[number] | KindPage | (typeof devicePages)[number] | 'not-found';

/** Which page is shown, and of which device (`<kind>:<native id>`) where the address names one. */
export interface Route {
  readonly page: PageName;
  readonly device?: string | undefined;
}

const notFound: Route = { page: 'not-found' };

/** Where the pages of kinds were before each had one of its own. */
const former: Readonly<Record<string, PageName>> = {
  cell: 'cell',
  gas: 'gas',
  'heat-pump': 'heat-pump',
  sensor: 'sensors',
};

const oneOf = <P extends string>(names: readonly P[], text: string): P | undefined =>
  names.find((name) => name === text);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Reads an address relative to the root of the product, as `battery/demo`. */
export function routeOf(path: string): Route {
  const [first = '', second = '', ...rest] = path.split('/');
  if (rest.some(Boolean)) return notFound;
  if (second === '') {
    const plain = first === '' ? 'overview' : oneOf([...plainPages, ...kindPages, ...devicePages], first);
    return plain ? { page: plain } : notFound;
  }
  const kind = oneOf(kindPages, first);
  if (kind) return { page: kind, device: `${kind}:${decoded(second)}` };
  const list = oneOf(devicePages, first);
  if (!list) return notFound;
  const moved = list === 'devices' ? former[second] : undefined;
  return moved ? { page: moved } : { page: list, device: decoded(second) };
}

/** The address of a page, relative to the root of the product. Without a leading slash: it works below any prefix. */
export function pathOf({ page, device }: Route): string {
  if (page === 'overview' || page === 'not-found') return './';
  if (device === undefined) return page;
  const named = oneOf(kindPages, page) ? nativeIdOf(device) : device;
  return `${page}/${encodeURIComponent(named)}`;
}
