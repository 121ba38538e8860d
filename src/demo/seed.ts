import { randomBytes } from 'node:crypto';
import type { Services } from '../app/services.ts';
import { invite } from '../domain/accounts/invite.ts';
import { appointRepresentative } from '../domain/accounts/sign-in.ts';
import { signUp } from '../domain/accounts/sign-up.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { publishAnnouncement } from '../domain/announcements/publish-announcement.ts';
import { operator } from '../domain/caller.ts';
import { castVoice } from '../domain/decisions/cast-voice.ts';
import { closeDecision } from '../domain/decisions/end-decision.ts';
import { openDecision } from '../domain/decisions/open-decision.ts';
import type { Domain } from '../domain/domain.ts';
import { requestFollow } from '../domain/follows/follow.ts';
import { addMember } from '../domain/members/add-member.ts';
import { nodeActors } from '../domain/node/node-reads.ts';
import { publishProposal } from '../domain/proposals/publish-proposal.ts';
import { resolveHandle } from '../federation/remote/webfinger-client.ts';
import type { DemoDecision, DistrictMaterial } from './material.ts';
import { draw } from './pictures.ts';

const DAY_MS = 86_400_000;

export interface DemoAccount {
  readonly handle: string;
  readonly email: string;
  readonly password: string;
}

/** Takes in the members, then opens the accounts: the first one coordinates. */
export async function seedPeople(
  services: Services,
  { folder, members, accounts }: Pick<DistrictMaterial, 'folder' | 'members' | 'accounts'>,
): Promise<DemoAccount[]> {
  const { domain } = services;
  for (const member of members) await addMember(domain, operator, member);
  const { group } = await nodeActors(domain.db);
  const charter = group.charter ?? undefined;
  const opened: DemoAccount[] = [];
  for (const [index, { handle, name, acts }] of accounts.entries()) {
    const account = {
      handle,
      email: `${handle}@${folder}.example`,
      password: randomBytes(9).toString('base64url'),
    };
    const token = await invite(domain, operator, index === 0 ? 'coordinator' : 'member');
    const id = await signUp(domain, { token, name, ...account, charter });
    if (acts !== undefined) {
      await appointRepresentative(domain, operator, id, (await requireLocalActor(domain.db, acts)).id);
    }
    opened.push(account);
  }
  return opened;
}

/** The district or network asks to follow these. */
export async function seedFollows({ domain, federation, actors }: Services, handles: readonly string[]) {
  for (const handle of handles) {
    const followed = await resolveHandle(federation, handle);
    await requestFollow(domain, operator, actors.group.id, followed.id);
  }
}

/** Publishes what the members offer, seek and announce. */
export async function seedPosts({ domain, actors }: Services, material: DistrictMaterial): Promise<void> {
  for (const { by, days, facts, picture } of material.proposals) {
    const owner = await requireLocalActor(domain.db, by);
    const images = picture === undefined ? [] : [{ data: await draw(picture.scene), alt: picture.alt }];
    const expiresAt = new Date(domain.clock.now().getTime() + days * DAY_MS);
    await publishProposal(domain, operator, owner.id, { ...facts, expiresAt, images });
  }
  for (const { by, title, text } of material.announcements) {
    const author = by === undefined ? actors.group : await requireLocalActor(domain.db, by);
    await publishAnnouncement(domain, operator, author.id, { title, text });
  }
  for (const decision of material.decisions ?? []) await seedDecision(domain, decision);
}

async function seedDecision(domain: Domain, { facts, days, cast, closed }: DemoDecision): Promise<void> {
  const endsAt = new Date(domain.clock.now().getTime() + days * DAY_MS);
  const { id } = await openDecision(domain, operator, { ...facts, endsAt });
  for (const [handle, ...positions] of cast) {
    const member = await requireLocalActor(domain.db, handle);
    await castVoice(domain, operator, member.id, id, positions);
  }
  if (closed) await closeDecision(domain, operator, id);
}
