import { describe, expect, it } from '@jest/globals';
import { startApi } from './suite/start-api.js';

const json = { 'Content-Type': 'application/json' };
const post = (
  body: string | Buffer<ArrayBuffer> | undefined,
  headers: Record<string, string> = json,
): RequestInit => ({
  method: 'POST',
  headers,
  ...(body !== undefined && { body }),
});
const chargeWords = (got: string) => `charge must be a number such as 10; got ${got}`;

/** What is sent, and the status and words that answer it. */
const cases: [name: string, path: string, init: RequestInit, status: number, error: string | RegExp][] = [
  ['no body', '/charge', post(undefined, {}), 400, "Missing 'charge' field"],
  ['an empty JSON body', '/charge', post(''), 400, "Missing 'charge' field"],
  ['an empty body on /discharge', '/discharge', post(''), 400, "Missing 'charge' field"],
  ['an empty body on /writeCharge', '/writeCharge', post(''), 400, 'Invalid payload'],
  ['no body on /writeDischarge', '/writeDischarge', post(undefined, {}), 400, 'Invalid payload'],
  ['an empty object on /write', '/write', post('{}'), 400, 'Invalid payload'],
  ['null on /writeCharge', '/writeCharge', post('null'), 400, 'Invalid payload'],
  ['not JSON', '/charge', post('charge=10'), 400, /^The body is not JSON: /],
  ['half a JSON', '/charge', post('{"charge": 10'), 400, /^The body is not JSON: /],
  ['NaN', '/charge', post('{"charge": NaN}'), 400, /^The body is not JSON: /],
  ['Infinity', '/discharge', post('{"discharge": Infinity}'), 400, /^The body is not JSON: /],
  [
    'bytes that are no UTF-8',
    '/charge',
    post(Buffer.from([0xff, 0xfe, 0x00])),
    400,
    /^The body is not JSON: /,
  ],
  [
    'a form',
    '/charge',
    post('charge=10', { 'Content-Type': 'application/x-www-form-urlencoded' }),
    415,
    /^Content-Type must be application\/json/,
  ],
  [
    'line protocol',
    '/writeCharge',
    post('battery_data charge=10', { 'Content-Type': 'text/plain' }),
    415,
    /^Content-Type must be application\/json/,
  ],
  ['a list', '/charge', post('[10]'), 400, /^the body must be a JSON object such as \{"charge": 10/],
  ['a number', '/discharge', post('10'), 400, /^the body must be a JSON object such as \{"discharge": 10/],
  ['a text', '/writeCharge', post('"10"'), 400, /^the body must be a JSON object/],
  ['a missing key', '/charge', post('{"unit": "kW"}'), 400, "Missing 'charge' field"],
  ['a missing key on /discharge', '/discharge', post('{"charge": 10}'), 400, "Missing 'charge' field"],
  ['a missing key on /writeCharge', '/writeCharge', post('{"unit": "kW"}'), 400, "Missing key: 'charge'"],
  [
    'a missing key on /writeDischarge',
    '/writeDischarge',
    post('{"unit": "kW"}'),
    400,
    "Missing key: 'discharge'",
  ],
  ['null', '/charge', post('{"charge": null}'), 400, chargeWords('null')],
  ['a number as text', '/charge', post('{"charge": "10"}'), 400, chargeWords('"10" as text')],
  ['a number as text on /write', '/write', post('{"charge": "10"}'), 400, chargeWords('"10" as text')],
  ['true', '/charge', post('{"charge": true}'), 400, chargeWords('true')],
  ['a negative number', '/charge', post('{"charge": -1}'), 400, 'charge must be 0 to 15 kW; got -1 kW'],
  [
    'a negative number on /writeDischarge',
    '/writeDischarge',
    post('{"discharge": -0.5}'),
    400,
    'discharge must be 0 to 10000000 kW; got -0.5 kW',
  ],
  ['1e300', '/charge', post('{"charge": 1e300}'), 400, 'charge must be 0 to 15 kW; got 1e+300 kW'],
  [
    '1e300 on /writeCharge',
    '/writeCharge',
    post('{"charge": 1e300}'),
    400,
    'charge must be 0 to 10000000 kW; got 1e+300 kW',
  ],
  [
    '1e999, which no number holds',
    '/charge',
    post('{"charge": 1e999}'),
    400,
    'charge must be 0 to 15 kW; got Infinity kW',
  ],
  [
    'an unknown unit',
    '/charge',
    post('{"charge": 1, "unit": "PS"}'),
    400,
    'unit must be W, kW, MW; got "PS"',
  ],
  ['milliwatts', '/charge', post('{"charge": 1, "unit": "mW"}'), 400, 'unit must be W, kW, MW; got "mW"'],
  [
    'a unit that is null',
    '/charge',
    post('{"charge": 1, "unit": null}'),
    400,
    'unit must be W, kW, MW; got null',
  ],
  [
    'a time that is none',
    '/writeCharge',
    post('{"charge": 1, "timestamp": "noon"}'),
    400,
    /^timestamp must be a time since 1970/,
  ],
  [
    '2 MB',
    '/charge',
    post(JSON.stringify({ charge: 1, note: 'x'.repeat(2 * 1024 * 1024) })),
    413,
    /larger than \d+ bytes/,
  ],
  ['a prototype', '/charge', post('{"__proto__": {"charge": 10}}'), 400, /not JSON|Missing 'charge' field/],
  ['a wrong method', '/charge', {}, 405, /^GET is not served here, only POST$/],
  ['a wrong method on /read', '/read', post('{}'), 405, /^POST is not served here/],
  ['an unknown route', '/recharge', post('{}'), 404, 'Resource not found'],
  ['an unknown route below a known one', '/charge/now', {}, 404, 'Resource not found'],
  ['a begin that is no time', '/read?begin=yesterday', {}, 400, /^begin must be a time such as/],
  [
    'Flux in a parameter',
    `/read?begin=${encodeURIComponent('-1h) |> drop()')}`,
    {},
    400,
    /^begin must be a time such as/,
  ],
  [
    'an end before the begin',
    '/read?begin=now()&end=-1h',
    {},
    400,
    'begin must be before end; got now() and -1h',
  ],
  ['a parameter twice', '/read?begin=-1h&begin=-2h', {}, 400, /begin/],
  [
    'a device id without a kind',
    '/api/v1/devices/demo/latest',
    {},
    400,
    /^The device id must be "<kind>:<native id>"/,
  ],
  [
    'an unknown device',
    '/api/v1/devices/battery%3Anobody/latest',
    {},
    404,
    /^There is no device battery:nobody/,
  ],
  [
    'an unknown device’s history',
    '/api/v1/devices/battery%3Anobody/history?metrics=socPct',
    {},
    404,
    /^There is no device/,
  ],
  [
    'an unknown device’s statistics',
    '/api/v1/devices/battery%3Anobody/statistics?metrics=socPct',
    {},
    404,
    /^There is no device/,
  ],
  ['no metrics', '/api/v1/devices/battery%3Adefault/history', {}, 400, /metrics/],
  [
    'a step below a second',
    '/api/v1/devices/battery%3Adefault/history?metrics=charge&stepMs=1',
    {},
    400,
    /stepMs/,
  ],
  ['a broken escape in the path', '/api/v1/devices/%E0%A4%A/latest', {}, 400, /./],
];

describe('bad input over HTTP', () => {
  it.each(cases)('%s → %s', async (_name, path, init, status, error) => {
    const api = await startApi();
    const answer = await api.send(path, init);
    expect(answer).toMatchObject({
      status,
      body: {
        error: typeof error === 'string' ? error : expect.stringMatching(error),
        code: expect.any(String),
      },
    });
    expect(api.orders).toEqual([]);
    expect(await api.post('/charge', { charge: 1 })).toMatchObject({ status: 200 }); // the next good one works
  });
});
