const timeOf = (atMs) => new Date(atMs).toISOString();

/** How each kind of device speaks. A message carries its code as value, so that it is known again wherever it turns up. */
export const kinds = {
  battery: {
    device: (id) => `battery:${id}`,
    metrics: () => ({ activePowerW: 0, voltageV: 0.5 }),
    topic: (id) => `batteries/${id}/state`,
    body: (code, atMs) => ({ at: timeOf(atMs), activePowerW: code, voltageV: code + 0.5 }),
  },
  sensor: {
    device: (id) => `sensor:${id}`,
    metrics: () => ({ temperature: 0 }),
    topic: (id) => `sensors/${id}/temperature`,
    body: (code, atMs) => ({ value: code, unit: '°C', timestamp: timeOf(atMs) }),
  },
};
