const shape = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

/**
 * A query parameter as the predecessors read a whole number (Python's `int`): blanks around it, a sign and underscores between digits are
 * fine, `1.5`, `1e9` and `0x10` are not. Of several the first counts. Undefined for anything else.
 */
export function wholeNumberIn(parameter: unknown): number | undefined {
  const first: unknown = Array.isArray(parameter) ? parameter[0] : parameter;
  return typeof first === 'string' && shape.test(first) ? Number(first.replaceAll('_', '')) : undefined;
}
