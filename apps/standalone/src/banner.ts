import { isLoopbackName, type Settings } from '@kilowatch/service-kit';

export interface BannerFacts {
  readonly settings: Settings;
  /** Where HTTP listens. */
  readonly url: URL;
  readonly broker: { readonly host: string; readonly port: number; readonly isEmbedded: boolean };
  readonly dataFolder: string;
}

const wildcards = new Set(['0.0.0.0', '::']);

/** What a person at the terminal opens. Where every address is listened on, this machine's own name for itself will do. */
const urlOf = ({ settings, url }: BannerFacts): string => {
  const { HOST } = settings.common;
  return isLoopbackName(HOST) || wildcards.has(HOST) ? `http://localhost:${url.port || 80}` : url.origin;
};

const keyLines = [
  'API_KEY     everybody is asked for it: on the dashboard, as X-API-Key, as the MQTT password',
];
const noKeyLines = ['Network     this machine only; to open it, make an API_KEY: npm run -s key'];

function accessLines({ common }: Settings): string[] {
  if (common.AUTH === 'open') return ['AUTH=open   anybody who reaches this port may command the battery'];
  return common.API_KEY === undefined ? noKeyLines : keyLines;
}

const legacyLines = ({ common }: Settings): string[] =>
  common.LEGACY_PORTS.length === 0
    ? []
    : [`Also at     ${common.LEGACY_PORTS.map(({ listen }) => `:${listen}`).join(', ')}`];

/** What a person at the terminal needs next: where the page is, lines to paste, where devices go. Never the key itself. */
export function bannerOf(facts: BannerFacts): string {
  const { settings, broker, dataFolder } = facts;
  const { API_KEY, DEMO } = settings.common;
  const url = urlOf(facts);
  const withKey = API_KEY === undefined ? '' : ' -H "X-API-Key: $API_KEY"';
  const isBrokerAsking = API_KEY !== undefined && broker.isEmbedded;
  const lines = [
    `Dashboard   ${url}`,
    `API         ${url}/docs`,
    `MQTT        ${broker.host}:${broker.port}${broker.isEmbedded ? ' (embedded broker)' : ''}`,
    ...legacyLines(settings),
    `Data        ${dataFolder}`,
    ...(DEMO
      ? [
          'Demo        simulated devices run, each kind until a real one of it reports (DEMO=off to do without)',
        ]
      : []),
    ...accessLines(settings),
    '',
    'Try:',
    `  curl -X POST ${url}/charge${withKey} -H "Content-Type: application/json" -d '{"charge": 10, "unit": "kW"}'`,
    `  curl -X GET ${url}/livedata${withKey}`,
    ...(isBrokerAsking
      ? [`  mosquitto_sub -h ${broker.host} -p ${broker.port} -u me -P "$API_KEY" -t 'battery/#' -v`]
      : []),
    '',
    'Press Ctrl+C to stop.',
  ];
  return `\n${lines.map((line) => (line ? `  ${line}` : '')).join('\n')}\n\n`;
}
