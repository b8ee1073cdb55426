/** Whether an MQTT filter (with `+` and a closing `#`) covers a topic. Of another filter: whether it covers all that that one does. */
export const covers = (filter: string, topic: string): boolean => {
  const levels = filter.split('/');
  const parts = topic.split('/');
  if (topic.startsWith('$') && (levels[0] === '+' || levels[0] === '#')) return false; // [MQTT-4.7.2-1]
  for (const [i, level] of levels.entries()) {
    if (level === '#') return true;
    if (i >= parts.length || parts[i] === '#' || (level !== '+' && level !== parts[i])) return false;
  }
  return levels.length === parts.length;
};

/** What services say to each other: no device has any business there. */
export const ourTopics = 'kw/v1/#';

/** What is wrong with a filter for what devices say, in words; undefined when it makes sense. */
export function filterProblem(filter: string): string | undefined {
  if (filter === '' || filter.includes('\0'))
    return 'a filter has at least one character, and none of them is NUL';
  const levels = filter.split('/');
  const isRight = (level: string, i: number): boolean =>
    level === '+' || (level === '#' && i === levels.length - 1) || !/[+#]/.test(level);
  if (!levels.every(isRight))
    return '"+" must be a whole level, and "#" the whole last one, as in a/+/b or a/#';
  return canMeet(filter, ourTopics)
    ? 'it would hear our own messages on kw/…: begin with a name, as in home/#'
    : undefined;
}

/** Whether some topic belongs to both filters. */
export function canMeet(one: string, other: string): boolean {
  const [levels, others] = [one.split('/'), other.split('/')];
  for (let i = 0; ; i += 1) {
    const [level, opposite] = [levels[i], others[i]];
    if (level === '#' || opposite === '#') return true;
    if (level === undefined || opposite === undefined) return level === opposite;
    if (level !== opposite && level !== '+' && opposite !== '+') return false;
  }
}

/** The filters of a list with commas between, as `sensors/+/+, home/#`. */
export const filtersIn = (list: string): string[] =>
  list
    .split(',')
    .map((filter) => filter.trim())
    .filter(Boolean);
