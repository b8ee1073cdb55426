/** What the battery twin answers a device's post with. */
export const dataSaved = { status: 'success', message: 'Data saved' } as const;

/** What the predecessors say where a post could not be kept; the device may send it again. */
export const postFailures = {
  cell: 'Failed to save data',
  gas: 'An unexpected error occurred.',
} as const;

/** What the gas meter answers: the body as it was sent, and when it came, in Unix seconds. The body must be JSON. */
export const receivedAnswer = (body: string, receivedAtMs: number): string =>
  `{"received":${body.trim()},"system_time":${Math.floor(receivedAtMs / 1_000)}}`;
