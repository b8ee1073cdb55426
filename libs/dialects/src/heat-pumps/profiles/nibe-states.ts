/** States of NIBE's coils as numbers, as words in capitals (so nibe-mqtt sends them), and what they count as. */
type States = Readonly<Record<string, number>>;

export const onOff: States = { 0: 0, 1: 1, OFF: 0, ON: 1 };

export const alarmOrNot: States = { 0: 0, 1: 1, 'NO ALARM': 0, ALARM: 1, OFF: 0, ON: 1 };

/** Of models with an inverter. One that starts counts as on. */
export const compressorState: States = {
  ...{ 20: 0, 40: 1, 60: 1, 100: 0 },
  ...{ STOPPED: 0, STARTING: 1, RUNNING: 1, STOPPING: 0 },
};

/** What the pump works for: 1 is hot water. */
export const priority: States = {
  ...{ 10: 0, 20: 1, 30: 0, 40: 0, 41: 0, 50: 0, 60: 0 },
  ...{ OFF: 0, 'HOT WATER': 1, HEAT: 0, POOL: 0, 'POOL 2': 0, TRANSFER: 0, COOLING: 0 },
};

export const brinePump: States = {
  ...{ 10: 0, 15: 1, 20: 1, 40: 1, 80: 1 },
  ...{ OFF: 0, STARTING: 1, ON: 1, '10-DAY MODE': 1, CALIBRATION: 1 },
};
