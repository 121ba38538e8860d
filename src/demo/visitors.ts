import type { Services } from '../app/services.ts';
import { requireAccount } from '../domain/accounts/account-reads.ts';
import { requireLocalActor } from '../domain/actors/actor-reads.ts';
import { saveSearch, wantDigest } from '../domain/alerts/saved-searches.ts';
import { operator } from '../domain/caller.ts';
import type { Domain } from '../domain/domain.ts';
import { answerEmailEnquiry } from '../domain/enquiries/answer-email-enquiry.ts';
import { enquiryKey, formStamp } from '../domain/enquiries/email-enquiry.ts';
import { confirmEmailEnquiry, writeEmailEnquiry } from '../domain/enquiries/write-email-enquiry.ts';
import { requestFollow } from '../domain/follows/follow.ts';
import { ties } from '../domain/follows/follow-reads.ts';
import { changeProfile } from '../domain/members/change-profile.ts';
import { proposalsOf } from '../domain/proposals/catalogue.ts';
import type { DistrictMaterial } from './material.ts';
import { draw } from './pictures.ts';

/** How many districts a member may follow here. */
const DISTRICTS = 5;
const OWN_LOOKED_AT = 10;

/** Members show a picture of what they do. */
export async function seedPortraits({ domain }: Services, { proposals }: DistrictMaterial): Promise<void> {
  const seen = new Set<string>();
  for (const { by, picture } of proposals) {
    if (picture === undefined || seen.has(by)) continue;
    seen.add(by);
    const owner = await requireLocalActor(domain.db, by);
    const image = await draw(picture.scene);
    await changeProfile(domain, operator, owner.id, { avatar: image, header: image });
  }
}

/** Those who sign in for an organisation follow the other districts, and want to hear of what is new. */
export async function seedFollowers(
  { domain, actors }: Services,
  { folder, accounts }: DistrictMaterial,
): Promise<void> {
  const districts = await ties(domain.db, 'following', actors.group.id, { limit: DISTRICTS });
  for (const { handle, acts } of accounts) {
    if (acts === undefined) continue;
    const organisation = await requireLocalActor(domain.db, acts);
    for (const { actor } of districts) await requestFollow(domain, operator, organisation.id, actor.id);
    const account = { accountId: await requireAccount(domain.db, `${handle}@${folder}.example`) };
    await wantDigest(domain, account, true);
    const text = 'farina OR miele';
    await saveSearch(domain, account, {
      query: { text, purpose: 'offer' },
      filter: { text, purpose: 'offer' },
      often: 'soon',
    });
  }
}

/** Two people without an account ask a member by e-mail: one has had an answer. */
export async function seedQuestions({ domain }: Services, handle: string): Promise<void> {
  const owner = await requireLocalActor(domain.db, handle);
  const own = await proposalsOf(domain.db, [owner.id], OWN_LOOKED_AT);
  const about = own.find(({ proposal }) => proposal.purpose === 'offer');
  if (about === undefined) return;
  const ask = (name: string, text: string) => asked(domain, about.post.id, name, text);
  const first = await ask('Marco', 'Buongiorno, si può ritirare anche il sabato mattina?');
  const text = 'Certo, dalle 9 alle 12, e si assaggia anche.';
  await answerEmailEnquiry(domain, operator, owner.id, first, { text });
  await ask('Teresa', 'Siamo una scuola: ne servirebbero trenta, è troppo?');
}

async function asked(domain: Domain, postId: string, name: string, text: string): Promise<string> {
  // The form was opened a minute ago: people need their time to write.
  const opened = new Date(domain.clock.now().getTime() - 60_000);
  const stamp = formStamp({ ...domain, clock: { now: () => opened } }, postId);
  const email = `${name.toLowerCase()}@posta.example`;
  const id = await writeEmailEnquiry(domain, postId, { name, email, text, stamp });
  if (id === undefined) throw new Error('a question was not written down');
  await confirmEmailEnquiry(domain, enquiryKey(domain, id));
  return id;
}
