/** What may be wrong with what an application asks. */
export const clientErrors = {
  body_unreadable: 'The request cannot be read: it is no valid JSON.',
  scope_not_registered: 'The application asks for more than it registered for.',
  redirect_uri_unknown: 'The application has not registered this address to return to.',
  redirect_uri_invalid: 'This address to return to will not do.',
  scope_unknown: 'One of the permissions asked for does not exist.',
};
