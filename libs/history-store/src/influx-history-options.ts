import type { HistoryLog } from './history-log.js';
import type { InfluxBucketSettings } from './influx/bucket-settings.js';
import type { HeatPumpBucketSettings } from './influx/heat-pump-bucket.js';
import type { InfluxLimits } from './influx-limits.js';

export interface InfluxHistoryOptions extends InfluxBucketSettings {
  readonly limits?: Partial<InfluxLimits>;
  readonly log?: HistoryLog;
  /** Bucket of the battery predecessor (`battery_data`), read only. */
  readonly batteryBucket?: InfluxBucketSettings | undefined;
  /** Bucket of the heat pump predecessor (`heatpump`); written only if that is asked for. */
  readonly heatPumpBucket?: HeatPumpBucketSettings | undefined;
}
