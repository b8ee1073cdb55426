import { applySetpoint, Fault } from '@kilowatch/contracts';
import { testTimeMs } from '@kilowatch/testing';
import { describe, expect, it } from '@jest/globals';
import { confirmed, recordedExchanges, startApi } from '../suite/start-api.js';

const recorded = recordedExchanges.filter(({ http }) => /^POST \/(dis)?charge$/.test(http));
const faulty = (
  code: 'broker.disconnected' | 'publish.not-confirmed' | 'command.expired' | 'setpoint.out-of-range',
) =>
  startApi({
    publish: () => {
      throw new Fault(code, `because of ${code}`);
    },
  });

describe('POST /charge and /discharge', () => {
  it.each(recorded)(
    'answers $http $req as recorded from the predecessor',
    async ({ http, req, status, res }) => {
      const api = await startApi();
      const answer = await api.post(http.split(' ')[1]!, req);
      expect(answer).toMatchObject({ status, body: res });
    },
  );

  it('asks the publisher once, with number and unit as sent and a deadline of its own', async () => {
    const api = await startApi();
    const answer = await api.post('/discharge', {
      discharge: 10.5,
      unit: 'KW',
      note: 'extra keys are allowed',
    });
    expect(api.orders).toEqual([
      {
        commandId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
        device: 'battery:default',
        direction: 'discharge',
        requested: { value: 10.5, unit: 'kW' },
        holder: 'api',
        expiresAtMs: testTimeMs + applySetpoint.deadlineMs,
      },
    ]);
    expect(answer.body).toEqual({
      message: 'charge set to: 10.5 KW',
      commandId: api.orders[0]!.commandId,
      status: 'published',
    });
  });

  it('refuses what is above the rating before anybody is asked, in the unit that was sent', async () => {
    const api = await startApi();
    expect(await api.post('/charge', { charge: 15_001, unit: 'W' })).toMatchObject({
      status: 400,
      body: { error: 'charge must be 0 to 15000 W; got 15001 W', code: 'setpoint.out-of-range' },
    });
    expect(api.orders).toEqual([]);
  });

  it('checks no rating where none is configured', async () => {
    const api = await startApi({ env: { BATTERY_RATED_KW: '' } });
    expect(await api.post('/charge', { charge: 2, unit: 'MW' })).toMatchObject({ status: 200 });
  });

  it.each([
    ['broker.disconnected', 500],
    ['publish.not-confirmed', 500],
    ['command.expired', 500],
    ['setpoint.out-of-range', 400],
  ] as const)('passes on that the publisher says %s, with status %d', async (code, status) => {
    const api = await faulty(code);
    expect(await api.post('/charge', { charge: 1 })).toMatchObject({
      status,
      body: { error: `because of ${code}`, code },
    });
  });

  it('says at once when there is no publisher', async () => {
    const api = await startApi({ publish: null });
    await api.post('/charge', { charge: 1 }); // the first waits for statuses to arrive
    const startedAt = performance.now();
    expect(await api.post('/charge', { charge: 1 })).toMatchObject({
      status: 500,
      body: { error: expect.stringContaining('mqtt-publisher is not running'), code: 'service.unavailable' },
    });
    expect(performance.now() - startedAt).toBeLessThan(applySetpoint.deadlineMs / 2);
  });

  it('says that a command without an answer may have reached the broker', async () => {
    const answered = Promise.withResolvers<never>();
    const api = await startApi({ publish: () => answered.promise });
    expect(await api.post('/charge', { charge: 1 })).toMatchObject({
      status: 500,
      body: {
        error: 'The command was not confirmed; it may have reached the broker',
        code: 'publish.not-confirmed',
      },
    });
    answered.reject(new Fault('command.expired', 'too late'));
  });

  it('gives each of many commands at once its own id', async () => {
    const api = await startApi({ publish: (order) => confirmed(order) });
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, n) => api.post('/charge', { charge: n / 10 })),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(api.orders.map(({ commandId }) => commandId)).size).toBe(64);
  });
});
