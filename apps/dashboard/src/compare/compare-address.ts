import { pathOf } from '../route/router.js';
import { metricKeyOf, type SeriesKey } from '../series/charted-series.js';

/** As many as there are colours. */
export const mostCompared = 8;

const between = ',';
const inside = '|';
const escaped = (text: string): string => text.replaceAll(/[%,|]/g, (sign) => encodeURIComponent(sign));
const plain = (text: string): string => text.replaceAll(/%(25|2C|7C)/g, (sign) => decodeURIComponent(sign));

/** The parameter `series` of an address: `device|metric` or `device|metric/index`, one after the other. */
export const seriesParameter = (series: readonly SeriesKey[]): string =>
  series.map((one) => escaped(one.device) + inside + escaped(metricKeyOf(one))).join(between);

/** The series that such a parameter names; what names none is left out. */
export function seriesIn(parameter: string | null): SeriesKey[] {
  const parts = (parameter ?? '').split(between).map((part) => part.split(inside).map(plain));
  return parts
    .flatMap(([device, key]) => {
      if (!device || !key) return [];
      const slash = key.indexOf('/');
      return slash < 0
        ? [{ device, metric: key }]
        : [{ device, metric: key.slice(0, slash), index: key.slice(slash + 1) }];
    })
    .slice(0, mostCompared);
}

/** Where these series are compared, as the `href` of a link with `data-page`. */
export const comparePath = (series: readonly SeriesKey[]): string =>
  `${pathOf({ page: 'compare' })}?${new URLSearchParams({ series: seriesParameter(series) })}`;
