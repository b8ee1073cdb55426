import { routes } from '@kilowatch/contracts';
import { describe, expect, it } from '@jest/globals';
import { openApiOf } from './open-api.js';

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: object }>;
  security?: object[];
}
const document = JSON.parse(JSON.stringify(openApiOf(routes, { version: '1.2.3', isKeyRequired: true }))) as {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe('openApiOf', () => {
  it('describes every route once, under its own name', () => {
    expect(operations).toHaveLength(routes.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(document.paths['/api/v1/devices/{device}/history']).toHaveProperty('get');
    expect(document.paths['/api/v1/devices/{device}/history']).toHaveProperty('delete');
  });

  it('declares each parameter of a path, and queries with their defaults', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods))
        expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(
          named,
        );
    }
    expect(document.paths['/read']!['get']!.parameters).toMatchObject([
      { name: 'begin', in: 'query', required: false, schema: { type: 'string', default: '-1h' } },
      { name: 'end', in: 'query', required: false, schema: { type: 'string', default: 'now()' } },
    ]);
    expect(document.paths['/api/v1/devices/{device}/history']!['get']!.parameters).toContainEqual(
      expect.objectContaining({ name: 'metrics', required: true }),
    );
  });

  it('takes bodies from the schemas that validate them, with optional keys optional', () => {
    expect(document.paths['/charge']!['post']!.requestBody!.content['application/json']!.schema).toEqual({
      type: 'object',
      properties: {
        charge: { type: 'number', minimum: 0 },
        unit: { type: 'string', enum: ['W', 'kW', 'MW'], default: 'kW' },
      },
      required: ['charge'],
    });
  });

  it('says which bodies and answers are no JSON', () => {
    const { get, post } = {
      get: document.paths['/api/v1/history']!['get']!,
      post: document.paths['/api/v1/history/import']!['post']!,
    };
    expect(Object.keys(get.responses['200']!.content!)).toEqual(['application/json', 'text/csv']);
    expect(Object.keys(post.requestBody!.content)).toEqual(['text/plain', 'text/csv']);
    expect(Object.keys(post.responses['200']!.content!)).toEqual([
      'application/json',
      'application/x-ndjson',
    ]);
  });

  it('lists what else may be answered', () => {
    expect(Object.keys(document.paths['/charge']!['post']!.responses)).toEqual([
      '200',
      '400',
      '413',
      '415',
      '500',
    ]);
    for (const { responses } of operations)
      for (const { description } of Object.values(responses)) expect(description).not.toBe('');
  });

  it('asks for the key, in either way, where it is required and the route is not public', () => {
    expect(document).toMatchObject({
      security: [{ bearer: [] }, { apiKey: [] }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        },
      },
    });
    const open = operations.filter(({ security }) => security?.length === 0);
    expect(open.map(({ operationId }) => operationId)).toEqual([
      'getHealth',
      'getApiV1Session',
      'postApiV1Session',
      'deleteApiV1Session',
    ]);
    expect(openApiOf(routes, { version: '1.2.3', isKeyRequired: false })).not.toHaveProperty('security');
  });

  it('resolves every reference that it makes', () => {
    const text = JSON.stringify(document);
    const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!));
    expect(references.size).toBeGreaterThan(0);
    for (const path of references) {
      const target = path
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
      expect(target).toBeDefined();
    }
  });
});
