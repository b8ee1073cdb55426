import { deleteSession, getSession, postSession, type Session } from '@kilowatch/contracts';
import { Route, RouteBody } from '@kilowatch/service-kit';
import { Controller } from '@nestjs/common';
import type * as z from 'zod';

const everybody: Session = { isKeyRequired: false, isAllowed: true, expiresAtMs: null };

/** `/v1/session`: how the dashboard logs in, and learns whether it must. */
@Controller()
export class SessionRoutes {
  @Route(getSession)
  current(): Session {
    return everybody;
  }

  @Route(postSession)
  begin(@RouteBody(postSession) _body: z.output<typeof postSession.body>): Session {
    return everybody;
  }

  @Route(deleteSession)
  end(): Session {
    return everybody;
  }
}
