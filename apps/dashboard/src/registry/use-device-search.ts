import { query, setQuery } from '../route/router.js';
import { type DeviceSearch, kinds, sortings, states } from './device-search.js';

/** What is looked for: as the address says, so that a link shows the same list again. */
export function useDeviceSearch(): DeviceSearch {
  const { value } = query;
  return {
    search: value.get('search') ?? '',
    kind: kinds.find((kind) => kind === value.get('kind')),
    state: states.find((state) => state === value.get('state')),
    group: value.get('group') ?? undefined,
    sorting: sortings.find((name) => name === value.get('sort')) ?? sortings[0],
  };
}

/** Looks for something else from now on; an empty text is whichever. */
export const lookFor = (
  changes: Readonly<Partial<Record<'search' | 'kind' | 'state' | 'group' | 'sort', string>>>,
): void =>
  setQuery(Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, value || undefined])));

export const lookForAll = (): void => lookFor({ search: '', kind: '', state: '', group: '' });
