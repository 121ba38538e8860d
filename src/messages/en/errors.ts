import type { errors as it } from '../it/errors.ts';
import { alertErrors } from './alerts.ts';
import { discoveryErrors } from './discovery.ts';
import { emailEnquiryErrors } from './email-enquiries.ts';
import { accountErrors, writingErrors } from './errors-accounts.ts';
import { attestationErrors } from './errors-attestations.ts';
import { clientErrors } from './errors-clients.ts';
import { eventErrors } from './errors-events.ts';
import { flowErrors } from './errors-flows.ts';
import { membershipErrors } from './errors-memberships.ts';
import { orderErrors } from './errors-orders.ts';
import { pactErrors } from './errors-pacts.ts';
import { pollErrors } from './errors-polls.ts';
import { relationErrors } from './errors-relations.ts';
import { statusErrors } from './errors-statuses.ts';
import { gdxpErrors } from './gdxp.ts';
import { interactionErrors } from './interactions.ts';
import { moderationErrors } from './moderation.ts';
import { reconcileErrors } from './reconciliations.ts';
import { settingsErrors } from './settings.ts';

export const errors: typeof it = {
  unexpected:
    'Something went wrong on our side. Try again in a while; if it happens again, tell whoever looks after the node.',
  invalid_value: 'Something in this field is not right.',
  value_missing: 'This field must be filled in.',
  value_too_small: 'The value is too small: the minimum is {min}.',
  value_too_big: 'The value is too big: the maximum is {max}.',
  text_too_long: 'The text is too long: {max} characters at most.',
  unknown_field: 'There is a field that we do not know.',
  place_unknown:
    'That town is not in the list, or several have its name: add the province, for example “Castro (LE)”.',
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
  proposal_unknown: 'There is no such offer or request, or there no longer is.',
  announcement_unknown: 'There is no such announcement, or there no longer is.',
  already_withdrawn: 'It has already been withdrawn.',
  proposal_ended: 'This offer or request has already ended.',
  purpose_unknown: 'Choose whether you offer or look for something.',
  action_unknown: 'Choose whether it is goods, a service or a loan.',
  proposal_scope_unknown: 'Who it is for can be “district”, “region”, “network” or “fediverse”.',
  category_unknown: 'There is no such category.',
  unit_unknown: 'We do not know this unit. If you count boxes or jars, choose “pieces”.',
  iri_invalid: 'This is not a valid web address.',
  amount_invalid: 'Write a number greater than zero, such as 14.50, with no separator of thousands.',
  amount_missing: 'Say how much you ask or give in return, or mark it as to be agreed.',
  negotiable_with_amount: 'If it is to be agreed, leave the amount empty.',
  minimum_above_available: 'The minimum is more than there is.',
  available_not_multiple: 'The available quantity must be a whole number of pieces.',
  too_many_reciprocals: 'Too many things in return: five at most.',
  unit_not_convertible: 'This unit does not convert to the one of the offer or request: use the same one.',
  not_whole_pieces: 'It goes by whole pieces: give a multiple of {quantity}.',
  below_minimum: 'That is less than the minimum, which is {minimum}.',
  not_enough: 'There is not enough: {available} are left.',
  price_not_exact: 'With this quantity there is no exact amount in return: choose another.',
  responds_to_itself: 'Nobody can respond to themselves.',
  agreement_invalid: 'This is no agreement that we can read.',
  enquiry_unknown: 'There is no such message, or it is not for this member.',
  agreement_unknown: 'There is no such agreement, or this member takes no part in it.',
  agreement_step_closed: 'This step is not open (any more): the agreement has moved on meanwhile.',
  too_many_images: 'Too many pictures: four at most.',
  follows_itself: 'Nobody can follow themselves.',
  actor_unknown: 'We find nobody called “{handle}”.',
  handle_unresolved: 'We could not find {handle}: check the name, and the site after the second @.',
  follow_unknown: 'There is no such follow request, or there no longer is.',
  json_ld_invalid: 'We cannot read this document: its JSON-LD context is not valid.',
  actor_invalid: 'The profile that arrived is not valid: “{field}” is wrong.',
  post_invalid: 'The post that arrived is not valid: “{field}” is wrong.',
  file_not_found: 'There is no such file, or there no longer is.',
  image_type: 'This file is no picture that we can read: use JPEG, PNG or WebP.',
  image_too_large: 'The picture is too large: 40 megapixels at most.',
  image_broken: 'We cannot read this picture: the file may be damaged.',
  data_dir_not_writable:
    'We cannot write to the folder {path}: check its permissions and the free space, or choose another one with data_dir.',
  data_dir_in_use:
    'The folder {path} is in use by another process (pid {pid}): is the node running already? Stop it, or choose another folder with data_dir.',
  secret_key_damaged:
    'The file {path} is damaged: put it back from your backup. Without it the node’s keys cannot be read.',
  postgres_not_installed:
    'There is no PostgreSQL included for this system ({platform}): install one and name it with DATABASE_URL.',
  postgres_incomplete:
    'PostgreSQL lacks the file {path}: repeat “npm ci”, or name another database with DATABASE_URL.',
  postgres_account_shut_out:
    'PostgreSQL does not run as root, and the user with uid {uid} cannot enter {path}: start the node as an ordinary user, or move it to a folder that everyone can enter.',
  postgres_password_wrong:
    'The password in {path} is not the one of this database: put the file back from your backup.',
  postgres_failed: 'PostgreSQL did not start. These are the last lines of its log:\n{log}',
  sign_in_first: 'Sign in first.',
  page_unknown: 'The address is wrong, or what you look for never existed.',
  post_gone: 'Whoever published it has withdrawn it.',
  member_gone: 'This member has left the district.',
  form_from_elsewhere:
    'For your safety we accept only forms filled in here. Open {origin} and try again from there.',
  form_too_old: 'This page was left open too long. Reload it and try again.',
  too_many_attempts: 'Too many attempts. Try again in {minutes} minutes.',
  database_unreachable:
    'The database does not answer, or does not let us in ({reason}). Check that it runs and that DATABASE_URL is right.',
  port_taken:
    'Port {port} is taken by another program: stop it, or choose another with port in section [listen] of the configuration.',
  port_forbidden:
    'The system does not let us listen on port {port}: choose one from 1024 up with port in section [listen] of the configuration.',
  host_not_here:
    'This machine does not have the address {host}: correct host in section [listen] of the configuration.',
  account_unknown: 'There is no account with the e-mail address "{email}".',
  choice_unknown: 'There is no such value. Choose among: {choices}.',
  day_invalid: 'There is no such date. Write it like this: 31/12/2026, or 31/12/2026 18:30.',
  gift_with_return: 'A gift has no price and nothing else in return: choose.',
  return_missing: 'Say what is given in return: --price, --return, --negotiable or --gift.',
  image_without_alt: 'Each picture needs an --alt that says what it shows.',
  image_unreadable: 'The file {path} is missing or unreadable.',
  not_followed: 'You do not follow {handle}.',
  host_not_blocked: '{host} is not blocked.',
  dead_letter_unknown: 'There is no undelivered message with the number {id}.',
  backup_exists: 'There is a file {path} already: choose another name, so that no backup is lost.',
  backup_not_writable: 'The file {path} cannot be written: check the folder, permissions and space.',
  backup_not_found: 'There is no file {path}.',
  backup_unreadable: 'The file {path} is no backup of Distretto, or it is damaged.',
  backup_other_version:
    'This backup is of another version of Distretto: restore it with that one, then update the program.',
  restore_not_empty:
    'The node holds data already: restore into an empty node only (another data_dir or another database).',
  restore_other_key:
    'There is another secret key in {path}: move it away, if the node is really empty, and try again.',
  demo_ports_taken: 'The demonstration needs six free ports from {port} on: one is taken. Try --port.',
  demo_node_failed: 'The node {name} did not start. These are the last lines of its log ({path}):\n{log}',
  demo_too_slow: 'After {seconds} seconds {what} has not arrived everywhere yet: look at the logs in {path}.',
  ...reconcileErrors,
  ...accountErrors,
  ...pollErrors,
  ...relationErrors,
  ...statusErrors,
  ...clientErrors,
  ...attestationErrors,
  ...eventErrors,
  ...membershipErrors,
  ...writingErrors,
  ...discoveryErrors,
  ...flowErrors,
  ...pactErrors,
  ...gdxpErrors,
  ...orderErrors,
  ...interactionErrors,
  ...emailEnquiryErrors,
  ...alertErrors,
  ...settingsErrors,
  ...moderationErrors,
};
