import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../domain/actors/actor.table.ts';
import { openRequests } from '../../domain/follows/follow-reads.ts';
import { changeMember } from '../../domain/members/change-member.ts';
import { changeProfile } from '../../domain/members/change-profile.ts';
import { htmlToText } from '../../platform/html/text.ts';
import { parseInput } from '../../platform/input.ts';
import { accountOf, fieldJson } from '../entities/account.ts';
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
});

/** docs.joinmastodon.org/methods/accounts and /profile: one's own account. */
export function profileRoutes(app: FastifyInstance, mastodon: Mastodon): void {
  const { domain } = mastodon;

  app.get('/api/v1/accounts/verify_credentials', person('read:accounts'), (request) => {
    const { actor, locale } = userOf(request);
    return ownAccountJson(actor, locale);
  });

  app.patch('/api/v1/accounts/update_credentials', person('write:accounts'), async (request) => {
    const { caller, actor, locale } = userOf(request);
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
    let changed = actor;
    if (Object.keys(facts).length > 0) changed = await changeMember(domain, caller, actor.id, facts);
    if (Object.keys(looks).length > 0) changed = await changeProfile(domain, caller, actor.id, looks);
    return ownAccountJson(changed, locale);
  });

  for (const place of ['avatar', 'header'] as const) {
    app.delete(`/api/v1/profile/${place}`, person('write:accounts'), async (request) => {
      const { caller, actor, locale } = userOf(request);
      return ownAccountJson(await changeProfile(domain, caller, actor.id, { [place]: null }), locale);
    });
  }

  /** docs.joinmastodon.org/entities/Account, CredentialAccount */
  async function ownAccountJson(actor: Actor, language: string) {
    return {
      ...(await accountOf(mastodon, actor)),
      source: {
        note: htmlToText(actor.summary),
        fields: actor.fields.map(fieldJson),
        privacy: 'public',
        sensitive: false,
        language,
        follow_requests_count: (await openRequests(domain.db, actor.id, { limit: 100 })).length,
        indexable: actor.indexable,
        discoverable: actor.discoverable,
        hide_collections: false,
        attribution_domains: [],
        quote_policy: 'nobody',
      },
      role: { id: '0', name: '', color: '', permissions: '0', highlighted: false },
    };
  }
}
