import { createECDH, randomBytes } from 'node:crypto';
import { createClient } from './mastodon-client.ts';
import type { Body, checkedSpeaker } from './mastodon-operations.ts';
import { pictureForm, type Scene } from './mastodon-scene.ts';

type Ask = ReturnType<typeof checkedSpeaker>['ask'];

/** Reads everything that can be read, once as one who has something of each. */
export async function readAll(
  { anna, others, own, poll, remote, farm, node }: Scene,
  ask: Ask,
): Promise<void> {
  const read = (path: string) => ask(anna.token, 'GET', `/api/v1/${path}`);
  const [bruno] = others;
  const me = `accounts/${anna.actor.id}`;
  const list = await ask(anna.token, 'POST', '/api/v1/lists', { title: 'Orti' });
  await ask(anna.token, 'POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [bruno.actor.id] });
  for (const path of [
    ...['home', 'public', 'direct', 'tag/arance', `list/${list.id}`, 'link?url=x'].map(
      (one) => `timelines/${one}`,
    ),
    ...['', '/statuses', '/followers', '/following', '/endorsements', '/featured_tags'].map(
      (one) => `${me}${one}`,
    ),
    ...['?pinned=true', '?only_media=true', '?exclude_replies=true'].map((more) => `${me}/statuses${more}`),
    `accounts/${bruno.actor.id}/featured_tags`,
    ...['identity_proofs', 'lists'].map((one) => `accounts/${bruno.actor.id}/${one}`),
    `accounts/${remote.account?.id}`,
    `accounts/${remote.account?.id}/statuses`,
    `accounts/${farm.id}/statuses`,
    `accounts?id[]=${anna.actor.id}&id[]=${remote.account?.id}`,
    `accounts/familiar_followers?id[]=${bruno.actor.id}`,
    'accounts/lookup?acct=bruno',
    `accounts/relationships?id[]=${bruno.actor.id}&id[]=${remote.account?.id}`,
    'accounts/search?q=bruno',
    'accounts/verify_credentials',
    ...[own, poll, remote].flatMap(({ id }) =>
      ['', '/context', '/favourited_by', '/reblogged_by', '/history', '/quotes'].map(
        (end) => `statuses/${id}${end}`,
      ),
    ),
    `statuses/${own.id}/source`,
    `statuses?id[]=${own.id}&id[]=${remote.id}`,
    `polls/${poll.id}`,
    ...['', '/extended_description', '/translation_languages', '/activity', '/peers', '/rules'].map(
      (one) => `instance${one}`,
    ),
    ...['links', 'statuses', 'tags'].map((one) => `trends/${one}`),
    ...['', '/unread_count', '/requests', '/requests/merged'].map((one) => `notifications${one}`),
    'featured_tags/suggestions',
    'markers?timeline[]=home&timeline[]=notifications',
    ...['announcements', 'apps/verify_credentials', 'blocks', 'bookmarks', 'conversations', 'custom_emojis'],
    ...['directory', 'domain_blocks', 'endorsements', 'favourites', 'featured_tags', 'follow_requests'],
    ...['followed_tags', 'lists', 'mutes', 'preferences', 'profile', 'scheduled_statuses', 'suggestions'],
    `lists/${list.id}`,
    `lists/${list.id}/accounts`,
    'tags/arance',
    'streaming/health',
  ]) {
    await read(path);
  }
  for (const stream of [
    ...['direct', 'user', 'user/notification', 'public', 'public/local', 'public/remote'],
    ...['hashtag?tag=x', 'hashtag/local?tag=x', `list?list=${list.id}`],
  ]) {
    await read(`streaming/${stream}`);
  }
  const second = (path: string) => ask(anna.token, 'GET', `/api/v2/${path}`);
  await second('instance');
  await second('suggestions');
  await second('search?q=arance');
  await second(`search?resolve=true&q=${encodeURIComponent(`@${remote.account?.acct}`)}`);
  const { notification_groups: groups } = await second('notifications');
  for (const { group_key: key } of [...(groups ?? [])].slice(0, 2)) {
    await second(`notifications/${key}`);
    await second(`notifications/${key}/accounts`);
  }
  await second('notifications/unread_count');
  await second('notifications/policy');
  await second('filters');
  const [notification] = await read('notifications');
  await read(`notifications/${notification?.id}`);
  for (const path of ['/.well-known/oauth-authorization-server', '/health'])
    await ask(undefined, 'GET', path);
  const { token } = await createClient(node, 'profilo', { scopes: ['profile'] });
  await ask(token, 'GET', '/oauth/userinfo');
}

/** Does everything that can be done, in an order in which it can be. */
export async function doAll(
  { anna, others, own, poll, remote, decisionId, node }: Scene,
  ask: Ask,
): Promise<void> {
  const write = (path: string, body?: object) => ask(anna.token, 'POST', `/api/v1/${path}`, body ?? {});
  const remove = (path: string) => ask(anna.token, 'DELETE', `/api/v1/${path}`);
  const [bruno, carla, dora] = others;

  // Access.
  const redirect = 'urn:ietf:wg:oauth:2.0:oob';
  const app = await ask(undefined, 'POST', '/api/v1/apps', { client_name: 'Prova', redirect_uris: redirect });
  const consent = new URLSearchParams({
    client_id: String(app.client_id),
    redirect_uri: redirect,
    response_type: 'code',
  });
  await ask(undefined, 'GET', `/oauth/authorize?${consent}`);
  const credentials = { client_id: app.client_id, client_secret: app.client_secret };
  const token = await ask(undefined, 'POST', '/oauth/token', {
    ...credentials,
    grant_type: 'client_credentials',
  });
  await ask(undefined, 'POST', '/oauth/revoke', { ...credentials, token: token.access_token });

  // People.
  for (const path of [
    'follow',
    'note',
    'endorse',
    'unendorse',
    'pin',
    'unpin',
    'mute',
    'unmute',
    'block',
    'unblock',
  ]) {
    await write(`accounts/${carla.actor.id}/${path}`, path === 'note' ? { comment: 'del mercato' } : {});
    if (path === 'mute') await ask(anna.token, 'GET', '/api/v1/mutes');
    if (path === 'block') await ask(anna.token, 'GET', '/api/v1/blocks');
    if (path === 'unblock') await write(`accounts/${carla.actor.id}/follow`);
  }
  await write(`accounts/${dora.actor.id}/unfollow`);
  await write(`accounts/${dora.actor.id}/remove_from_followers`);
  await ask(anna.token, 'PATCH', '/api/v1/accounts/update_credentials', {
    locked: true,
    fields_attributes: [{ name: 'Sito', value: 'https://anna.example' }],
  });
  await ask(anna.token, 'PATCH', '/api/v1/profile', { note: 'Orto' });
  for (const [n, answer] of ['authorize', 'reject'].entries()) {
    const asks = await createClient(node, `chiede${n}`);
    await ask(asks.token, 'POST', `/api/v1/accounts/${anna.actor.id}/follow`, {});
    await ask(anna.token, 'GET', '/api/v1/follow_requests');
    await write(`follow_requests/${asks.actor.id}/${answer}`);
  }
  await ask(anna.token, 'PATCH', '/api/v1/accounts/update_credentials', { locked: false });
  await remove('profile/avatar');
  await remove('profile/header');
  await write('domain_blocks', { domain: 'altrove.example' });
  await remove('domain_blocks?domain=altrove.example');
  await write('reports', { account_id: bruno.actor.id, status_ids: [], comment: 'x', category: 'other' });
  const stranger = await createClient(node, 'ignota');
  await remove(`suggestions/${stranger.actor.id}`);

  // Statuses.
  for (const { id } of [own, remote]) {
    for (const path of [
      'favourite',
      'unfavourite',
      'reblog',
      'unreblog',
      'bookmark',
      'unbookmark',
      'mute',
      'unmute',
    ]) {
      await write(`statuses/${id}/${path}`);
    }
  }
  await write(`statuses/${own.id}/unpin`);
  await write(`statuses/${own.id}/pin`);
  await write(`polls/${decisionId}/votes`, { choices: [0] });
  await ask(bruno.token, 'GET', `/api/v1/polls/${poll.id}`);
  for (const version of ['v1', 'v2']) {
    const media = await ask(anna.token, 'POST', `/api/${version}/media`, await pictureForm());
    await ask(anna.token, 'GET', `/api/v1/media/${media.id}`);
    await ask(anna.token, 'PUT', `/api/v1/media/${media.id}`, { description: 'Arance' });
    await remove(`media/${media.id}`);
  }
  const draft = await write('statuses', { status: 'prima' });
  await ask(anna.token, 'PUT', `/api/v1/statuses/${draft.id}`, { status: 'dopo' });
  await remove(`statuses/${draft.id}`);
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const late = await write('statuses', { status: 'più tardi', scheduled_at: at(2) });
  await ask(anna.token, 'GET', '/api/v1/scheduled_statuses');
  await ask(anna.token, 'GET', `/api/v1/scheduled_statuses/${late.id}`);
  await ask(anna.token, 'PUT', `/api/v1/scheduled_statuses/${late.id}`, { scheduled_at: at(3) });
  await remove(`scheduled_statuses/${late.id}`);
  const [conversation] = await ask(anna.token, 'GET', '/api/v1/conversations');
  await write(`conversations/${conversation?.id}/read`);
  await remove(`conversations/${conversation?.id}`);

  // Hashtags, lists, markers, filters.
  for (const path of ['follow', 'unfollow', 'feature', 'unfeature']) await write(`tags/pane/${path}`);
  const tag = await write('featured_tags', { name: 'miele' });
  await remove(`featured_tags/${tag.id}`);
  const list = await write('lists', { title: 'Da togliere' });
  await ask(anna.token, 'PUT', `/api/v1/lists/${list.id}`, { title: 'Tolta' });
  await write(`lists/${list.id}/accounts`, { account_ids: [bruno.actor.id] });
  await remove(`lists/${list.id}/accounts?account_ids[]=${bruno.actor.id}`);
  await remove(`lists/${list.id}`);
  await write('markers', { home: { last_read_id: own.id } });
  await filters(anna.token, own, ask);
  await notifications(anna.token, stranger.token, ask);

  const browser = createECDH('prime256v1');
  const keys = { p256dh: browser.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
  const data = { alerts: { mention: true } };
  await write('push/subscription', { subscription: { endpoint: `${node.origin}/push`, keys }, data });
  await ask(anna.token, 'GET', '/api/v1/push/subscription');
  await ask(anna.token, 'PUT', '/api/v1/push/subscription', { data });
  await remove('push/subscription');
}

async function filters(token: string, { id: postId }: Body, ask: Ask): Promise<void> {
  const ofOne = '/api/v2/filters';
  const made = await ask(token, 'POST', ofOne, { title: 'Voti', context: ['home'], expires_in: 600 });
  await ask(token, 'GET', `${ofOne}/${made.id}`);
  await ask(token, 'PUT', `${ofOne}/${made.id}`, { title: 'Voto' });
  const keyword = await ask(token, 'POST', `${ofOne}/${made.id}/keywords`, { keyword: 'voto' });
  await ask(token, 'GET', `${ofOne}/${made.id}/keywords`);
  await ask(token, 'GET', `${ofOne}/keywords/${keyword.id}`);
  await ask(token, 'PUT', `${ofOne}/keywords/${keyword.id}`, { keyword: 'urna' });
  await ask(token, 'DELETE', `${ofOne}/keywords/${keyword.id}`);
  const kept = await ask(token, 'POST', `${ofOne}/${made.id}/statuses`, { status_id: postId });
  await ask(token, 'GET', `${ofOne}/${made.id}/statuses`);
  await ask(token, 'GET', `${ofOne}/statuses/${kept.id}`);
  await ask(token, 'GET', `/api/v1/statuses/${postId}`);
  await ask(token, 'DELETE', `${ofOne}/statuses/${kept.id}`);
  await ask(token, 'DELETE', `${ofOne}/${made.id}`);
  const old = await ask(token, 'POST', '/api/v1/filters', { phrase: 'saldi', context: ['home'] });
  await ask(token, 'GET', '/api/v1/filters');
  await ask(token, 'GET', `/api/v1/filters/${old.id}`);
  await ask(token, 'PUT', `/api/v1/filters/${old.id}`, { phrase: 'sconti', context: ['home'] });
  await ask(token, 'DELETE', `/api/v1/filters/${old.id}`);
}

/** What strangers say waits aside, is looked at, and is let in or put away. */
async function notifications(token: string, stranger: string, ask: Ask): Promise<void> {
  const base = '/api/v1/notifications';
  await ask(token, 'PATCH', '/api/v2/notifications/policy', { for_not_following: 'filter' });
  for (const answer of ['accept', 'dismiss']) {
    for (const all of [true, false]) {
      await ask(stranger, 'POST', '/api/v1/statuses', { status: `@anna ${answer} ${all}` });
      const [request] = await ask(token, 'GET', `${base}/requests`);
      if (request === undefined) throw new Error('nothing waits aside');
      await ask(token, 'GET', `${base}/requests/${request.id}`);
      if (all) await ask(token, 'POST', `${base}/requests/${answer}`, { id: [request.id] });
      else await ask(token, 'POST', `${base}/requests/${request.id}/${answer}`, {});
    }
  }
  const [one, other] = await ask(token, 'GET', base);
  await ask(token, 'POST', `${base}/${one?.id}/dismiss`, {});
  await ask(token, 'POST', `/api/v2/notifications/${other?.group_key}/dismiss`, {});
  await ask(token, 'POST', `${base}/clear`, {});
}
