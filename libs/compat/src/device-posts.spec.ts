import { describe, expect, it } from '@jest/globals';
import { receivedAnswer } from './device-posts.js';

describe('the answer of the gas meter', () => {
  it.each(['{"pct":90,"id":"a","id":"b"}', ' {"pct": 1.0}\r\n', '\ufeff{"pct":1}'])(
    'has the body %j in it as it was sent',
    (body) => {
      const answer = receivedAnswer(body, 1_737_450_000_999);
      expect(JSON.parse(answer)).toEqual({
        received: JSON.parse(body.replace('\ufeff', '')) as unknown,
        system_time: 1_737_450_000,
      });
      expect(answer).toContain(body.trim());
    },
  );
});
