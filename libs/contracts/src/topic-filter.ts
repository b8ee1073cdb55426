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

/** What is wrong with a filter, in words; undefined when a broker would take it. */
export function filterProblem(filter: string): string | undefined {
  if (filter === '' || filter.includes('\0')) return 'is empty';
  const levels = filter.split('/');
  const isRight = (level: string, i: number): boolean =>
    level === '+' || (level === '#' && i === levels.length - 1) || !/[+#]/.test(level);
  return levels.every(isRight)
    ? undefined
    : '"+" must be a whole level, and "#" the whole last one, as in a/+/b or a/#';
}
