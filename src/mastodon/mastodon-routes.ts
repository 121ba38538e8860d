import type { FastifyInstance } from 'fastify';
import type { DatabaseHandle } from '../platform/database/database.ts';
import type { Mastodon } from './mastodon.ts';
import { anyone, guardDoors } from './request/access.ts';
import { readBodies } from './request/bodies.ts';
import { allowOrigins } from './request/cors.ts';
import { ApiError, answerErrors } from './request/errors.ts';
import { accountRoutes } from './routes/accounts.ts';
import { aversionRoutes } from './routes/aversions.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { featuredRoutes } from './routes/featured.ts';
import { filterRoutes } from './routes/filters.ts';
import { groupedNotificationRoutes } from './routes/grouped-notifications.ts';
import { instanceRoutes } from './routes/instance.ts';
import { listRoutes } from './routes/lists.ts';
import { markerRoutes } from './routes/markers.ts';
import { mediaRoutes } from './routes/media.ts';
import { missingPictureRoutes } from './routes/missing-pictures.ts';
import { notificationPolicyRoutes } from './routes/notification-policy.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { oldFilterRoutes } from './routes/old-filters.ts';
import { pollRoutes } from './routes/polls.ts';
import { profileRoutes } from './routes/profile.ts';
import { pushRoutes } from './routes/push.ts';
import { relationshipRoutes } from './routes/relationships.ts';
import { reportRoutes } from './routes/reports.ts';
import { scheduledStatusRoutes } from './routes/scheduled-statuses.ts';
import { searchRoutes } from './routes/search.ts';
import { statusActionRoutes } from './routes/status-actions.ts';
import { statusRoutes } from './routes/statuses.ts';
import { suggestionRoutes } from './routes/suggestions.ts';
import { tagRoutes } from './routes/tags.ts';
import { timelineRoutes } from './routes/timelines.ts';
import { trendRoutes } from './routes/trends.ts';
import { streamingRoutes } from './streaming/streaming-routes.ts';

export interface MastodonOptions {
  readonly mastodon: Mastodon;
  readonly database: Pick<DatabaseHandle, 'url' | 'session'>;
}

/** The API of Mastodon's clients (docs.joinmastodon.org). */
export async function mastodonRoutes(
  app: FastifyInstance,
  { mastodon, database }: MastodonOptions,
): Promise<void> {
  await readBodies(app);
  allowOrigins(app);
  guardDoors(app, mastodon);
  answerErrors(app, mastodon);
  for (const routes of [
    oauthRoutes,
    instanceRoutes,
    profileRoutes,
    accountRoutes,
    featuredRoutes,
    suggestionRoutes,
    searchRoutes,
    aversionRoutes,
    markerRoutes,
    listRoutes,
    relationshipRoutes,
    reportRoutes,
    filterRoutes,
    oldFilterRoutes,
    tagRoutes,
    trendRoutes,
    statusRoutes,
    statusActionRoutes,
    timelineRoutes,
    mediaRoutes,
    pollRoutes,
    notificationRoutes,
    groupedNotificationRoutes,
    notificationPolicyRoutes,
    conversationRoutes,
    scheduledStatusRoutes,
    pushRoutes,
  ]) {
    routes(app, mastodon);
  }
  missingPictureRoutes(app);
  answerNotFound(app);
  await streamingRoutes(app, { mastodon, database });
}

/** What no other route answers. */
function answerNotFound(app: FastifyInstance): void {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/api/*',
    ...anyone(),
    handler: async () => {
      throw new ApiError(404, 'not_found');
    },
  });
}
