import {
  type FaultCode,
  faults,
  hashedFileHeaders,
  pageHeaders,
  postLines,
  postWrite,
  type RouteContract,
  routes,
  type ServiceName,
} from '@kilowatch/contracts';
import { block, indented } from './nginx-text.js';
import { pageMaps } from './page-maps.js';
import {
  predecessorLocations,
  type PredecessorListen,
  predecessorPageMap,
  toPredecessorPage,
} from './predecessor-locations.js';

export interface WebServerOptions {
  /** `host:port` of who answers. */
  readonly controlApi: string;
  readonly gateway: string;
  readonly ingest: string;
  /** Ports, or addresses with ports, to listen on. */
  readonly listen: readonly string[];
  readonly legacy?: readonly PredecessorListen[];
  /** Folder of the built dashboard. */
  readonly root: string;
  /** Folder for temporary files and the process id. */
  readonly folder: string;
  /** A name server, where the services are host names: they are asked for again every two seconds. */
  readonly resolver?: string;
  /** A larger body is refused; as HTTP_BODY_LIMIT_BYTES of the services. */
  readonly bodyLimitBytes?: number;
}

// What a proxy in front may have said of the client is not believed: nobody but us stands in front of the services.
const forwarded = [
  'proxy_set_header Host $http_host;',
  'proxy_set_header X-Forwarded-For $remote_addr;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
  'proxy_set_header X-Forwarded-Host "";',
  'proxy_set_header Forwarded "";',
];

/**
 * The configuration of nginx (1.22 and newer) in front of the services: files of the dashboard, and every route of the contracts to
 * the service that answers it. Throws when a route belongs to a service that has no HTTP.
 */
