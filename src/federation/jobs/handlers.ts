import type { Handler } from '../../platform/queue/worker.ts';
import type { Federation } from '../federation.ts';
import { fetchPostHandler } from './fetch-post.ts';
import { forgetGroupHandler } from './follow-beneath.ts';
import {
  FETCH_POST,
  FORGET_GROUP,
  PULL_ACTIVITY,
  READ_AFFILIATIONS,
  READ_COLLECTION,
  READ_FLOWS,
  REFRESH_ACTOR,
} from './jobs.ts';
import { pullActivityHandler } from './pull-activity.ts';
import { readAffiliationsHandler, refreshActorHandler } from './read-affiliations.ts';
import { readCollectionHandler } from './read-collection.ts';
import { readFlowsHandler } from './read-flows.ts';

/** All that asks other servers for something, or forgets what they gave, by the type of its messages. */
export function fetchHandlers(federation: Federation): Readonly<Record<string, Handler>> {
  return {
    [FETCH_POST]: fetchPostHandler(federation),
    [PULL_ACTIVITY]: pullActivityHandler(federation),
    [READ_COLLECTION]: readCollectionHandler(federation),
    [READ_AFFILIATIONS]: readAffiliationsHandler(federation),
    [READ_FLOWS]: readFlowsHandler(federation),
    [REFRESH_ACTOR]: refreshActorHandler(federation),
    [FORGET_GROUP]: forgetGroupHandler(federation),
  };
}
