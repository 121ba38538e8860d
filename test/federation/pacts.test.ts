import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/actors/actor.table.ts';
import { listAttestations } from '../../src/domain/attestations/attestation-reads.ts';
import { issueAttestation } from '../../src/domain/attestations/issue-attestation.ts';
import { revokeAttestation } from '../../src/domain/attestations/revoke-attestation.ts';
import { operator } from '../../src/domain/caller.ts';
import { requestFollow } from '../../src/domain/follows/follow.ts';
import { tieCount } from '../../src/domain/follows/follow-reads.ts';
import { addMember } from '../../src/domain/members/add-member.ts';
import { draftPact, revisePact } from '../../src/domain/pacts/draft-pact.ts';
import type { Pact } from '../../src/domain/pacts/pact.table.ts';
import type { NewPact } from '../../src/domain/pacts/pact.ts';
import { pactById, pactHistory, pactsOf } from '../../src/domain/pacts/pact-reads.ts';
import { leavePact, refusePact, signPact } from '../../src/domain/pacts/take-part.ts';
import { postByUri } from '../../src/domain/posts/post-reads.ts';
import { publishProposal } from '../../src/domain/proposals/publish-proposal.ts';
import type { JsonObject } from '../../src/federation/json/context.ts';
import { fetchDocument } from '../../src/federation/remote/fetch-document.ts';
import { resolveHandle } from '../../src/federation/remote/webfinger-client.ts';
import { dayOf } from '../../src/platform/day.ts';
import { eventually, startNode, type TestNode } from '../support/node.ts';
import { untold } from '../support/pair.ts';

/** Two buying groups of two districts, and a supplier of a third. */
let valle: TestNode;
let monte: TestNode;
let mare: TestNode;
let gasValle: Actor;
let gasMonte: Actor;
let mill: Actor;
/** The other two parties, and the mill's offer, as Valle knows them. */
let known: Pick<NewPact, 'supplierId' | 'groupIds' | 'offers'>;

