import { URLSearchParams } from 'node:url';

const pageMs = 30_000;

async function page(url) {
  const reply = await fetch(url, { signal: AbortSignal.timeout(pageMs) });
  const body = await reply.json();
  if (body.code === 'device.unknown') return { points: [] }; // none of its messages has got that far
  if (!reply.ok) throw new Error(`GET ${url}: ${reply.status} ${body.error}`);
  return body;
}

/**
 * Every stored point of a device between two times, page by page, as any client reads them. `partial` is why something may be
 * missing for now, in the words of the answer.
 */
export async function pointsOf(base, { device, metrics, fromMs, toMs }) {
  const query = new URLSearchParams({
    metrics: metrics.join(','),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  });
  const points = [];
  let partial;
  for (let cursor = ''; cursor !== undefined;) {
    if (cursor) query.set('cursor', cursor);
    const {
      points: more,
      partial: why,
      next,
    } = await page(`${base}/api/v1/devices/${encodeURIComponent(device)}/history?${query}`);
    points.push(...more);
    partial ??= why;
    cursor = next;
  }
  return { points, partial };
}
