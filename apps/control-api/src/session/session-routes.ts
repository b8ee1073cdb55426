import { Access, type Admission } from '@kilowatch/access';
import { deleteSession, getSession, postSession, type Session } from '@kilowatch/contracts';
import { refusalHeaders, Route, RouteBody } from '@kilowatch/service-kit';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';

/** `/api/v1/session`: how a browser logs in and out, and learns whether it must. */
@Controller()
export class SessionRoutes {
  constructor(private readonly access: Access) {}

  @Route(getSession)
  current(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Session {
    reply.header('Cache-Control', 'no-store');
    const admission = this.access.admit(peerOf(request));
    // Whether a slowed client shows the right key is not even looked at: neither yes nor no would be true.
    if (!admission.isAdmitted && admission.fault.code === 'access.slowed') return refuse(reply, admission);
    return this.sessionOf(admission);
  }

  @Route(postSession)
  begin(
    @RouteBody(postSession) { key }: z.output<typeof postSession.body>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Session {
    reply.header('Cache-Control', 'no-store');
    const beginning = this.access.begin(peerOf(request), key);
    if (!beginning.isAdmitted) return refuse(reply, beginning);
    if (this.access.isKeyRequired) reply.header('Set-Cookie', beginning.cookie);
    return this.sessionOf(beginning);
  }

  /** The browser forgets its session. What knows the cookie otherwise may use it until it expires: nothing is stored here. */
  @Route(deleteSession)
  end(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Session {
    const { isKeyRequired } = this.access;
    reply.header('Cache-Control', 'no-store');
    if (isKeyRequired) reply.header('Set-Cookie', this.access.endingCookie(peerOf(request)));
    return { isKeyRequired, isAllowed: !isKeyRequired, expiresAtMs: null };
  }

  private sessionOf(admission: Admission): Session {
    const expiresAtMs = admission.isAdmitted ? admission.expiresAtMs : null;
    return { isKeyRequired: this.access.isKeyRequired, isAllowed: admission.isAdmitted, expiresAtMs };
  }
}

const peerOf = ({ headers, socket }: FastifyRequest) => ({ headers, remoteAddress: socket.remoteAddress });

function refuse(reply: FastifyReply, refused: Exclude<Admission, { isAdmitted: true }>): never {
  refusalHeaders(reply, refused);
  throw refused.fault;
}
