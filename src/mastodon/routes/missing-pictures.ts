import type { FastifyInstance } from 'fastify';
import { plainPicture } from '../../platform/media/plain-picture.ts';
import { anyone } from '../request/access.ts';

const GREEN = '#2f6b4f';

/** What is shown for those who have no picture: clients want an address, always. */
export function missingPictureRoutes(app: FastifyInstance): void {
  for (const [path, width, height] of [
    ['/avatars/missing.png', 120, 120],
    ['/headers/missing.png', 700, 335],
  ] as const) {
    let picture: Promise<Buffer> | undefined;
    app.get(path, anyone(), async (_request, reply) => {
      picture ??= plainPicture(width, height, GREEN);
      return reply
        .type('image/png')
        .header('cache-control', 'public, max-age=86400')
        .send(await picture);
    });
  }
}
