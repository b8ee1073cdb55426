export { cellOf } from './csv-cells.js';
export { HistoryCsv } from './history-csv.js';
export type { ImportReader } from './import-reader.js';
export { LineProtocol } from './line-protocol.js';
export { PointBlock } from './point-block.js';
export type { TimePrecision } from './unix-time.js';
