import { query, setQuery } from '../route/router.js';
import { type Arrangement, groupings, sortings } from './arrangement.js';

/** How the list is arranged: as the address says, so that a link shows the same list again. */
export function useArrangement(): Arrangement {
  const { value } = query;
  return {
    search: value.get('search') ?? '',
    grouping: groupings.find((name) => name === value.get('group')) ?? groupings[0],
    sorting: sortings.find((name) => name === value.get('sort')) ?? sortings[0],
  };
}

/** Arranges the list so from now on; what is usual is not said in the address. */
export const arrange = ({ search, grouping, sorting }: Partial<Arrangement>): void =>
  setQuery({
    ...(search !== undefined && { search: search || undefined }),
    ...(grouping !== undefined && { group: grouping === groupings[0] ? undefined : grouping }),
    ...(sorting !== undefined && { sort: sorting === sortings[0] ? undefined : sorting }),
  });
