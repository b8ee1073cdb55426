import type { Method, RouteContract } from '@kilowatch/contracts';
import { applyDecorators, Delete, Get, HttpCode, Post, UseFilters } from '@nestjs/common';
// Not from the package's front door, which loads Fastify.
import { RouteConfig } from '@nestjs/platform-fastify/decorators/route-config.decorator.js';
import { FaultFilter } from './fault-filter.js';

const methodDecorators: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  DELETE: Delete,
};

/** What the edge finds in `request.routeOptions.config`. */
export interface EdgeRouteConfig {
  readonly isPredecessors?: boolean;
  /** Answered without the key too. */
  readonly isPublic?: boolean;
  /** Media types of a body that the handler reads as a stream. */
  readonly bodyTypes?: readonly string[];
}

/** Serves a route of the contracts: its method and path, 200, and errors as faults. */
export const Route = (contract: RouteContract): MethodDecorator =>
  applyDecorators(
    methodDecorators[contract.method](contract.path),
    HttpCode(200),
    RouteConfig({
      isPredecessors: contract.isPredecessors,
      isPublic: contract.isPublic,
      bodyTypes: contract.bodyTypes,
    } satisfies EdgeRouteConfig),
    UseFilters(FaultFilter),
  );
