import { StartRefused } from './start-refused.js';

/** A setting as one writes it, and what for. */
export type WayOut = readonly [setting: string, meaning: string];

export const askForKey: WayOut = [
  'API_KEY=<key>',
  'to ask everybody for this key; `npm run -s key` makes a line like this',
];
export const letEverybodyIn: WayOut = ['AUTH=open', 'to let everybody in on purpose'];

/** The refusal of a start that any one of these lines would allow. */
export function refusedUnless(problem: string, ways: readonly WayOut[]): StartRefused {
  const width = Math.max(...ways.map(([setting]) => setting.length));
  const lines = ways.map(([setting, meaning]) => `  ${setting.padEnd(width)}   ${meaning}`);
  return new StartRefused([`${problem} Set one of`, ...lines].join('\n'));
}
