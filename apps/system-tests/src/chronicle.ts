import { getJson } from './http.js';

/** What the history knows of charge commands and written charges, kW, oldest first. */
export async function chargesIn(url: string, { begin = '-1h', end = 'now()' } = {}): Promise<number[]> {
  const { body } = await getJson(`${url}/read?begin=${begin}&end=${end}`);
  return (body as { charge: number }[]).map(({ charge }) => charge);
}

/** Times of a battery's states of charge, UTC epoch ms, oldest first. */
export async function reportTimesOf(url: string, id: string): Promise<number[]> {
  const { body } = await getJson(`${url}/api/v1/devices/battery%3A${id}/history?metrics=socPct&from=-1h`);
  return (body as { points: { atMs: number }[] }).points.map(({ atMs }) => atMs);
}
