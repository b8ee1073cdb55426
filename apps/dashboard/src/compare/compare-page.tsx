import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { getDevices, ReplyOf } from '@kilowatch/contracts';
import { ask } from '../api/ask.js';
import { useWatched } from '../live/use-watched.js';
import { RangePicker } from '../range/range-picker.js';
import { query, setQuery } from '../route/router.js';
import { type SeriesKey, seriesKeyOf } from '../series/charted-series.js';
import { SeriesChart } from '../series/series-chart.js';
import { texts } from '../texts/language.js';
import { PageHead } from '../widgets/page-head.js';
import { choicesOf } from './choices.js';
import { ChosenSeries } from './chosen-series.js';
import { mostCompared, seriesIn, seriesParameter } from './compare-address.js';
import { comparedSeries, gridsOf, type Layout } from './compared-series.js';
import { SeriesSearch } from './series-search.js';

type Devices = ReplyOf<typeof getDevices>['devices'];

const oneGridPx = 380;
const nextGridPx = 200;

/** Any series of any devices in one picture, chosen by search; the address holds the choice. */
export function ComparePage() {
  const devices = useSignal<Devices>([]);
  const isRead = useSignal(false);
  const parameter = useComputed(() => query.value.get('series'));
  const layout: Layout = query.value.get('layout') === 'stacked' ? 'stacked' : 'together';
  const chosen = seriesIn(parameter.value);
  useWatched({ devices: [...new Set(chosen.map(({ device }) => device))] });
  useEffect(() => {
    void readDevices().then((all) => {
      devices.value = all;
      isRead.value = true;
    });
  }, []);
  const t = texts.value;
  const choices = useComputed(() => choicesOf(devices.value, texts.value));
  const series = comparedSeries(chosen, choices.value, layout, t);
  const show = (next: readonly SeriesKey[]): void =>
    setQuery({ series: next.length === 0 ? undefined : seriesParameter(next) });
  return (
    <>
      <PageHead title={t.pages.compare}>
        <RangePicker />
      </PageHead>
      <section class="panel compare-choice" aria-label={t.compare.chosen}>
        <div class="compare-line">
          <SeriesSearch
            choices={choices.value}
            chosen={chosen}
            isFull={chosen.length >= mostCompared}
            onChoose={({ device, metric, index }) => show([...chosen, { device, metric, index }])}
          />
          <LayoutChoice layout={layout} />
        </div>
        <ChosenSeries
          series={series}
          onRemove={(one) => show(chosen.filter((other) => seriesKeyOf(other) !== seriesKeyOf(one)))}
        />
      </section>
      {chosen.length > 0 && isRead.value && (
        <SeriesChart
          key={layout}
          title={t.compare.title}
          series={series}
          heightPx={oneGridPx + (gridsOf(series) - 1) * nextGridPx}
          fileName={t.pages.compare}
        />
      )}
      {chosen.length > 0 && !isRead.value && <section class="panel skeleton compare-skeleton" />}
      {chosen.length > 0 && <p class="hint">{t.chart.zoomHint}</p>}
      {chosen.length === 0 && (
        <section class="panel compare-empty">
          <p>{t.compare.empty}</p>
          <p class="hint">{t.compare.emptyHint}</p>
        </section>
      )}
    </>
  );
}

/** Without an answer there is nothing to choose from; what the address names is shown all the same. */
const readDevices = async (): Promise<Devices> =>
  (await ask<ReplyOf<typeof getDevices>>('GET', 'api/v1/devices').catch(() => ({ devices: [] }))).devices;

function LayoutChoice({ layout }: { layout: Layout }) {
  const t = texts.value.compare;
  return (
    <fieldset class="segments segments-small compare-layout">
      <legend class="visually-hidden">{t.layout}</legend>
      {(['together', 'stacked'] as const).map((name) => (
        <label key={name} class="segment">
          <input
            type="radio"
            name="compare-layout"
            checked={layout === name}
            onChange={() => setQuery({ layout: name === 'stacked' ? name : undefined })}
          />
          <span>{t.layouts[name]}</span>
        </label>
      ))}
    </fieldset>
  );
}
