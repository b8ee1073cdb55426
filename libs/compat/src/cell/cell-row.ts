import { type CellRow, nativeIdOf, type OriginalMessage } from '@kilowatch/contracts';
import { cellFields, cellKeyOf, firmwarePath, readNumber } from '@kilowatch/dialects';
import { formatInstantWithOffset } from '../instant.js';
import { jsonObjectIn } from '../json-object.js';

type Values = Pick<CellRow, 'voltage' | 'current_ma' | 'power_mw' | 'temperature' | 'wifi_rssi'>;

/** Keys of the predecessor's later revision: a row has them where the message has one. */
const laterKeys: ReadonlySet<string> = new Set(['humidity', 'ads_voltage', 'soc_percent', 'soh_percent']);
const laterDefaults: Readonly<Record<string, number>> = { wifi_rssi: -100, soh_percent: 100 };

/**
 * The row of an ESP32's message, in the words of the battery twin's predecessor: mA and mW, the time of receipt, and a number for
 * whatever the message left out. Undefined where the original is none of its format.
 */
export function cellRowOf({
  source,
  device,
  arrival,
  receivedAtMs,
  body,
}: OriginalMessage): CellRow | undefined {
  const message = jsonObjectIn(body);
  if (!message) return undefined;
  const isFirmware = source === `http:${firmwarePath}`;
  const isLater = [...laterKeys].some((key) => Object.hasOwn(message, key));
  const values = cellFields
    .filter(({ key }) => isLater || !laterKeys.has(key))
    .map((field): [string, number] => {
      const value = readNumber(message[cellKeyOf(field, message, isFirmware)]);
      return [field.key, typeof value === 'number' ? value : isLater ? (laterDefaults[field.key] ?? 0) : 0];
    });
  const row: CellRow = {
    ...{ id: arrival, timestamp: formatInstantWithOffset(receivedAtMs), device_id: nativeIdOf(device) },
    ...(Object.fromEntries(values) as Values),
  };
  return isFirmware ? { ...row, power_mw: finite(row.voltage * row.current_ma) } : row;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
