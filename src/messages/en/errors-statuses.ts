/** What may be wrong with a message from a client. */
export const statusErrors = {
  status_unknown: 'This message is not there, or not any more.',
  status_empty: 'Write something, or add a picture.',
  poll_with_media: 'A poll cannot have pictures: leave out one or the other.',
  upload_unknown: 'This picture is gone: upload it again.',
  edited_elsewhere: 'This is changed on its own page.',
  boost_private: 'What is not for everyone cannot be shared.',
  pin_foreign: 'Only what you have written can be pinned.',
  pin_private: 'A private message cannot be pinned.',
  pins_too_many: 'At most {max} messages can be pinned.',
  schedule_too_soon: 'A message can be scheduled from five minutes ahead.',
  schedule_too_many: 'There are already {max} scheduled messages.',
  averts_itself: 'One cannot block or mute oneself.',
  list_unknown: 'This list is not there, or not any more.',
  list_not_followed: 'Only those who are followed can be in a list.',
  lists_too_many: 'There are already {max} lists.',
  notification_unknown: 'This notification is not there, or not any more.',
};
