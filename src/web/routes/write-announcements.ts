import type { FastifyInstance, FastifyReply } from 'fastify';
import { type AnnouncementView, announcementById } from '../../domain/announcements/announcement-reads.ts';
import { changeAnnouncement, publishAnnouncement } from '../../domain/announcements/publish-announcement.ts';
import type { Domain } from '../../domain/domain.ts';
import { withdrawPost } from '../../domain/posts/withdraw-post.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import type { Id } from '../../platform/ids.ts';
import { signedUpload } from '../multipart.ts';
import { sendPage } from '../page.ts';
import { picturesIn, picturesOf } from '../pictures-typed.ts';
import { pathId } from '../query.ts';
import { type Reader, readerOf, type Web } from '../reader.ts';
import { actorIn, idsOf, signedForm } from '../typed.ts';
import { type AnnouncementForm, announcementFormPage } from '../views/announcement-form.ts';

/** Members write announcements, change and withdraw them. */
export function writeAnnouncementRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get('/annunci/nuovo', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    return sendPage(reply, announcementFormPage(reader, { ...NEW, typed: {}, pictures: [] }));
  });

  fastify.post('/annunci/nuovo', async (request, reply) => {
    const { reader, signedIn, typed, files, tooBig } = await signedUpload(web, request, reply);
    const { pictures, error } = await picturesIn(web, typed, files);
    return answer(reader, reply, { ...NEW, typed, pictures }, tooBig ?? error, async (run) => {
      const { title = '', text = '' } = typed;
      const facts = { title, text, language: reader.locale, images: pictures };
      return (await publishAnnouncement(run, signedIn.caller, actorIn(typed), facts)).id;
    });
  });

  fastify.get('/annunci/:id/modifica', async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    const { post, images } = await ownAnnouncement(web, reader, pathId(request.params));
    const typed = { title: post.title ?? '', text: post.source ?? '' };
    const form = { ...changing(post.id), typed, pictures: picturesOf(images) };
    return sendPage(reply, announcementFormPage(reader, form));
  });

  fastify.post('/annunci/:id/modifica', async (request, reply) => {
    const { reader, signedIn, typed, files, tooBig } = await signedUpload(web, request, reply);
    const { post } = await ownAnnouncement(web, reader, pathId(request.params));
    const { pictures, error } = await picturesIn(web, typed, files);
    return answer(reader, reply, { ...changing(post.id), typed, pictures }, tooBig ?? error, async (run) => {
      const { title = '', text = '' } = typed;
      await changeAnnouncement(run, signedIn.caller, post.id, { title, text, images: pictures });
      return post.id;
    });
  });

  fastify.post('/annunci/:id/ritira', async (request, reply) => {
    const { signedIn } = await signedForm(web, request, reply);
    await withdrawPost(domain, signedIn.caller, pathId(request.params), 'announcement');
    return reply.redirect('/io', 303);
  });
}

const NEW = { action: '/annunci/nuovo', changes: false };
const changing = (id: Id) => ({ action: `/annunci/${id}/modifica`, changes: true });

/** Publishes or saves, or shows what would come of it; what was typed comes back where it cannot be done. */
async function answer(
  reader: Reader,
  reply: FastifyReply,
  form: AnnouncementForm,
  wrong: UserError | undefined,
  work: (domain: Domain) => Promise<Id>,
): Promise<FastifyReply> {
  const { domain } = reader.web;
  try {
    if (wrong !== undefined) throw wrong;
    if (form.typed.step === 'preview') {
      const preview = await rehearse(domain, async (run) => announcementById(run.db, await work(run)));
      return sendPage(reply, announcementFormPage(reader, { ...form, preview }));
    }
    return reply.redirect(`/annunci/${await work(domain)}`, 303);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return sendPage(reply, announcementFormPage(reader, { ...form, error }), HTTP_STATUS[error.kind]);
  }
}

/** @throws {UserError} `not-found` for what is not the reader's, as for what does not exist; `gone` */
async function ownAnnouncement({ domain }: Web, { signedIn }: Reader, id: Id): Promise<AnnouncementView> {
  const view = await announcementById(domain.db, id);
  const own = signedIn !== undefined && view !== undefined && idsOf(signedIn).includes(view.author.id);
  if (!own || view.post.kind !== 'announcement') throw new UserError('not-found', 'announcement_unknown');
  if (view.post.deletedAt !== null) throw new UserError('gone', 'post_gone');
  return view;
}