beforeAll(async () => {
  [valle, monte, mare] = await Promise.all([
    startNode({ name: 'DES Valle' }),
    startNode({ name: 'DES Monte' }),
    startNode({ name: 'DES Mare' }),
  ]);
  const add = (node: TestNode, handle: string, kind: 'enterprise' | 'buying-group') =>
    addMember(node.services.domain, operator, { handle, name: handle, kind });
  gasValle = await add(valle, 'gas', 'buying-group');
  gasMonte = await add(monte, 'gas', 'buying-group');
  mill = await add(mare, 'pastificio', 'enterprise');
  for (const [from, to] of [
    [valle, mare],
    [monte, valle],
  ] as const) {
    const { services } = from;
    const group = await resolveHandle(services.federation, `@distretto@${to.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, group.id);
    await eventually(
      () => tieCount(to.services.domain.db, 'followers', to.services.actors.group.id),
      (count) => count === 1,
    );
  }
  const offer = await publishProposal(mare.services.domain, operator, mill.id, {
    purpose: 'offer',
    title: 'Pasta bio, prezzo trasparente',
    quantity: '3',
    unit: 'kg',
    reciprocals: [{ amount: '9.00', conformsTo: 'https://www.wikidata.org/wiki/Q4916' }],
  });
  const post = await eventually(
    () => postByUri(valle.services.domain.db, offer.uri),
    (found) => found !== undefined,
  );
  const { federation } = valle.services;
  known = {
    supplierId: (await resolveHandle(federation, `@pastificio@${mare.host}`)).id,
    groupIds: [(await resolveHandle(federation, `@gas@${monte.host}`)).id],
    offers: [post?.id ?? ''],
  };
});
afterAll(() => Promise.all([valle?.stop(), monte?.stop(), mare?.stop()]));

const terms = {
  title: 'Pasta bio, prezzo trasparente (patto)',
  terms: 'Il prezzo si ricalcola una volta l’anno, insieme.\n\n<b>Niente</b> intermediari.',
  validFrom: '1/1/2026',
  validUntil: '31/12/2199',
  leadDays: 15,
} as const;
const draft = (visibility: 'public' | 'parties') =>
  draftPact(valle.services.domain, operator, gasValle.id, { ...known, ...terms, visibility });

const pactIn = async (node: TestNode, uri: string): Promise<Pact | undefined> => {
  const { db } = node.services.domain;
  const parties = [gasValle, gasMonte, mill].map((actor) => actor.uri);
  return (await pactsOf(db, parties, 50)).find((pact) => pact.uri === uri);
};
const seen = (node: TestNode, uri: string, satisfied: (pact: Pact) => boolean) =>
  eventually(
    () => pactIn(node, uri),
    (pact) => pact !== undefined && satisfied(pact),
  );
const everywhere = async (uri: string, state: Pact['state']) => {
  for (const node of [valle, monte, mare]) await seen(node, uri, (pact) => pact.state === state);
};
const sign = async (node: TestNode, actor: Actor, { uri, digest }: Pick<Pact, 'uri' | 'digest'>) => {
  const pact = await seen(node, uri, (one) => one.digest === digest);
  await signPact(node.services.domain, operator, actor.id, pact?.id ?? '', digest);
};
const asActivity = { headers: { accept: 'application/activity+json' } };

/** Restarts a node when nothing is on its way: what is cut off is sent again, but a minute later. */
const restart = async (node: TestNode) => {
  const nodes = [valle, monte, mare];
  await eventually(
    async () => {
      let left = 0;
      // Twice: what the last one has just told, the first one passes on.
      for (const one of [...nodes, ...nodes]) left += await untold(one);
      return left;
    },
    (left) => left === 0,
  );
  await node.restart();
};

describe('a pact of three districts', () => {
  it('comes into force when all have signed, is public with its signatures, and goes on without one group', async () => {
    const { uri, digest, id } = await draft('public');
    await restart(valle);
    await sign(monte, gasMonte, { uri, digest });
    await seen(mare, uri, (pact) => pact.state === 'proposed');
    await restart(monte);
    const early = await fetch(uri, asActivity);
    await sign(mare, mill, { uri, digest });
    await everywhere(uri, 'in-force');
    const missing = await fetch(`${valle.origin}/pacts/1`, asActivity);
    expect([early.status, await early.text()]).toEqual([missing.status, await missing.text()]);

    const served = (await (await fetch(uri, asActivity)).json()) as Record<string, never[]>;
    expect(served).toMatchObject({ id: uri, type: 'Note', pactDigest: digest, status: 'in-force' });
    const signatures = served.signatures as JsonObject[];
    expect(signatures.map(({ actor }) => actor).sort()).toEqual(
      [gasValle, gasMonte, mill].map((actor) => actor.uri).sort(),
    );
    for (const { type, proof, object } of signatures) {
      expect({ type, proof, object }).toMatchObject({
        type: 'Accept',
        proof: { cryptosuite: 'eddsa-jcs-2022' },
        object: { id: uri, pactDigest: digest },
      });
    }
    // Those who follow Valle read it as a post.
    const told = await eventually(
      () => postByUri(monte.services.domain.db, uri),
      (post) => post !== undefined,
    );
    expect(told?.content).toContain('PATTO DI SOLIDARIETÀ');
    expect(told?.content).toContain('9,00');
    expect(told?.content).not.toContain('<b>Niente');

    await restart(mare);
    const there = await pactIn(monte, uri);
    await leavePact(monte.services.domain, operator, gasMonte.id, there?.id ?? '', { reason: 'Chiudiamo' });
    for (const node of [valle, mare]) {
      await eventually(
        async () => {
          const pact = await pactIn(node, uri);
          const view = await pactById(node.services.domain.db, pact?.id ?? '');
          return view?.parties.flatMap(({ deeds }) => deeds).find(({ fact }) => fact === 'left')?.note;
        },
        (note) => note === 'Chiudiamo',
      );
    }
    await everywhere(uri, 'in-force');
    await leavePact(valle.services.domain, operator, gasValle.id, id, { reason: 'Anche noi' });
    await everywhere(uri, 'ended');
    const after = (await (await fetch(uri, asActivity)).json()) as JsonObject;
    expect(after.content).toContain('CONCLUSO');
    const history = await pactHistory(mare.services.domain.db, (await pactIn(mare, uri))?.id ?? '');
    expect(history.map(({ event }) => event.type).toSorted()).toEqual([
      ...['pact-ended', 'pact-in-force', 'pact-left', 'pact-left', 'pact-proposed'],
      ...['pact-signed', 'pact-signed', 'pact-signed'],
    ]);
  });

  it('is read by its parties alone where it is theirs, refused in words, and signed anew when it is rewritten', async () => {
    const first = await draft('parties');
    await sign(monte, gasMonte, first);
    const there = await seen(mare, first.uri, () => true);
    await refusePact(mare.services.domain, operator, mill.id, there?.id ?? '', { reason: 'Troppo <poco>' });
    await everywhere(first.uri, 'refused');
    const second = await revisePact(valle.services.domain, operator, gasValle.id, first.id, {
      ...terms,
      offers: known.offers,
      title: 'Pasta bio, secondo testo',
      visibility: 'parties',
    });
    await seen(monte, first.uri, (pact) => pact.version === 2 && pact.state === 'proposed');
    const here = await pactIn(monte, first.uri);
    await expect(
      signPact(monte.services.domain, operator, gasMonte.id, here?.id ?? '', first.digest),
    ).rejects.toMatchObject({ code: 'pact_changed' });
    await sign(monte, gasMonte, second);
    await sign(mare, mill, second);
    await everywhere(first.uri, 'in-force');

    const missing = await fetch(`${valle.origin}/pacts/1`, asActivity);
    const stranger = await fetch(first.uri, asActivity);
    expect([stranger.status, await stranger.text()]).toEqual([missing.status, await missing.text()]);
    // The node's own key is no party's.
    await expect(fetchDocument(mare.services.federation, first.uri)).rejects.toMatchObject({
      failure: 'missing',
    });
    expect(await postByUri(monte.services.domain.db, first.uri)).toBeUndefined();
  });
});

describe('an attestation', () => {
  it('reaches those who follow its district, signed, and so does its end', async () => {
    const { domain } = mare.services;
    const issued = await issueAttestation(domain, operator, mill.id, {
      scope: 'Grano e pasta',
      text: 'Grano <b>antico</b>',
      visitedOn: dayOf(domain.clock.now()),
      validUntil: '31/12/2199',
      visitors: [{ name: 'Ada Neri', role: 'producer', territory: 'Valle' }],
    });
    const { db } = valle.services.domain;
    const arrived = () => listAttestations(db, { subjectUri: mill.uri }, 5);
    const [view] = await eventually(arrived, (views) => views.length === 1);
    expect(view).toMatchObject({
      attestation: { scope: 'Grano e pasta' },
      subject: { handle: 'pastificio' },
    });
    const served = await (await fetch(issued.uri, asActivity)).json();
    expect(served).toMatchObject({ proof: { cryptosuite: 'eddsa-jcs-2022' }, type: 'Note' });
    expect(view?.post.received).toEqual(served);
    expect(view?.attestation.findings).toBe('<p>Grano &lt;b&gt;antico&lt;/b&gt;</p>');
    // Who follows the district only now reads what it attested before.
    const { services } = monte;
    const group = await resolveHandle(services.federation, `@distretto@${mare.host}`);
    await requestFollow(services.domain, operator, services.actors.group.id, group.id);
    await eventually(
      () => listAttestations(services.domain.db, { subjectUri: mill.uri }, 5),
      (views) => views.length === 1,
    );
    await revokeAttestation(domain, operator, issued.id, { reason: 'Non più' });
    await eventually(arrived, ([one]) => one?.attestation.revocationReason === 'Non più');
  });
});
