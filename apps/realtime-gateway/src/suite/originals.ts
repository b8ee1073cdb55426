import type { OriginalMessage } from '@kilowatch/contracts';

let arrivals = 0;

/** A device's message as ingest hands it on. */
export const anOriginal = (
  parts: Partial<OriginalMessage> & { readonly said?: unknown } = {},
): OriginalMessage => {
  const { said = {}, ...given } = parts;
  arrivals += 1;
  return {
    source: 'http:/sensor_data',
    device: 'cell:ESP32_01',
    receivedAtMs: Date.UTC(2025, 0, 21, 9) + arrivals,
    arrival: arrivals,
    body: JSON.stringify(said),
    ...given,
  };
};

export const aGasMessage = (pct: number, device = 'gas:handheld 1'): OriginalMessage =>
  anOriginal({ source: 'http:/receive-json', device, said: { pct, id: 'handheld 1', sensors: [] } });

export const aSensorMessage = (value: number, parts: Partial<OriginalMessage> = {}): OriginalMessage =>
  anOriginal({
    source: 'mqtt:sensors/temp_01/temperature',
    device: 'sensor:temp_01',
    said: { value, unit: '°C' },
    ...parts,
  });
