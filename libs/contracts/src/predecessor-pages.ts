/**
 * Where the page of a predecessor was by its port, and which of ours shows what it showed; relative, so that it is found below
 * the prefix of a proxy too. 8501 was that of the battery.
 */
export const predecessorPorts = {
  5000: 'cell',
  8000: 'gas',
  8050: 'heat-pump',
  8501: 'battery',
} as const;
export type PredecessorPort = keyof typeof predecessorPorts;

export const isPredecessorPort = (port: number): port is PredecessorPort =>
  Object.hasOwn(predecessorPorts, port);

/** Further paths on which predecessors had pages, and ours. */
export const predecessorPages = { '/graph': 'gas', '/test': 'heat-pump' } as const;
