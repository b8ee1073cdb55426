/** `head { lines }`. */
export const block = (head: string, ...lines: string[]): string => [`${head} {`, ...lines, '}'].join('\n');

/** Two spaces for each block that a line is in. */
export function indented(lines: readonly string[]): string[] {
  let depth = 0;
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => {
      if (line === '}') depth -= 1;
      const text = '  '.repeat(depth) + line;
      if (line.endsWith('{')) depth += 1;
      return text;
    });
}
