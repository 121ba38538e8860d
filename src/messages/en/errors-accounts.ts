import type { accountErrors as it, writingErrors as itWriting } from '../it/errors-accounts.ts';

export const accountErrors: typeof it = {
  confirmation_closed:
    'This confirmation is no longer good: it is too old, or was used already. Sign in and ask for another from your account.',
  reset_closed: 'This link is no longer good: it is too old, or was used already. Ask for another.',
  password_wrong: 'This is not your present password.',
  second_step_late: 'That took too long: begin again with e-mail and password.',
  second_step_there: 'The second step is on already.',
  second_step_missing: 'The second step is not on.',
  code_wrong: 'This code is not right: look at the one that the app shows now. Each is good once.',
  passkey_refused: 'This passkey is not good here. Try again, or use e-mail and password.',
  last_coordinator: 'You are the only coordinator: first entrust somebody else with coordination.',
  export_unknown: 'This copy does not exist, or is gone: ask for another.',
  coordinator_needed: 'Somebody must coordinate: first entrust another person with it.',
  letter_unknown: 'This letter does not exist, has left already, or is gone.',
  mail_not_configured:
    'The node does not know where to send from: add a section [mail] to the configuration. Meanwhile coordinators read letters in their pages.',
  mail_not_sent: 'The SMTP server {host} did not take the letter: {reason}',
};

/** What goes wrong with what members write in the pages. */
export const writingErrors: typeof itWriting = {
  day_passed: 'This day has passed: choose one that is yet to come.',
  csv_invalid: 'At line {line} the file cannot be read as CSV: check quotes and separators.',
  csv_no_title: 'The first line must hold the names of the columns, and one must be “title”.',
  csv_too_long: 'Too many lines: {max} at most at a time.',
  picture_too_big: 'This picture is too heavy: {max} MB at most. The others are still here.',
  picture_without_alt: 'Say in a few words what this picture shows: those who do not see it need that.',
  proposal_open: 'This offer or request is still open.',
};
