import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { UserError } from '../../platform/errors.ts';
import type { Web } from '../reader.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

export function mediaRoutes(fastify: FastifyInstance, { domain }: Web): void {
  fastify.get('/media/:name', async (request, reply) => {
    const { name } = z.object({ name: z.string() }).parse(request.params);
    const path = domain.media.path(name);
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new UserError('not-found', 'file_not_found');
      throw error;
    });
    const { size } = await file.stat();
    return reply
      .type(TYPES[extname(name)] ?? 'application/octet-stream')
      .header('content-length', size)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'")
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(file.createReadStream());
  });
}
