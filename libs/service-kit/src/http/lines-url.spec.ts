import { describe, expect, it } from '@jest/globals';
import { rewrittenUrl } from './lines-url.js';

const withBody = { 'content-length': '7' };

describe('POST /write', () => {
  it.each([
    ['text/plain; charset=utf-8', '/write/lines'],
    ['application/x-www-form-urlencoded', '/write/lines'],
    ['application/octet-stream', '/write/lines'],
    ['application/jsonlines', '/write/lines'],
    [undefined, '/write/lines'],
    ['application/json', '/write'],
    ['Application/JSON; charset=utf-8', '/write'],
    ['application/vnd.api+json', '/write'],
  ])('with %j leads to %s', (type, url) => {
    const headers = { ...withBody, ...(type !== undefined && { 'content-type': type }) };
    expect(rewrittenUrl({ method: 'POST', url: '/write', headers })).toBe(url);
  });

  it('keeps its query, and loses a slash at the end', () => {
    const asked = { method: 'POST', headers: { 'transfer-encoding': 'chunked' } };
    expect(rewrittenUrl({ ...asked, url: '/write?db=home&precision=s' })).toBe(
      '/write/lines?db=home&precision=s',
    );
    expect(rewrittenUrl({ ...asked, url: '/write/?db=a' })).toBe('/write/lines?db=a');
  });

  it.each([
    ['without a body', 'POST', '/write', {}],
    ['by another method', 'GET', '/write', withBody],
    ['of another name', 'POST', '/writeCharge', withBody],
    ['below', 'POST', '/write/lines', withBody],
    ['as a query', 'POST', '/?/write', withBody],
  ])('%s stays what it is', (_, method, url, headers) => {
    expect(rewrittenUrl({ method, url, headers })).toBe(url);
  });
});
