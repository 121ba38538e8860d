import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { changeMember } from '../../domain/members/change-member.ts';
import { changeProfile } from '../../domain/members/change-profile.ts';
import { changePreferences, preferencesOf } from '../../domain/preferences/preferences.ts';
import { parseInput } from '../../platform/input.ts';
import { ownAccountJson, profileJson } from '../entities/own-account.ts';
import { visibilityJson, visibilityOf, WIRE_VISIBILITY } from '../entities/visibility.ts';
import type { Mastodon } from '../mastodon.ts';
import { person, userOf } from '../request/access.ts';
import type { UploadedFile } from '../request/bodies.ts';
import { flag, listOf, optional } from '../request/input.ts';

const file = optional(z.custom<UploadedFile>((value) => value instanceof Object && 'data' in value));
const field = z.object({ name: z.string().default(''), value: z.string().default('') });

const profileInput = z.object({
  display_name: optional(z.string()),
  note: z.string().optional(),
  discoverable: optional(flag),
  locked: optional(flag),
  bot: optional(flag),
  avatar: file,
  header: file,
  fields_attributes: listOf(field, 20),
  source: optional(
    z.object({
      privacy: optional(z.enum(WIRE_VISIBILITY)),
      sensitive: optional(flag),
      /** Empty: the person's own. */
      language: z.string().nullish(),
    }),
  ),
});

/** docs.joinmastodon.org/methods/accounts, /profile and /preferences: one's own account. */
export function profileRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/accounts/verify_credentials', person('read:accounts'), (request) => {
    const { actor, locale } = userOf(request);
    return ownAccountJson(mastodon, actor, locale);
  });

  app.patch('/api/v1/accounts/update_credentials', person('write:accounts'), async (request) =>
    ownAccountJson(mastodon, await change(request), userOf(request).locale),
  );

  app.get('/api/v1/profile', person('read:accounts'), async (request) =>
    profileJson(mastodon, userOf(request).actor),
  );
  app.patch('/api/v1/profile', person('write:accounts'), async (request) =>
    profileJson(mastodon, await change(request)),
  );

  for (const place of ['avatar', 'header'] as const) {
    app.delete(`/api/v1/profile/${place}`, person('write:accounts'), async (request) => {
      const { caller, actor, locale } = userOf(request);
      const changed = await changeProfile(domain, caller, actor.id, { [place]: null });
      return ownAccountJson(mastodon, changed, locale);
    });
  }

  app.get('/api/v1/preferences', person('read:accounts'), async (request) => {
    const { actor, locale } = userOf(request);
    const { visibility, sensitive, language } = await preferencesOf(domain.db, actor.id);
    return {
      'posting:default:visibility': visibilityJson(visibility),
      'posting:default:sensitive': sensitive,
      'posting:default:language': language ?? locale,
      'posting:default:quote_policy': 'nobody',
      'reading:expand:media': 'default',
      'reading:expand:spoilers': false,
      'reading:autoplay:gifs': false,
    };
  });

  /** The one who asks, as they are then. */
  async function change(request: FastifyRequest): Promise<Actor> {
    const { caller, actor } = userOf(request);
    const body = (request.body ?? {}) as object;
    const said = parseInput(profileInput, body);
    const facts = {
      ...(said.display_name === undefined ? {} : { name: said.display_name }),
      ...(said.note === undefined ? {} : { summary: said.note }),
      ...(said.discoverable === undefined ? {} : { listed: said.discoverable }),
    };
    const looks = {
      ...(said.avatar && { avatar: said.avatar.data }),
      ...(said.header && { header: said.header.data }),
      ...(said.locked === undefined ? {} : { manuallyApproves: said.locked }),
      ...(said.bot === undefined ? {} : { automated: said.bot }),
      // Clients send their empty lines too.
      ...('fields_attributes' in body && {
        fields: said.fields_attributes.filter(({ name, value }) => name !== '' && value !== ''),
      }),
    };
    const { privacy, sensitive, language } = said.source ?? {};
    const habits = {
      ...(privacy === undefined ? {} : { visibility: visibilityOf(privacy) }),
      ...(sensitive === undefined ? {} : { sensitive }),
      ...(language === undefined ? {} : { language: language || null }),
    };
    let changed = actor;
    if (Object.keys(habits).length > 0) await changePreferences(domain, caller, actor.id, habits);
    if (Object.keys(facts).length > 0) changed = await changeMember(domain, caller, actor.id, facts);
    if (Object.keys(looks).length > 0) changed = await changeProfile(domain, caller, actor.id, looks);
    return changed;
  }
}
