import type { deleteSession, getSession, postSession, ReplyOf } from '@kilowatch/contracts';
import { ask } from './ask.js';

export type Session = ReplyOf<typeof getSession>;

const path: (typeof getSession)['path'] = '/api/v1/session';

export const fetchSession = (): Promise<Session> => ask('GET', path);

/** The server sets the cookie of the session; the page never sees it. */
export const openSession = (key: string): Promise<ReplyOf<typeof postSession>> => ask('POST', path, { key });

export const closeSession = (): Promise<ReplyOf<typeof deleteSession>> => ask('DELETE', path);
