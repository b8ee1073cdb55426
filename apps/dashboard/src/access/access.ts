import { computed, effect, signal } from '@preact/signals';
import { accessRefusal } from '../api/ask.js';
import { fetchSession, type Session } from '../api/session-api.js';

/**
 * Whether the page may use the server. `unknown`: nobody has said yet, the page goes on until somebody does. `closed`: only
 * the login page; with `ended` there was a session before, and `lostCommand` was refused for its end.
 */
export type Access =
  | { readonly state: 'unknown' }
  | { readonly state: 'open'; readonly session: Session }
  | { readonly state: 'closed'; readonly ended: boolean; readonly lostCommand: boolean };

export const access = signal<Access>({ state: 'unknown' });

export const mustLogIn = computed(() => access.value.state === 'closed');

/** Logging out makes sense where the browser holds a session. */
export const hasSession = computed(() => {
  const now = access.value;
  return now.state === 'open' && now.session.expiresAtMs !== null;
});

/** What the server's word about the session, or its silence after a refusal, makes of what was. Exported for its test. */
export function accessAfter(
  before: Access,
  session: Session | undefined,
  refused: { lostCommand: boolean } | undefined,
): Access {
  if (session?.isAllowed) return { state: 'open', session };
  if (!session && !refused) return before;
  const ended =
    before.state === 'closed' ? before.ended : before.state === 'open' && before.session.isKeyRequired;
  const lostCommand = refused?.lostCommand || (before.state === 'closed' && before.lostCommand);
  return { state: 'closed', ended, lostCommand };
}

/** Asks the server about the session. `refused`: it has just said no to something else. */
export async function askAccess(refused?: { lostCommand: boolean }): Promise<Session | undefined> {
  const session = await fetchSession().catch(() => undefined);
  access.value = accessAfter(access.peek(), session, refused);
  return session;
}

const patienceMs = 1_000;

/**
 * Follows the session from now on. Resolves when the first answer is there, so that nobody sees a page that turns into the
 * login; and after a second without one, when the page has to say that the server does not answer.
 */
export async function startAccess(): Promise<void> {
  effect(() => {
    const refusal = accessRefusal.value;
    if (refusal && !mustLogIn.peek()) void askAccess({ lostCommand: refusal.method !== 'GET' });
  });
  // Another tab may have logged out, or in.
  addEventListener('visibilitychange', () => {
    const needsKey = access.peek().state !== 'open' || hasSession.peek();
    if (document.visibilityState === 'visible' && needsKey) void askAccess();
  });
  await Promise.race([askAccess(), new Promise((resolve) => setTimeout(resolve, patienceMs))]);
}
