import { cellTopic, filtersIn, lineProtocolFilter, sensorTraffic, valuesFilter } from '@kilowatch/contracts';
import { esp32, lineProtocol, plainValues, sensors } from '@kilowatch/dialects';
import { movedTraffic } from '@kilowatch/service-kit';
import type { IngestConfig } from './config.js';

const spoken = {
  [sensorTraffic.filters[0]!]: sensors,
  [cellTopic]: esp32,
  [lineProtocolFilter]: lineProtocol,
  [valuesFilter]: plainValues,
};

/** Of the dialects that a person has named topics for, by their names: these topics. */
export const movedDialects = (config: IngestConfig): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(movedTraffic(config)).flatMap(([filter, to]) =>
      to === filter ? [] : [[spoken[filter]!.name, filtersIn(to)]],
    ),
  );
