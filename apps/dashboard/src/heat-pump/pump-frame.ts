import type { PumpFrame, PumpLine, PumpLineStyle } from '@kilowatch/charts/heat-pump';
import { chartFrame, colourOf } from '../charts/chart-frame.js';
import { axisWords, valueText } from '../charts/chart-units.js';
import { formatFor } from '../format/format.js';
import { drawn } from '../series/drawn-chart.js';
import type { Span } from '../range/time-span.js';
import type { Texts } from '../texts/en.js';
import { lineLabel, pumpLines } from './pump-lines.js';
import type { PumpReply } from './pump-reply.js';
import type { RaisedAlarms } from './use-alarms.js';

const noBreakSpace = '\u00a0';

function lineStyle(line: PumpLine, texts: Texts, estimated: string): PumpLineStyle {
  const { colour, unit, digits } = pumpLines[line];
  const format = formatFor(texts.locale);
  const isState = line === 'compressor' || line === 'valve';
  return {
    ...{ unit, colour: colourOf(colour), label: lineLabel(line, texts, estimated) },
    write: (value) => {
      if (isState) return value > 0 ? texts.devices.on : texts.devices.off;
      if (digits === undefined) return valueText(value, unit, format);
      return format.number(value, digits) + (unit && noBreakSpace + unit);
    },
  };
}

interface FrameParts {
  readonly reply: PumpReply;
  readonly span: Span;
  readonly alarms: RaisedAlarms;
  readonly timeZone: string;
  readonly heightPx: number;
  readonly texts: Texts;
  /** Names of metrics, apart from each other by blanks. */
  readonly estimated: string;
}

/** What the charts over time are drawn with. */
export function pumpFrame({
  reply,
  span,
  alarms,
  timeZone,
  heightPx,
  texts,
  estimated,
}: FrameParts): PumpFrame {
  const format = formatFor(texts.locale);
  const lines = (Object.keys(pumpLines) as PumpLine[]).map(
    (line) => [line, lineStyle(line, texts, estimated)] as const,
  );
  return {
    ...chartFrame(span, timeZone, texts),
    ...{ stepMs: reply.stepMs, heightPx },
    alarms: alarms.series.flatMap((one) => (alarms.loaded && drawn(one, alarms.loaded, texts)) ?? []),
    lines: Object.fromEntries(lines) as Record<PumpLine, PumpLineStyle>,
    axisWords: (unit, largest) => axisWords(unit, largest, texts.locale, format),
  };
}
