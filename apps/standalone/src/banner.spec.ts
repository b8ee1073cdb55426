import { describe, expect, it } from '@jest/globals';
import { loadSettings } from '@kilowatch/service-kit';
import { bannerOf } from './banner.js';

const key = 'kw_a-key-of-a-test-0123456789';

const bannerWith = (env: Record<string, string>, url = 'http://127.0.0.1:5003'): string =>
  bannerOf({
    settings: loadSettings([], { env, folder: import.meta.dirname }),
    url: new URL(url),
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

  it('shows how to show the key, and never the key itself', () => {
    const banner = bannerWith({ API_KEY: key, HOST: '0.0.0.0' });
    expect(banner).toContain(
      `curl -X POST http://localhost:5003/charge -H "X-API-Key: $API_KEY" -H "Content-Type: application/json" -d`,
    );
    expect(banner).toContain('curl -X GET http://localhost:5003/livedata -H "X-API-Key: $API_KEY"');
    expect(banner).toContain('mosquitto_sub -h 127.0.0.1 -p 1883 -u me -P "$API_KEY"');
    expect(banner).not.toContain(key);
  });

  it('names the address where only one that is not this machine’s own is listened on', () => {
    const banner = bannerWith({ API_KEY: key, HOST: '192.168.1.5' }, 'http://192.168.1.5:5003');
    expect(banner).toContain('Dashboard   http://192.168.1.5:5003\n');
  });

  it('says how to open it to the network, where nobody has', () => {
    expect(bannerWith({})).toMatch(/this machine only; to open it, make an API_KEY: npm run -s key/);
    expect(bannerWith({ AUTH: 'open' })).not.toContain('this machine only');
  });

  it('says what is unusual only where it is so', () => {
    expect(bannerWith({ DEMO: 'off' })).not.toMatch(/Demo|AUTH|X-API-Key|Also at/);
    expect(bannerWith({ LEGACY_PORTS: '5000,18000:8000' })).toContain('Also at     :5000, :18000\n');
    expect(bannerWith({ AUTH: 'open' })).toMatch(/AUTH=open {3}anybody/);
  });
});
