import { cellTopic, lineProtocolFilter, sensorTraffic, valuesFilter } from '@kilowatch/contracts';
import { type CommonConfig, commonConfig } from './common-config.js';

/** Settings that say where devices publish. */
export const trafficTopics = commonConfig.pick({
  MQTT_TOPICS: true,
  MQTT_TOPIC_ESP32: true,
  MQTT_TOPICS_LINE_PROTOCOL: true,
  MQTT_TOPICS_VALUES: true,
}).shape;

/** Filters of traffic, and what these settings have in their place: filters with commas between. */
export const movedTraffic = (
  config: Pick<CommonConfig, keyof typeof trafficTopics>,
): Readonly<Record<string, string>> => ({
  [sensorTraffic.filters[0]!]: config.MQTT_TOPICS,
  [cellTopic]: config.MQTT_TOPIC_ESP32,
  [lineProtocolFilter]: config.MQTT_TOPICS_LINE_PROTOCOL,
  [valuesFilter]: config.MQTT_TOPICS_VALUES,
});
