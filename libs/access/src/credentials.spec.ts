import { expect, it } from '@jest/globals';
import { credentialsIn } from './credentials.js';

it.each([
  [{}, []],
  [{ 'x-api-key': 'a' }, ['a']],
  [{ authorization: 'Bearer a' }, ['a']],
  [{ authorization: 'bearer a' }, ['a']],
  [{ authorization: 'BEARER   a' }, ['a']],
  [{ authorization: 'Token a' }, ['a']],
  [{ authorization: 'Tokens a' }, []],
  [{ authorization: 'Bearer ' }, ['']],
  [{ authorization: 'Bearer a b' }, ['a b']],
  [{ authorization: 'Bearer' }, []],
  [{ authorization: 'Basic YTpi' }, []],
  [{ authorization: 'a' }, []],
  [{ authorization: 'Bearer a', 'x-api-key': 'b' }, ['b', 'a']],
  [{ authorization: 'Basic YTpi', 'x-api-key': 'b' }, ['b']],
  [{ 'x-api-key': '' }, ['']],
])('%j shows the keys %j', (headers, keys) => {
  expect(credentialsIn(headers)).toEqual({ keys, sessions: [] });
});
