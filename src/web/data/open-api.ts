import { z } from 'zod';
import type { Licence } from '../../domain/node/licences.ts';
import { DATA_SET_NAMES, DATA_SETS } from './data-sets.ts';
import { FORMATS, MEDIA_TYPES } from './formats.ts';

export const DATA_PATH = '/api/dati/v1';
export const MAX_ROWS = 200;
export const REQUESTS = { limit: 300, minutes: 5 };

/** The description of the API (https://spec.openapis.org/oas/v3.1.1), made of the very schemas of its rows. */
export function openApi(origin: string, title: string, licence: Licence | undefined) {
  const parameters = [
    {
      name: 'limit',
      in: 'query',
      schema: { type: 'integer', minimum: 1, maximum: MAX_ROWS, default: MAX_ROWS },
    },
    {
      name: 'after',
      in: 'query',
      description: 'Where the page begins: only as `next` or the header `Link` gives it.',
      schema: { type: 'string' },
    },
    { name: 'If-None-Match', in: 'header', schema: { type: 'string' } },
  ];
  const answer = (media: string, schema: object) => ({
    '200': {
      description: 'A page, newest or next first; it may be short and not the last.',
      headers: { ETag: HEADER, Link: HEADER },
      content: { [media.split(';', 1)[0] ?? media]: { schema } },
    },
    '304': { description: 'Nothing has changed.' },
    '400': { description: 'A parameter cannot be read.' },
    '429': { description: `More than ${REQUESTS.limit} requests in ${REQUESTS.minutes} minutes.` },
  });
  const paths = DATA_SET_NAMES.flatMap((name) => {
    const list = {
      type: 'object',
      required: ['licence', 'items', 'next'],
      properties: {
        licence: { const: licence?.url ?? null },
        items: { type: 'array', items: { $ref: `#/components/schemas/${name}` } },
        next: { type: ['string', 'null'], format: 'uri' },
      },
    };
    return FORMATS.map((format) => [
      `/${name}.${format}`,
      {
        get: {
          operationId: `${name}-${format}`,
          tags: [name],
          parameters,
          responses: answer(MEDIA_TYPES[format], format === 'json' ? list : SHAPES[format]),
        },
      },
    ]);
  });
  return {
    openapi: '3.1.1',
    info: { title, version: '1', ...(licence && { license: { name: licence.title, url: licence.url } }) },
    servers: [{ url: origin + DATA_PATH }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(
        DATA_SET_NAMES.map((name) => {
          const { $schema: _, ...schema } = z.toJSONSchema(DATA_SETS[name].schema);
          return [name, schema];
        }),
      ),
    },
  };
}

const HEADER = { schema: { type: 'string' } };
const SHAPES = { csv: { type: 'string' }, geojson: { type: 'object' }, jsonld: { type: 'object' } };
