import type { FastifyInstance } from 'fastify';
import { accentShades, type Shades } from '../domain/node/accent.ts';
import { UserError } from '../platform/errors.ts';

/** The style sheet of a colour: what is in it follows from its address alone. */
export function lookPath(accent: string): string {
  return `/assets/accento/${accent.slice(1)}.css`;
}

export function lookRoutes(fastify: FastifyInstance): void {
  fastify.get<{ Params: { file: string } }>('/assets/accento/:file', (request, reply) => {
    const [, digits] = /^([0-9a-f]{6})\.css$/.exec(request.params.file) ?? [];
    if (digits === undefined) throw new UserError('not-found', 'page_unknown');
    const { light, dark } = accentShades(`#${digits}`);
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(`:root{${tokens(light)}}@media (prefers-color-scheme:dark){:root{${tokens(dark)}}}\n`);
  });
}

function tokens({ plain, deep, on }: Shades): string {
  return `--green:${plain};--green-deep:${deep};--on-green:${on}`;
}
