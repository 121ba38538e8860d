import type { FastifyInstance } from 'fastify';
import { type AnnouncementView, announcementById } from '../../domain/announcements/announcement-reads.ts';
import { type PollView, pollOf } from '../../domain/polls/poll-reads.ts';
import { vote } from '../../domain/polls/vote.ts';
import { isForEveryone } from '../../domain/posts/visible-to.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { redirectToActivity, sendPage } from '../page.ts';
import { pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, signedForm } from '../typed.ts';
import { positionsIn } from '../views/ballot.ts';
import { pollPage } from '../views/poll-page.ts';

/** Polls that anyone may answer, each at its address: they come up in timelines, and no list here has them. */
export function pollRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/sondaggi/:id', async (request, reply) => {
    const view = await requireQuestion(pathId(request.params));
    if (redirectToActivity(request, reply, view.post.uri)) return reply;
    const reader = await readerOf(web, request, reply);
    const poll = await requirePoll(reader, view.post.id);
    if (poll.electorate !== 'anyone') return reply.redirect(`/decisioni/${view.post.id}`, 302);
    return sendPage(reply, pollPage(reader, view, poll));
  });

  fastify.post('/sondaggi/:id/voti', async (request, reply) => {
    const { reader, signedIn, typed } = await signedForm(web, request, reply);
    const view = await requireQuestion(pathId(request.params));
    const { id } = view.post;
    try {
      await vote(domain, signedIn.caller, actorIn(typed), id, positionsIn(typed));
      return reply.redirect(`/sondaggi/${id}`, 303);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const shown = pollPage(reader, view, await requirePoll(reader, id), { values: typed, error });
      return sendPage(reply, shown, HTTP_STATUS[error.kind]);
    }
  });

  /** @throws {UserError} `gone`, or `not-found` for what not everyone may read */
  async function requireQuestion(id: Id): Promise<AnnouncementView> {
    const view = await announcementById(domain.db, id);
    const isOpen = isForEveryone(view?.post);
    if (view === undefined || view.post.kind !== 'question' || !isOpen || view.author.suspendedAt !== null) {
      throw new UserError('not-found', 'page_unknown');
    }
    if (view.post.deletedAt !== null) throw new UserError('gone', 'post_gone');
    return view;
  }

  async function requirePoll({ signedIn }: Reader, id: Id): Promise<PollView> {
    const poll = await pollOf(domain.db, id, signedIn?.person.id);
    if (poll === undefined) throw new UserError('not-found', 'page_unknown');
    return poll;
  }
}
