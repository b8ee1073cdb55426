/** What opens a session asks first. */
export interface Gate {
  /** Calls `open` as soon as it is certain that this process may work; at once where that is no question. */
  pass(open: () => void): void;
}

/** Of a service that may run as often as it likes. */
export const openGate: Gate = { pass: (open) => open() };
