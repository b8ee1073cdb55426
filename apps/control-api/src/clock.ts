/** UTC epoch ms; a provider, so that tests bring their own. */
export abstract class Clock {
  abstract now(): number;
}
