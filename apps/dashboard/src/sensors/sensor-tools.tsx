import { texts } from '../texts/language.js';
import { type Arrangement, groupings, sortings } from './arrangement.js';
import { arrange } from './use-arrangement.js';

/** What of the list is shown, and how it is arranged. */
export function SensorTools({ search, grouping, sorting }: Arrangement) {
  const t = texts.value.sensors;
  return (
    <div class="list-tools" role="search">
      <input
        class="list-search"
        type="search"
        aria-label={t.search}
        placeholder={t.searchHint}
        value={search}
        onInput={({ currentTarget }) => arrange({ search: currentTarget.value })}
      />
      <fieldset class="segments segments-small">
        <legend class="visually-hidden">{t.group}</legend>
        {groupings.map((name) => (
          <label key={name} class="segment">
            <input
              type="radio"
              name="group"
              checked={grouping === name}
              onChange={() => arrange({ grouping: name })}
            />
            <span>{t.groups[name]}</span>
          </label>
        ))}
      </fieldset>
      <select
        class="select-small"
        aria-label={t.sort}
        value={sorting}
        onChange={({ currentTarget: { value } }) =>
          arrange({ sorting: sortings.find((name) => name === value) ?? sortings[0] })
        }
      >
        {sortings.map((name) => (
          <option key={name} value={name}>
            {t.sorts[name]}
          </option>
        ))}
      </select>
    </div>
  );
}
