import { Fault, type Site } from '@kilowatch/contracts';
import { ApiKey } from './api-key.js';
import { addressOf, cameByHttps, clientOf, type Peer } from './client-address.js';
import { type Credentials, credentialsIn } from './credentials.js';
import { beginningCookie, endingCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { type TryLimits, WrongTries } from './wrong-tries.js';

/** Who is let in: see `site.auth` of the contracts. */
export type AccessMode = Site['auth'];

export interface AccessOptions {
  readonly mode: AccessMode;
  /** Needed in mode `key`. */
  readonly key?: string | undefined;
  readonly sessionHours: number;
  readonly tries: TryLimits;
  /** Everything that reaches us has come through a proxy of ours, whose word about the client is believed. */
  readonly isProxyTrusted: boolean;
  /** UTC epoch ms. */
  readonly now: () => number;
  readonly log?: { warn(context: object, message: string): void };
}

export interface Admitted {
  readonly isAdmitted: true;
  /** `mode`: nobody is asked for a key. */
  readonly by: 'mode' | 'key' | 'session';
  /** UTC epoch ms; null unless by session. */
  readonly expiresAtMs: number | null;
}

export interface Refused {
  readonly isAdmitted: false;
  readonly fault: Fault;
  /** Whole seconds; undefined when waiting does not help. */
  readonly retryAfterS?: number;
}

export type Admission = Admitted | Refused;

/** A session that has begun: the `Set-Cookie` header for the browser. */
export interface Beginning extends Admitted {
  readonly cookie: string;
}

const byMode: Admitted = { isAdmitted: true, by: 'mode', expiresAtMs: null };
const byKey: Admitted = { isAdmitted: true, by: 'key', expiresAtMs: null };

const missing =
  'The API key is missing: send it as "X-API-Key: <key>" or as "Authorization: Bearer <key>", or log in on the dashboard';

/** Decides who may come in. One per process, so that wrong tries over HTTP, sockets and MQTT count together. */
export class Access {
  readonly mode: AccessMode;
  private readonly lock: { readonly key: ApiKey; readonly sessions: Sessions } | undefined;
  private readonly wrongTries: WrongTries;

  constructor(private readonly options: AccessOptions) {
    const { mode, key: text, sessionHours, now } = options;
    if (mode === 'key' && text === undefined) throw new Error('There is no key to ask for');
    this.mode = mode;
    this.wrongTries = new WrongTries(options.tries);
    if (mode !== 'key' || text === undefined) return;
    const key = new ApiKey(text);
    this.lock = { key, sessions: new Sessions(key, sessionHours * 3_600_000, now) };
  }

  get isKeyRequired(): boolean {
    return this.lock !== undefined;
  }

  /** Decides by the headers of a request or handshake, and by keys that came elsewhere with it. */
  admit(peer: Peer, furtherKeys: readonly string[] = []): Admission {
    if (!this.lock) return byMode;
    const { keys, sessions } = credentialsIn(peer.headers ?? {});
    return this.decide(peer, { keys: [...keys, ...furtherKeys], sessions });
  }

  /** Decides by the key alone: a login, an MQTT password. */
  admitKey(peer: Peer, key: string | undefined): Admission {
    return this.decide(peer, { keys: key === undefined ? [] : [key], sessions: [] });
  }

  /** Begins a session for who has the key. */
  begin(peer: Peer, key: string): Beginning | Refused {
    const admission = this.admitKey(peer, key);
    if (!admission.isAdmitted) return admission;
    if (!this.lock) return { ...byMode, cookie: this.endingCookie(peer) };
    const session = this.lock.sessions.issue();
    const isSecure = cameByHttps(peer, this.options.isProxyTrusted);
    const cookie = beginningCookie(session, this.options.now(), isSecure);
    return { isAdmitted: true, by: 'session', expiresAtMs: session.expiresAtMs, cookie };
  }

  /** Who has been let in, for a log: how, and from where. */
  nameOf(peer: Peer): string {
    const address = addressOf(peer, this.options.isProxyTrusted);
    if (!this.lock) return `anybody at ${address}`;
    return `${credentialsIn(peer.headers ?? {}).keys.length > 0 ? 'key' : 'session'} from ${address}`;
  }

  /** The `Set-Cookie` header that makes this browser forget its session. */
  endingCookie(peer: Peer): string {
    return endingCookie(cameByHttps(peer, this.options.isProxyTrusted));
  }

  private decide(peer: Peer, { keys, sessions }: Credentials): Admission {
    if (!this.lock) return byMode;
    if (keys.length > 0) return this.tryKeys(peer, keys, this.lock.key);
    for (const session of sessions) {
      const expiresAtMs = this.lock.sessions.expiryOf(session);
      if (expiresAtMs !== undefined) return { isAdmitted: true, by: 'session', expiresAtMs };
    }
    return { isAdmitted: false, fault: new Fault('access.required', missing) };
  }

  // A right key must wait like a wrong one while its client is slowed: were it looked at, so would be every guess.
  private tryKeys(peer: Peer, keys: readonly string[], right: ApiKey): Admission {
    const client = clientOf(addressOf(peer, this.options.isProxyTrusted));
    const pauseMs = this.wrongTries.pauseMs(client);
    if (pauseMs > 0) return slowed(pauseMs);
    const wrong = keys.find((key) => !right.isKey(key));
    if (wrong === undefined) return byKey;
    this.noteWrong(client, wrong);
    return { isAdmitted: false, fault: new Fault('access.wrong-key', 'This is not the API key') };
  }

  private noteWrong(client: string, key: string): void {
    const tries = this.wrongTries.add(client, key);
    const { free } = this.options.tries;
    if (tries !== undefined && (tries === 1 || tries > free))
      this.options.log?.warn({ client, tries }, 'A wrong API key was refused');
  }
}

const slowed = (pauseMs: number): Refused => {
  const retryAfterS = Math.ceil(pauseMs / 1_000);
  const words = `Too many wrong keys came from here: try again in ${retryAfterS} s`;
  return { isAdmitted: false, fault: new Fault('access.slowed', words), retryAfterS };
};
