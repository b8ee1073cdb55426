const code = /(?<![\d.])\d{8}(?:\.5)?(?![\d.])/g;

async function getJson(url) {
  const reply = await fetch(url);
  const body = await reply.json();
  if (!reply.ok) throw new Error(`GET ${url}: ${reply.status} ${body.error}`);
  return body;
}

/** Of one refusal. What is too long for its beginning is asked for whole. */
async function textOf(base, { number, preview, bytes }) {
  if (bytes <= preview.length) return preview;
  const { payload } = await getJson(`${base}/api/v1/quarantine/${number}`);
  if (payload?.encoding === 'base64') return Buffer.from(payload.data, 'base64').toString('latin1');
  return payload?.data ?? preview;
}

/** Every refusal that is kept, newest first, and the totals. */
export async function refusalsOf(base) {
  const refusals = [];
  let totals;
  for (let before; ;) {
    const page = await getJson(`${base}/api/v1/quarantine?limit=100${before ? `&before=${before}` : ''}`);
    totals ??= page;
    refusals.push(...page.refusals);
    before = page.next;
    if (before === undefined) return { refusals, total: totals.total, counts: totals.counts };
  }
}

/** The values that quarantine keeps, as numbers that name their messages. */
export async function quarantinedValues(base) {
  const { refusals } = await refusalsOf(base);
  const values = new Set();
  for (const refusal of refusals) {
    for (const [found] of (await textOf(base, refusal)).matchAll(code)) values.add(Number(found));
  }
  return values;
}
