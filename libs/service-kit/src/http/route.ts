import type { Method, RouteContract } from '@kilowatch/contracts';
import { applyDecorators, Delete, Get, HttpCode, Patch, Post, UseFilters } from '@nestjs/common';
// Not from the package's front door, which loads Fastify.
import { RouteConfig } from '@nestjs/platform-fastify/decorators/route-config.decorator.js';
import { FaultFilter } from './fault-filter.js';

const methodDecorators: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PATCH: Patch,
  DELETE: Delete,
};

/** What the edge finds in `request.routeOptions.config`. */
export interface EdgeRouteConfig {
  readonly isPredecessors?: boolean;
  /** Answered without the key too. */
  readonly isPublic?: boolean;
  /** Answered without the key where KEYLESS_MONITORING says so. */
  readonly isMonitoring?: boolean;
  /** Media types of a body that the handler reads as a stream. */
  readonly bodyTypes?: readonly string[];
  /** The handler gets the bytes of the body, a `Buffer`. */
  readonly hasRawBody?: boolean;
}

/** Serves a route of the contracts: its method and path, 200, and errors as faults. */
export const Route = (contract: RouteContract): MethodDecorator =>
  applyDecorators(
    methodDecorators[contract.method](contract.path),
    HttpCode(200),
    RouteConfig({
      isPredecessors: contract.isPredecessors,
      isPublic: contract.isPublic,
      isMonitoring: contract.isMonitoring,
      bodyTypes: contract.bodyTypes,
      hasRawBody: contract.hasRawBody,
    } satisfies EdgeRouteConfig),
    UseFilters(FaultFilter),
  );
