import { signal } from '@preact/signals';

/** The kinds of devices that have a page of their own, as they stand in its address. */
export const devicePages = ['cell', 'gas', 'heat-pump', 'sensor'] as const;
export type DevicePage = (typeof devicePages)[number];

export type Route =
  | { page: 'battery'; device: string | undefined }
  | { page: 'devices'; kind: DevicePage }
  | { page: 'not-found' };

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const isDevicePage = (text: string | undefined): text is DevicePage =>
  devicePages.some((kind) => kind === text);

/** `/` and `/battery` are the battery page, `/battery/<native id>` a certain battery, `/devices/<kind>` the devices of a kind. */
export function routeOf(path: string): Route {
  const [first = '', second, ...rest] = path.split('/').slice(1);
  if (first === 'devices' && isDevicePage(second) && !rest.some(Boolean))
    return { page: 'devices', kind: second };
  if (rest.some(Boolean) || !['', 'battery'].includes(first)) return { page: 'not-found' };
  if (first === '') return { page: 'battery', device: undefined };
  return { page: 'battery', device: second ? `battery:${decode(second)}` : undefined };
}

export const devicePath = (kind: DevicePage): string => `/devices/${kind}`;

export const batteryPath = (device: string): string =>
  `/battery/${encodeURIComponent(device.slice(device.indexOf(':') + 1))}`;

export const route = signal<Route>({ page: 'battery', device: undefined });

const follow = (): void => {
  route.value = routeOf(location.pathname);
};

/** Follows the address bar from now on. */
export function startRouter(): void {
  follow();
  addEventListener('popstate', follow);
  addEventListener('click', followLink);
}

export function navigate(to: string): void {
  if (to !== location.pathname) history.pushState(null, '', to);
  follow();
  scrollTo(0, 0);
}

/** A plain click on a link of this page stays in the page; with a modifier, or elsewhere, it is the browser's. */
function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
  if (link.hash || link.download || link.target || !link.hasAttribute('data-page')) return;
  event.preventDefault();
  navigate(link.pathname);
}
