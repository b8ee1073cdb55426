import { texts } from '../texts/language.js';
import { type DeviceSearch, kinds, sortings, states } from './device-search.js';
import { lookFor } from './use-device-search.js';

interface DeviceToolsProps {
  search: DeviceSearch;
  groups: readonly string[];
}

/** Which devices are shown, and in which order. */
export function DeviceTools({ search, groups }: DeviceToolsProps) {
  const t = texts.value;
  return (
    <div class="list-tools" role="search">
      <input
        class="list-search"
        type="search"
        aria-label={t.registry.search}
        placeholder={t.registry.searchHint}
        value={search.search}
        onInput={({ currentTarget }) => lookFor({ search: currentTarget.value })}
      />
      <Filter name="kind" words={t.registry.kind} all={t.registry.everyKind} value={search.kind}>
        {kinds.map((kind) => [kind, t.overview.kind[kind]])}
      </Filter>
      <Filter name="state" words={t.registry.state} all={t.registry.everyState} value={search.state}>
        {states.map((state) => [state, t.registry.states[state]])}
      </Filter>
      {groups.length > 0 && (
        <Filter name="group" words={t.registry.group} all={t.registry.everyGroup} value={search.group}>
          {groups.map((group) => [group, group])}
        </Filter>
      )}
      <Filter name="sort" words={t.registry.sort} value={search.sorting}>
        {sortings.map((sorting) => [sorting, t.registry.sorts[sorting]])}
      </Filter>
    </div>
  );
}

interface FilterProps {
  name: 'kind' | 'state' | 'group' | 'sort';
  words: string;
  /** What is said of no choice; absent: there is always one. */
  all?: string;
  value: string | undefined;
  children: readonly (readonly [value: string, words: string])[];
}

const Filter = ({ name, words, all, value, children }: FilterProps) => (
  <select
    class="select-small list-filter"
    aria-label={words}
    value={value ?? ''}
    onChange={({ currentTarget }) => lookFor({ [name]: currentTarget.value })}
  >
    {all !== undefined && <option value="">{all}</option>}
    {children.map(([option, optionWords]) => (
      <option key={option} value={option}>
        {optionWords}
      </option>
    ))}
  </select>
);
