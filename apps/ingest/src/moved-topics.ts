import { cellTopic, filtersIn, lineProtocolFilter, sensorTraffic, valuesFilter } from '@kilowatch/contracts';
import { esp32, lineProtocol, plainValues, sensors } from '@kilowatch/dialects';
import type { IngestConfig } from './config.js';

/** Where a person may have moved what to, and which dialect is spoken there. */
const moves = (config: IngestConfig) => [
  { filter: sensorTraffic.filters[0]!, dialect: sensors, to: config.MQTT_TOPICS },
  { filter: cellTopic, dialect: esp32, to: config.MQTT_TOPIC_ESP32 },
  { filter: lineProtocolFilter, dialect: lineProtocol, to: config.MQTT_TOPICS_LINE_PROTOCOL },
  { filter: valuesFilter, dialect: plainValues, to: config.MQTT_TOPICS_VALUES },
];

/** For the door: what is subscribed instead. */
export const movedFilters = (config: IngestConfig): Record<string, string> =>
  Object.fromEntries(moves(config).map(({ filter, to }) => [filter, to]));

/** For the dialects: what is spoken where, of those that have been moved. */
export const movedDialects = (config: IngestConfig): Record<string, string[]> =>
  Object.fromEntries(
    moves(config)
      .filter(({ filter, to }) => to !== filter)
      .map(({ dialect, to }) => [dialect.name, filtersIn(to)]),
  );
