import { deviceId, faultBody, type RouteContract } from '@kilowatch/contracts';
import * as z from 'zod';

type Json = Readonly<Record<string, unknown>>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...body } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  });
  return withoutOpenEnds(body) as Json;
};

// "Anything else is allowed" is the default, and pages make examples of it when it is said.
const withoutOpenEnds = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withoutOpenEnds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(
    ([key, value]) => !(key === 'additionalProperties' && isEmpty(value)),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutOpenEnds(value)]));
};

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const jsonContent = (schema: Json): Json => ({ 'application/json': { schema } });

const pathSchemas: Readonly<Record<string, Json>> = {
  device: schemaOf(deviceId, 'input'),
  number: { type: 'integer', minimum: 1 },
};

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: pathSchemas[name!] ?? { type: 'string' },
  }));

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }));
}

const bodyErrors = { 413: 'The body is too large', 415: 'The body is not JSON' };

function responsesOf({ reply, replyTypes, body, errors }: RouteContract): Json {
  const faultSchema = { $ref: '#/components/schemas/Fault' };
  const faults = Object.entries({ ...errors, ...(body && bodyErrors) }).map(([status, description]) => [
    status,
    { description, content: jsonContent(faultSchema) },
  ]);
  const others = Object.fromEntries(replyTypes.map((type) => [type, { schema: { type: 'string' } }]));
  const success = { description: 'OK', content: { ...jsonContent(schemaOf(reply, 'output')), ...others } };
  return { 200: success, ...(Object.fromEntries(faults) as Json) };
}

function bodyOf({ body, bodyTypes }: RouteContract): Json {
  if (bodyTypes.length > 0) {
    const streamed = bodyTypes.map((type) => [type, { schema: { type: 'string' } }]);
    return { requestBody: { required: true, content: Object.fromEntries(streamed) as Json } };
  }
  return body ? { requestBody: { required: true, content: jsonContent(schemaOf(body, 'input')) } } : {};
}

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const operationIdOf = ({ method, path }: RouteContract): string =>
  method.toLowerCase() +
  path
    .split(/\W+/)
    .map((word) => capitalized(word))
    .join('');

const operationOf = (route: RouteContract): Json => ({
  operationId: operationIdOf(route),
  summary: route.summary,
  tags: [route.isPredecessors ? 'Battery control' : 'Site'],
  parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
  ...bodyOf(route),
  responses: responsesOf(route),
  ...(route.isPublic && { security: [] }),
});

const description =
  'Commands batteries and watches the site around them. The routes of "Battery control" answer as the battery API that ' +
  'Kilowatch replaces; everything newer is under /api/v1. Errors are `{"error": "<what was wrong>", "code": "<fault code>"}`.';

// Either will do; a browser that has logged in shows its cookie by itself.
const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'The API key' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The API key' },
};

/** The OpenAPI 3.1 document of these routes, made from the schemas that also validate them. */
export function openApiOf(
  routes: readonly RouteContract[],
  { version, isKeyRequired }: { version: string; isKeyRequired: boolean },
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = (paths[route.path.replace(/:(\w+)/g, '{$1}')] ??= {});
    path[route.method.toLowerCase()] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Kilowatch', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    paths,
    ...(isKeyRequired && { security: [{ bearer: [] }, { apiKey: [] }] }),
    components: { schemas: { Fault: schemaOf(faultBody, 'output') }, securitySchemes },
  };
}
