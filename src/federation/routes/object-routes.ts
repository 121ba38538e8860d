import type { FastifyInstance } from 'fastify';
import { isAmongReaders, postById } from '../../domain/posts/post-reads.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { isId } from '../../platform/ids.ts';
import type { Federation } from '../federation.ts';
import { prefersActivityJson } from '../media-types.ts';
import { activityById } from '../outbox/activity-reads.ts';
import { renderPost } from '../outbox/render.ts';
import { notFound, sendActivityJson } from './answer.ts';
import { sendPrivateJson, signedReader } from './signed-reader.ts';

/**
 * `/objects/{id}` and `/activities/{id}`: what anyone may read, and for whoever signs what is for them alone; all else
 * answers as if it were not there.
 */
export function objectRoutes(app: FastifyInstance, federation: Federation): void {
  const { db } = federation.domain;

  app.get<{ Params: { id: string } }>('/objects/:id', async (request, reply) => {
    const { id } = request.params;
    const post = isId(id) ? await postById(db, id) : undefined;
    if (post === undefined || post.received !== null) return notFound(reply);
    if (!isForEveryone(post)) {
      const reader = await signedReader(federation, request);
      if (reader === undefined || !(await isAmongReaders(db, post, reader.id))) return notFound(reply);
      return sendPrivateJson(
        reply.code(post.deletedAt === null ? 200 : 410),
        await renderPost(federation, post),
      );
    }
    const accept = request.headers.accept;
    if (accept !== undefined && !prefersActivityJson(accept)) {
      return reply.header('vary', 'Accept').redirect(post.url);
    }
    return sendActivityJson(
      request,
      reply,
      await renderPost(federation, post),
      post.deletedAt === null ? 200 : 410,
    );
  });

  app.get<{ Params: { id: string } }>('/activities/:id', async (request, reply) => {
    const { id } = request.params;
    const activity = isId(id) ? await activityById(db, id) : undefined;
    if (activity?.public !== true) return notFound(reply);
    return sendActivityJson(request, reply, activity.json);
  });
}
