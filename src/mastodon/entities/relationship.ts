import type { Relationship } from '../../domain/follows/relationship-reads.ts';

/** docs.joinmastodon.org/entities/Relationship */
export function relationshipJson({ id, follows, brings, followedBy, mutes, ...stands }: Relationship) {
  return {
    id,
    following: follows === 'accepted',
    requested: follows === 'pending',
    followed_by: followedBy === 'accepted',
    requested_by: followedBy === 'pending',
    showing_reblogs: brings?.showsBoosts ?? false,
    notifying: brings?.notifies ?? false,
    languages: brings?.languages ?? null,
    blocking: stands.blocks,
    blocked_by: stands.blockedBy,
    muting: mutes !== undefined,
    muting_notifications: mutes?.withNotifications ?? false,
    muting_expires_at: mutes?.endsAt?.toISOString() ?? null,
    domain_blocking: stands.mutesHost,
    endorsed: stands.endorses,
    note: stands.note,
  };
}
