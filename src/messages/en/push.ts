import type { push as italian } from '../it/push.ts';

export const push: typeof italian = {
  follow: (name) => `${name} follows you`,
  follow_request: (name) => `${name} asks to follow you`,
  mention: (name) => `${name} wrote to you`,
  reblog: (name) => `${name} boosted what you wrote`,
  favourite: (name) => `${name} likes what you wrote`,
  poll: () => 'A poll has ended',
  status: (name) => `${name} published something`,
  update: (name) => `${name} changed what they had written`,
};
