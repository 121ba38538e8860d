import manifest from '../../package.json' with { type: 'json' };

/** Clients choose what they show by the first number: the version of Mastodon whose API this is. */
export const VERSION = `4.3.0 (compatible; Distretto ${manifest.version})`;
