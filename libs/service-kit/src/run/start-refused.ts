/** The process must not start, and the message says in plain words why and what to change. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
