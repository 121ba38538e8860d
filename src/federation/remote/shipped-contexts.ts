import { preloadedContexts } from '@fedify/vocab-runtime';

const ACTIVITY_STREAMS = 'https://www.w3.org/ns/activitystreams';
const SECURITY = 'https://w3id.org/security/v1';
const iri = (id: string) => ({ '@id': id, '@type': '@id' });

/** What Pleroma, Akkoma and their kin serve from every host of theirs. */
const LITEPUB = {
  '@context': [
    ACTIVITY_STREAMS,
    SECURITY,
    {
      litepub: 'http://litepub.social/ns#',
      ostatus: 'http://ostatus.org#',
      schema: 'http://schema.org#',
      toot: 'http://joinmastodon.org/ns#',
      fedibird: 'http://fedibird.com/ns#',
      misskey: 'https://misskey-hub.net/ns#',
      vcard: 'http://www.w3.org/2006/vcard/ns#',
      Emoji: 'toot:Emoji',
      Hashtag: 'as:Hashtag',
      PropertyValue: 'schema:PropertyValue',
      ChatMessage: 'litepub:ChatMessage',
      EmojiReact: 'litepub:EmojiReact',
      value: 'schema:value',
      sensitive: 'as:sensitive',
      discoverable: 'toot:discoverable',
      manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
      capabilities: 'litepub:capabilities',
      invisible: 'litepub:invisible',
      directMessage: 'litepub:directMessage',
      atomUri: 'ostatus:atomUri',
      conversation: iri('ostatus:conversation'),
      listMessage: iri('litepub:listMessage'),
      oauthRegistrationEndpoint: iri('litepub:oauthRegistrationEndpoint'),
      quoteUrl: 'as:quoteUrl',
      quoteUri: 'fedibird:quoteUri',
      alsoKnownAs: iri('as:alsoKnownAs'),
    },
  ],
};

const PURL = 'https://purl.archive.org/socialweb';

/** Contexts that peers name and Fedify does not ship, as short as their documentation allows. */
const OWN: Readonly<Record<string, unknown>> = {
  [`${PURL}/blocked`]: { '@context': { blocked: iri(`${PURL}/blocked#blocked`) } },
  [`${PURL}/pending`]: {
    '@context': {
      pendingFollowers: iri(`${PURL}/pending#pendingFollowers`),
      pendingFollowing: iri(`${PURL}/pending#pendingFollowing`),
    },
  },
  [`${PURL}/oauth`]: { '@context': { clientID: iri(`${PURL}/oauth#clientID`) } },
  [`${PURL}/thread/1.0`]: {
    '@context': { thread: iri(`${PURL}/thread/1.0#thread`), root: iri(`${PURL}/thread/1.0#root`) },
  },
  'https://joinpeertube.org/ns': {
    '@context': {
      pt: 'https://joinpeertube.org/ns#',
      sc: 'http://schema.org/',
      support: { '@type': 'sc:Text', '@id': 'pt:support' },
      commentsEnabled: { '@type': 'sc:Boolean', '@id': 'pt:commentsEnabled' },
      downloadEnabled: { '@type': 'sc:Boolean', '@id': 'pt:downloadEnabled' },
    },
  },
  'https://pixelfed.org/ns': {
    '@context': {
      pixelfed: 'http://pixelfed.org/ns#',
      commentsEnabled: { '@id': 'pixelfed:commentsEnabled', '@type': 'http://schema.org/Boolean' },
      capabilities: { '@id': 'pixelfed:capabilities', '@container': '@set' },
    },
  },
  'https://w3id.org/security/suites/ed25519-2020/v1': {
    '@context': {
      Ed25519VerificationKey2020: 'https://w3id.org/security#Ed25519VerificationKey2020',
      Ed25519Signature2020: 'https://w3id.org/security#Ed25519Signature2020',
      publicKeyMultibase: {
        '@id': 'https://w3id.org/security#publicKeyMultibase',
        '@type': 'https://w3id.org/security#multibase',
      },
    },
  },
};

const SCHEMA_ORG = 'http://schema.org/';
const SAME_AS: Readonly<Record<string, string>> = {
  'http://www.w3.org/ns/activitystreams': ACTIVITY_STREAMS,
  'https://www.w3.org/ns/activitystreams#': ACTIVITY_STREAMS,
  'http://w3id.org/security/v1': SECURITY,
  'https://schema.org': SCHEMA_ORG,
  'https://schema.org/': SCHEMA_ORG,
  'http://schema.org': SCHEMA_ORG,
};

/** Whether a context that we ship defines thousands of terms. */
export function isLongContext(url: string): boolean {
  return SAME_AS[url] === SCHEMA_ORG || url === SCHEMA_ORG;
}

/** A copy of the context that is known under this address. */
export function shippedContext(url: string): unknown {
  const address = SAME_AS[url] ?? url;
  if (Object.hasOwn(preloadedContexts, address)) return preloadedContexts[address];
  if (Object.hasOwn(OWN, address)) return OWN[address];
  return /^https?:\/\/[^/]+\/schemas\/litepub-0\.1\.jsonld$/.test(address) ? LITEPUB : undefined;
}
