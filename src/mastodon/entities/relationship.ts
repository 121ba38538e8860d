import type { Relationship } from '../../domain/follows/relationship-reads.ts';

/** docs.joinmastodon.org/entities/Relationship */
export function relationshipJson({ id, follows, followedBy, mutes, ...stands }: Relationship) {
  return {
    id,
    following: follows === 'accepted',
    requested: follows === 'pending',
    followed_by: followedBy === 'accepted',
    requested_by: followedBy === 'pending',
    showing_reblogs: follows === 'accepted',
    notifying: false,
    languages: null,
    blocking: stands.blocks,
    blocked_by: stands.blockedBy,
    muting: mutes !== undefined,
    muting_notifications: mutes?.withNotifications ?? false,
    muting_expires_at: mutes?.endsAt?.toISOString() ?? null,
    domain_blocking: stands.mutesHost,
    endorsed: false,
    note: stands.note,
  };
}
