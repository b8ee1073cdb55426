import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '@kilowatch/service-kit';
import { bannerOf } from './banner.js';

const bannerWith = (env: Record<string, string>): string =>
  bannerOf({
    settings: loadSettings([], { env, folder: import.meta.dirname }),
    port: 5003,
    broker: { host: '127.0.0.1', port: 1883, isEmbedded: true },
    dataFolder: '/data',
  });

describe('the start banner', () => {
  it('names the page, the broker and two lines to paste', () => {
    const banner = bannerWith({});
    expect(banner).toContain('http://localhost:5003\n');
    expect(banner).toContain('127.0.0.1:1883 (embedded broker)');
    expect(banner).toContain(
      `curl -X POST http://localhost:5003/charge -H "Content-Type: application/json" -d '{"charge": 10, "unit": "kW"}'`,
    );
    expect(banner).toContain('curl -X GET http://localhost:5003/livedata');
  });

  it('says what is unusual only where it is so', () => {
    expect(bannerWith({ DEMO: 'off' })).not.toMatch(/Demo|AUTH/);
    expect(bannerWith({ AUTH: 'open' })).toMatch(/AUTH=open {3}anybody/);
  });
});