export function webServerConfig(options: WebServerOptions): string {
  const { folder, bodyLimitBytes = 1024 * 1024 } = options;
  const lines = [
    '# Made from the routes in libs/contracts by apps/init.',
    'daemon off;',
    'worker_processes 2;',
    'worker_shutdown_timeout 2s;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr warn;',
    'events {',
    'worker_connections 4096;',
    '}',
    'http {',
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${folder}/${kind};`,
    ),
    ...fileTypes,
    ...maps,
    predecessorPageMap(options.legacy),
    'access_log /dev/stdout combined if=$is_failure;',
    'server_tokens off;',
    'merge_slashes off;',
    'sendfile on;',
    'tcp_nodelay on;',
    'keepalive_timeout 72s;',
    'client_header_timeout 10s;',
    'client_body_timeout 10s;',
    `client_max_body_size ${bodyLimitBytes};`,
    'server {',
    ...options.listen.map((address) => `listen ${address};`),
    ...(options.legacy ?? []).map(({ listen }) => `listen ${listen};`),
    'absolute_redirect off;',
    `root ${options.root};`,
    ...upstreams(options),
    ...errorPages(bodyLimitBytes),
    ...routes.map(routeLocation).filter(isFirst),
    ...fileLocations,
    '}',
    '}',
  ];
  return `${indented(lines).join('\n')}\n`;
}

const isFirst = (text: string, index: number, all: readonly string[]): boolean => all.indexOf(text) === index;

const fileTypes = [
  block(
    'types',
    'text/html html;',
    'text/css css;',
    'text/javascript js mjs;',
    'application/json json;',
    'application/manifest+json webmanifest;',
    'image/svg+xml svg;',
    'image/png png;',
    'image/x-icon ico;',
    'font/woff2 woff2;',
  ),
  'default_type application/octet-stream;',
  'charset utf-8;',
  'charset_types text/css text/javascript;',
  'gzip_static on;',
];

// A file is for who reads; a browser that navigates to an unknown path gets the app. /.none does not exist.
const maps = [
  block('map $request_method $file', 'default /.none;', 'GET $uri;', 'HEAD $uri;'),
  ...pageMaps,
  // InfluxDB's clients and the battery's predecessor post to one path: a body that does not call itself JSON is line protocol.
  block('map $content_type $is_json', 'default 0;', '"~*^ *application/(json|[^;]+\\+json) *(;|$)" 1;'),
  block(
    'map "$request_method $is_json $content_length$http_transfer_encoding" $is_lines',
    'default 0;',
    `"~^${postWrite.method} 0 (.*[^0-9]|[0-9]*[1-9])" 1;`,
  ),
  block('map $http_upgrade $if_upgraded', 'default upgrade;', '"" "";'),
  block('map $status $is_failure', 'default 1;', '~^[123] 0;'),
];

// Variables make nginx ask for the address at each request (with the resolver's memory), not once at its start.
const upstreams = ({ controlApi, gateway, ingest, resolver }: WebServerOptions): string[] => [
  ...(resolver ? [`resolver ${resolver} valid=2s ipv6=off;`, 'resolver_timeout 2s;'] : []),
  `set $control_api ${controlApi};`,
  `set $realtime_gateway ${gateway};`,
  `set $ingest ${ingest};`,
  'proxy_http_version 1.1;',
  'proxy_connect_timeout 2s;',
  'proxy_read_timeout 30s;',
  'proxy_next_upstream off;',
  'proxy_max_temp_file_size 0;',
  ...forwarded,
  'proxy_set_header Connection "";',
];

// Not named locations: those need a path, and a request that cannot be read has none.
const problemFolder = '/.problem/';

const answer = (name: string, code: FaultCode, error: string, ...more: string[]): string =>
  block(
    `location = ${problemFolder}${name}`,
    'internal;',
    ...more,
    'default_type application/json;',
    `return ${faults[code].status} '${JSON.stringify({ error, code })}';`,
  );

// Only what nginx itself says; answers of the services pass as they are.
const errorPages = (bodyLimitBytes: number): string[] => [
  `error_page 400 414 494 =400 ${problemFolder}invalid;`,
  `error_page 405 ${problemFolder}method;`,
  `error_page 413 ${problemFolder}too-large;`,
  `error_page 500 502 503 =503 ${problemFolder}unavailable;`,
  `error_page 504 ${problemFolder}deadline;`,
  answer('invalid', 'request.invalid', 'This is not a request that can be read'),
  answer('method', 'route.method', 'This method is not served'),
  answer('too-large', 'request.too-large', `The body is larger than ${bodyLimitBytes} bytes`),
  answer(
    'unavailable',
    'service.unavailable',
    'The service that answers this is not running, or just starting: try again',
    'add_header Retry-After 2 always;',
  ),
  answer(
    'deadline',
    'request.deadline',
    'The service did not answer in time; it may have done what it was asked',
  ),
];

// The path as it was sent: a percent-encoded device id must arrive as one.
const upstreamOf: Partial<Record<ServiceName, string>> = {
  'control-api': 'proxy_pass http://$control_api$request_uri;',
  'realtime-gateway': 'proxy_pass http://$realtime_gateway$request_uri;',
  ingest: 'proxy_pass http://$ingest$request_uri;',
};

// Handed on as it comes, of any length: who reads it bounds it, and makes its sender wait.
const streamed = ['client_max_body_size 0;', 'client_body_timeout 60s;', 'proxy_request_buffering off;'];

const longestWaitS = (path: string): number =>
  Math.max(...routes.filter((route) => route.path === path).map(({ answerWithinS }) => answerWithinS));

// ingest rewrites the path in the same way as it is done here, so that it may arrive as it was sent.
const leadsToLines = block('if ($is_lines)', `rewrite ^ ${postLines.path} last;`);

function routeLocation({ path, service, bodyTypes, hasRawBody }: RouteContract): string {
  const pass = upstreamOf[service];
  if (!pass) throw new Error(`${path} belongs to ${service}, which the web server does not know`);
  const pattern = path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '.+');
  const wait = `proxy_read_timeout ${longestWaitS(path)}s;`;
  const isStreamed = bodyTypes.length > 0 && !hasRawBody;
  return block(
    `location ~ ^${pattern}/?$`,
    ...(path === postWrite.path ? [leadsToLines] : []),
    pass,
    wait,
    ...(isStreamed ? streamed : []),
  );
}

const withHeaders = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).map(([name, value]) => `add_header ${name} "${value}";`);

const fileLocations = [
  block('location ~ ^/docs(/|$)', upstreamOf['control-api']!),
  block(
    'location ^~ /socket.io/',
    upstreamOf['realtime-gateway']!,
    'proxy_buffering off;',
    'proxy_read_timeout 1h;',
    'proxy_send_timeout 1h;',
    ...forwarded,
    'proxy_set_header Upgrade $http_upgrade;',
    'proxy_set_header Connection $if_upgraded;',
  ),
  block('location ^~ /assets/', 'try_files $file @control_api;', ...withHeaders(hashedFileHeaders)),
  block('location ~ /\\.', 'try_files /.none @control_api;'),
  ...predecessorLocations,
  block(
    'location = /',
    toPredecessorPage,
    'try_files $file/index.html @control_api;',
    ...withHeaders(pageHeaders),
  ),
  block('location /', 'try_files $file $page @control_api;', ...withHeaders(pageHeaders)),
  block('location @control_api', upstreamOf['control-api']!),
];
