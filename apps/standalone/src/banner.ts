import type { Settings } from '@kilowatch/service-kit';

export interface BannerFacts {
  readonly settings: Settings;
  readonly port: number;
  readonly broker: { readonly host: string; readonly port: number; readonly isEmbedded: boolean };
  readonly dataFolder: string;
}

/** What a person at the terminal needs next: where the page is, two lines to paste, where devices go. */
export function bannerOf({ settings: { common }, port, broker, dataFolder }: BannerFacts): string {
  const url = `http://localhost:${port}`;
  const lines = [
    `Dashboard   ${url}`,
    `API         ${url}/docs`,
    `MQTT        ${broker.host}:${broker.port}${broker.isEmbedded ? ' (embedded broker)' : ''}`,
    `Data        ${dataFolder}`,
    ...(common.DEMO
      ? ['Demo        a simulated battery runs until a real one reports (DEMO=off to do without)']
      : []),
    ...(common.AUTH === 'open' ? ['AUTH=open   anybody who reaches this port may command the battery'] : []),
    '',
    'Try:',
    `  curl -X POST ${url}/charge -H "Content-Type: application/json" -d '{"charge": 10, "unit": "kW"}'`,
    `  curl -X GET ${url}/livedata`,
    '',
    'Press Ctrl+C to stop.',
  ];
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;
}
