import { computed, signal } from '@preact/signals';
import { type Route, routeOf } from './routes.js';

export { pathOf, type KindPage, type PageName, type Route } from './routes.js';

/** The root of the product, under whatever prefix a proxy serves it; the page says it in its `base`. */
const root = (): string => new URL(document.baseURI).pathname;

interface Address {
  /** Relative to the root. */
  readonly path: string;
  readonly query: string;
}

const read = (): Address => ({
  path: location.pathname.startsWith(root()) ? location.pathname.slice(root().length) : location.pathname,
  query: location.search,
});

const address = signal<Address>({ path: '', query: '' });

export const route = computed<Route>(() => routeOf(address.value.path));

/** What stands behind the `?`. */
export const query = computed(() => new URLSearchParams(address.value.query));

/** What goes along from page to page: the time that is looked at. */
const carried = ['range', 'from', 'to'];

/** Follows the address bar from now on. */
export function startRouter(): void {
  address.value = read();
  addEventListener('popstate', () => (address.value = read()));
  addEventListener('click', followLink);
}

/** Goes to a page, as {@link pathOf} gives it; the range in the address goes along unless it has one of its own. */
export function navigate(to: string): void {
  const target = new URL(to, document.baseURI);
  if (!carried.some((name) => target.searchParams.has(name)))
    for (const name of carried) {
      const value = query.peek().get(name);
      if (value !== null) target.searchParams.set(name, value);
    }
  if (target.href !== location.href) history.pushState(null, '', target);
  address.value = read();
  scrollTo(0, 0);
}

/**
 * Writes parameters into the address; undefined takes one out. What a reader would want to step back to is a new entry of the
 * browser's history, anything else takes the place of the last.
 */
export function setQuery(
  changes: Readonly<Record<string, string | undefined>>,
  entry: 'new' | 'same' = 'same',
): void {
  const target = new URL(location.href);
  for (const [name, value] of Object.entries(changes))
    if (value === undefined) target.searchParams.delete(name);
    else target.searchParams.set(name, value);
  if (target.href === location.href) return;
  if (entry === 'new') history.pushState(null, '', target);
  else history.replaceState(null, '', target);
  address.value = read();
}

/** A plain click on a link of this page stays in the page; with a modifier, or elsewhere, it is the browser's. */
function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin) return;
  if (link.hash || link.download || link.target || !link.hasAttribute('data-page')) return;
  event.preventDefault();
  navigate(link.href);
}
