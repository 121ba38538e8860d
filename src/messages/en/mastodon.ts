import type { mastodon as italian } from '../it/mastodon.ts';

export const mastodon: typeof italian = {
  errors: {
    token_invalid: 'This access has ended: sign in again.',
    token_missing: 'This needs you to sign in.',
    scope_missing: 'The application has not asked to be allowed to do this.',
    person_missing: 'This needs a person, not only an application.',
    not_found: 'It is not there, or not any more.',
    too_large: 'It is too large.',
    too_many_streams: 'Too many streams are open already.',
    bad_request: 'The request is not understood.',
    unexpected: 'Something went wrong on our side: try again in a while.',
  },
};
