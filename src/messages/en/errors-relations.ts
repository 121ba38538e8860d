/** What may be wrong with how somebody stands to others, and with their filters and hashtags. */
export const relationErrors = {
  follow_blocked: 'This profile cannot be followed.',
  report_unknown: 'This report is not there, or not any more.',
  filter_unknown: 'This filter is not there, or not any more.',
  too_many_filters: 'There are too many: {max} at most.',
  tag_invalid: 'A hashtag is made of letters, digits and underscores.',
  too_many_tags: 'You follow {max} hashtags already: unfollow one before you add another.',
  endorse_unfollowed: 'Only those whom you follow can be featured.',
  featured_tags_too_many: '{max} hashtags are featured already: take one away before you add another.',
};
