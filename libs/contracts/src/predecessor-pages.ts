/** Where the page of a predecessor was by its port, and which of ours shows what it showed. 8501 was that of the battery. */
export const predecessorPorts = {
  5000: '/devices/cell',
  8000: '/devices/gas',
  8050: '/devices/heat-pump',
  8501: '/',
} as const;
export type PredecessorPort = keyof typeof predecessorPorts;

export const isPredecessorPort = (port: number): port is PredecessorPort =>
  Object.hasOwn(predecessorPorts, port);

/** Further paths on which predecessors had pages, and ours. */
export const predecessorPages = { '/graph': '/devices/gas', '/test': '/devices/heat-pump' } as const;
