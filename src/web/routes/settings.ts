import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireCoordinator } from '../../domain/caller.ts';
import { changeSettings } from '../../domain/node/change-settings.ts';
import { nodeStatistics } from '../../domain/node/node-statistics.ts';
import type { SettingsChange } from '../../domain/node/settings.ts';
import { storeImage } from '../../domain/posts/images.ts';
import { rehearse } from '../../domain/rehearse.ts';
import { HTTP_STATUS, UserError } from '../../platform/errors.ts';
import { parseInput } from '../../platform/input.ts';
import { type Files, signedUpload } from '../multipart.ts';
import { sendPage } from '../page.ts';
import { placeIn } from '../proposal-typed.ts';
import { readerOf, type Web } from '../reader.ts';
import type { Typed } from '../typed.ts';
import { FIRST_RUN_PATH } from '../views/first-run-page.ts';
import { type SettingsForm, settingsPage, typedSettings } from '../views/settings-page.ts';

const PATH = '/coordinamento/impostazioni';
const settingsQuery = z.object({ fatto: z.string().optional(), inizio: z.string().max(10).optional() });
const PLACES = ['logo', 'header'] as const;

/** What the district says of itself and decides of its node, with a look at it first. */
export function settingsRoutes(fastify: FastifyInstance, web: Web): void {
  const { domain } = web;

  fastify.get(PATH, async (request, reply) => {
    const reader = await readerOf(web, request, reply);
    if (reader.signedIn === undefined) return reply.redirect('/accedi', 303);
    requireCoordinator(reader.signedIn.caller);
    const { fatto, inizio } = parseInput(settingsQuery, request.query);
    const statistics = await nodeStatistics(domain.db);
    const typed = { ...typedSettings(reader), ...(inizio === undefined ? {} : { inizio }) };
    const form = { typed, statistics, isSaved: fatto !== undefined };
    return sendPage(reply, settingsPage(reader, form));
  });

  fastify.post(PATH, async (request, reply) => {
    const { reader, signedIn, typed, files, tooBig } = await signedUpload(web, request, reply);
    requireCoordinator(signedIn.caller);
    const statistics = await nodeStatistics(domain.db);
    let form: SettingsForm = { typed, statistics };
    try {
      if (tooBig !== undefined) throw tooBig;
      const pictures = await picturesIn(web, typed, files);
      form = { ...form, typed: { ...typed, ...pictures.kept } };
      const change = { ...changeIn(typed), ...pictures.change };
      if (typed.step !== 'preview') {
        await changeSettings(domain, signedIn.caller, change);
        return reply.redirect(typed.inizio === undefined ? `${PATH}?fatto=1` : FIRST_RUN_PATH, 303);
      }
      const { group, settings } = await rehearse(domain, (run) =>
        changeSettings(run, signedIn.caller, change),
      );
      return sendPage(reply, settingsPage({ ...reader, group, settings }, { ...form, isPreview: true }));
    } catch (error) {
      if (!(error instanceof UserError) || error.kind === 'forbidden') throw error;
      return sendPage(reply, settingsPage(reader, { ...form, error }), HTTP_STATUS[error.kind]);
    }
  });
}

/** Pictures stay in the media store between a look and the saving: the form names them in `kept-…`. */
async function picturesIn({ domain }: Web, typed: Typed, files: Files) {
  const kept: Record<string, string> = {};
  const change: Pick<SettingsChange, 'logo' | 'header'> = {};
  for (const place of PLACES) {
    const file = files.get(place);
    try {
      const media = file === undefined ? typed[`kept-${place}`] : (await storeImage(domain, file)).media;
      if (file === undefined && typed[`drop-${place}`] !== undefined) change[place] = null;
      else if (media !== undefined) {
        change[place] = await readFile(domain.media.path(media));
        kept[`kept-${place}`] = media;
      }
    } catch (error) {
      if (error instanceof UserError) throw new UserError(error.kind, error.code, error.params, place);
      throw new UserError('not-found', 'file_not_found', {}, place);
    }
  }
  return { kept, change };
}

function changeIn(typed: Typed): SettingsChange {
  const place = placeIn(typed);
  return {
    name: typed.name,
    summary: typed.summary,
    comune: place?.comune ?? null,
    ...(place?.province === undefined ? {} : { province: place.province }),
    contact: typed.contact?.trim(),
    // What is none of these is refused by the use case.
    locale: typed.locale as SettingsChange['locale'],
    accent: typed['own-accent'] === undefined ? '' : typed.accent,
    licence: typed.licence as SettingsChange['licence'],
    takesApplications: typed.takesApplications !== undefined,
  };
}
