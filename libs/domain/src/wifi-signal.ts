/** What a WiFi signal is worth, by RSSI in dBm, the best first. */
const signalLevels = [
  { fromDbm: -50, label: 'excellent', bars: 4 },
  { fromDbm: -60, label: 'good', bars: 3 },
  { fromDbm: -70, label: 'fair', bars: 2 },
  { fromDbm: -80, label: 'weak', bars: 1 },
  { fromDbm: -90, label: 'very_weak', bars: 1 },
] as const;

export interface WifiSignal {
  readonly label: (typeof signalLevels)[number]['label'] | 'unusable';
  /** 0 to 4, as on a telephone. */
  readonly bars: number;
  /** 0 to 100. */
  readonly qualityPct: number;
}

export function wifiSignalOf(rssiDbm: number): WifiSignal {
  const qualityPct = Math.min(100, Math.max(0, 2 * (rssiDbm + 100)));
  const level = signalLevels.find(({ fromDbm }) => rssiDbm >= fromDbm);
  return { label: level?.label ?? 'unusable', bars: level?.bars ?? 0, qualityPct };
}
