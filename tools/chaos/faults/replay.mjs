/** Plays everything in quarantine again, as often as it takes. */
export async function replayAll({ stage, say }) {
  const sum = { accepted: 0, refused: 0 };
  for (;;) {
    const reply = await fetch(`${stage.url}/api/v1/quarantine/replay`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ all: true }),
    });
    const body = await reply.json();
    if (!reply.ok) throw new Error(`POST /api/v1/quarantine/replay: ${reply.status} ${body.error}`);
    sum.accepted += body.accepted;
    sum.refused += body.refused;
    if (body.remaining === 0 || body.accepted === 0) break;
  }
  say(`replayed from quarantine: ${sum.accepted} accepted, ${sum.refused} refused again`);
}
