import type { Type } from '@nestjs/common';
import { ChangeRoutes } from './change-routes.js';
import { CsvExport } from './csv-export.js';
import { CsvExports } from './csv-exports.js';
import { JsonAnswers } from './json-answers.js';
import { KnownSeries } from './known-series.js';
import { LatestRoutes } from './latest-routes.js';
import { RawAnswer } from './raw-answer.js';
import { RawReader } from './raw-reader.js';
import { SelectionReader } from './selection.js';
import { WindowsAnswer } from './series-answer.js';
import { SeriesReader } from './series-reader.js';
import { SeriesRoutes } from './series-routes.js';

export const historyControllers: readonly Type[] = [SeriesRoutes, LatestRoutes, ChangeRoutes];

/** What stands behind them. */
export const historyProviders: readonly Type[] = [
  SelectionReader,
  KnownSeries,
  SeriesReader,
  WindowsAnswer,
  RawReader,
  RawAnswer,
  JsonAnswers,
  CsvExport,
  CsvExports,
];
