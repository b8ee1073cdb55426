import { expect } from '@jest/globals';
import { eventually, onTestEnd } from '@kilowatch/testing';
import type { Page } from 'playwright-core';
import type { openPage } from '../browser.js';
import { getJson } from '../http.js';
import type { Product } from '../product.js';
import type { Witness } from '../witness.js';
import { patience } from './seen.js';

/** What the browser itself writes when a request fails: the fault that a test makes. */
const causedByTest = /^Failed to load resource|^WebSocket connection to|net::ERR_/;

/** What went wrong in the page itself. */
export const ownErrors = ({ errors }: Awaited<ReturnType<typeof openPage>>): string[] =>
  errors.filter((text) => !causedByTest.test(text));

/** Waits until the page shows this temperature, and shows it as fresh. */
export const shows = (page: Page, number: string): Promise<void> =>
  eventually(async () => {
    const fresh = page.locator('.is-fresh [data-metric="temperature"]');
    expect(await fresh.first().innerText({ timeout: 1_000 })).toContain(number);
  }, patience);

/** Waits until the page says of the connection to the server what a person would say. */
export const says = (page: Page, state: string, withinMs = 15_000): Promise<void> =>
  page.locator('.pill').getByText(state, { exact: true }).waitFor({ timeout: withinMs });

/** Waits until the server has learnt how often the sensor reports: nobody can tell before that it is silent. */
export const isKnown = ({ url }: Product): Promise<void> =>
  eventually(async () => {
    const { body } = await getJson(`${url}/api/v1/devices/${encodeURIComponent('sensor:cellar')}`);
    expect(body).toHaveProperty('expectedIntervalMs');
  }, patience);

/** A sensor that reports a temperature every 200 ms until the test ends, as real ones do. */
export class Thermometer {
  static readonly path = `sensors/${encodeURIComponent('sensor:cellar')}?range=1h`;

  private timer: NodeJS.Timeout | undefined;
  private value = 20.5;

  private constructor(private readonly gateway: Witness) {}

  static start(gateway: Witness): Thermometer {
    const sensor = new Thermometer(gateway);
    // A broker that goes is the fault that the test makes.
    const report = (): Promise<void> => sensor.report().catch(() => sensor.stop());
    sensor.timer = setInterval(() => void report(), 200);
    onTestEnd(() => sensor.stop());
    return sensor;
  }

  /** Reports this from now on. */
  async say(value: number): Promise<void> {
    this.value = value;
    await this.report();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private report(): Promise<void> {
    const body = { value: this.value, unit: '°C', sensor_id: 'cellar' };
    return this.gateway.publish('sensors/cellar/temperature', body);
  }
}
