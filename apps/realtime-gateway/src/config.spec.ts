import { loadSettings } from '@kilowatch/service-kit';
import { describe, expect, it } from '@jest/globals';
import { realtimeGatewayService } from './realtime-gateway-service.js';

const load = (SOCKET_BEAT_MS: string) =>
  loadSettings([realtimeGatewayService], { env: { SOCKET_BEAT_MS }, folder: import.meta.dirname });

describe('the settings of the gateway', () => {
  it('refuse a beat so slow that every page would call itself offline, and say what would do', () => {
    expect(() => load('3001')).toThrow(/SOCKET_BEAT_MS: must be a whole number from 1 to 3000, got "3001"/);
    expect(() => load('3000')).not.toThrow();
  });
});
