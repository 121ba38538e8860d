import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeUpload, removeUpload, uploadOf, uploadPicture } from '../../domain/uploads/upload.ts';
import { UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { uploadJson } from '../entities/media.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import { optional } from '../request/input.ts';
import { focusOf, statusIdOf } from './statuses.ts';

const details = z.object({ description: optional(z.string()), focus: optional(z.string()) });
const upload = details.extend({ file: z.object({ data: z.instanceof(Buffer) }) });

/** docs.joinmastodon.org/methods/media: pictures are ready at once, by the first version and by the second. */
export function mediaRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  for (const path of ['/api/v1/media', '/api/v2/media']) {
    app.post(path, { ...person('write:media'), bodyLimit: 17 * 1024 * 1024 }, async (request) => {
      const { caller, actor } = userOf(request);
      const { file, ...rest } = parseInput(upload, request.body ?? {});
      return uploadJson(
        mastodon,
        await uploadPicture(domain, caller, actor.id, file.data, descriptionOf(rest)),
      );
    });
  }

  app.get('/api/v1/media/:id', person('write:media'), async (request) => {
    const { actor } = userOf(request);
    return uploadJson(mastodon, await uploadOf(domain, actor.id, mediaIdOf(request)));
  });

  app.delete('/api/v1/media/:id', person('write:media'), async (request) => {
    const { caller, actor } = userOf(request);
    await removeUpload(domain, caller, actor.id, mediaIdOf(request));
    return {};
  });

  app.put('/api/v1/media/:id', person('write:media'), async (request) => {
    const { caller, actor } = userOf(request);
    const description = descriptionOf(parseInput(details, request.body ?? {}));
    return uploadJson(
      mastodon,
      await describeUpload(domain, caller, actor.id, mediaIdOf(request), description),
    );
  });
}

function descriptionOf({ description, focus }: z.output<typeof details>) {
  const point = focusOf(focus);
  return {
    ...(description === undefined ? {} : { alt: description }),
    ...(point === undefined ? {} : { focus: point }),
  };
}

function mediaIdOf(request: FastifyRequest) {
  try {
    return statusIdOf(request);
  } catch {
    throw new UserError('not-found', 'file_not_found');
  }
}
