import type { errors as it } from '../it/errors.ts';

export const errors: typeof it = {
  unexpected:
    'Something went wrong on our side. Try again in a while; if it happens again, tell whoever looks after the node.',
  invalid_value: 'Something in this field is not right.',
  value_missing: 'This field must be filled in.',
  value_too_small: 'The value is too small: the minimum is {min}.',
  value_too_big: 'The value is too big: the maximum is {max}.',
  text_too_long: 'The text is too long: {max} characters at most.',
  unknown_field: 'There is a field that we do not know.',
  invalid_cursor: 'There is no such place in the list. Start again from the first page.',
  comune_unknown: 'We find no comune called “{comune}”. If there are several, give the province too.',
  handle_invalid: 'A user name has 2 to 30 characters: unaccented letters, digits and underscores.',
  handle_taken: 'The user name “{handle}” is taken. Choose another.',
  email_invalid: 'This e-mail address does not look right.',
  email_taken: 'Somebody has already signed up with this e-mail address.',
  password_too_short: 'The password is too short.',
  sign_in_failed: 'The e-mail address and password do not match.',
  invitation_closed:
    'This invitation is no longer valid: it has expired or was already used. Ask the district’s coordinators for a new one.',
  member_unknown: 'There is no member “{handle}” in the district.',
  not_your_member: 'You cannot act for this member.',
  coordinators_only: 'Only the district’s coordinators can do this.',
  kind_unknown: 'Choose what kind of member it is.',
  sector_unknown: 'One of the sectors does not exist.',
  showable_unknown: 'One of the details to show does not exist.',
  site_invalid: 'The address of the site must begin with https:// or http://.',
  vat_invalid: 'This VAT number is not valid: it has 11 digits, check that you typed them right.',
  host_invalid: 'This is not the name of a server.',
};
