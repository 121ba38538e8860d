import type { eventErrors as italian } from '../it/errors-events.ts';

export const eventErrors: typeof italian = {
  event_unknown: 'This event is not there, or not any more.',
  event_cancelled: 'This event has been cancelled.',
  event_over: 'This event is already over.',
  event_full: 'There are no seats left of {capacity}. If somebody gives one up, you can try again.',
  event_joined_elsewhere: 'One signs up for this event on its organiser’s page.',
  event_without_attendance: 'The organiser of this event takes no attendances from here.',
  event_in_the_past: 'An event has to end in the future: check the day and the hour.',
  event_ends_before_start: 'The end has to come after the beginning.',
  event_nowhere: 'Say in which comune it takes place, or give an online address.',
  wall_time_invalid: 'Write the day and the hour, for example 12/12/2026 18:00.',
  time_skipped: 'That night the clocks go forward and {time} does not exist: choose another hour.',
  time_zone_unknown: 'This time zone does not exist. In Italy it is Europe/Rome.',
  online_address_invalid: 'The online address has to begin with https:// or http://.',
  capacity_invalid: 'Seats are a whole number from 1 to 99999, or nothing where there is no limit.',
  capacity_below_attending: '{attending} have already said yes: there cannot be fewer seats.',
  attendance_unknown: 'You have not said yes to this event.',
};
