/** Orders texts as people do: `9` before `10`. Kept, as making a collator for each comparison costs fifteen times as much. */
export const asPeopleCount = new Intl.Collator(undefined, { numeric: true }).compare;
