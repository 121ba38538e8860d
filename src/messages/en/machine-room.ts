import type { machineRoom as italian } from '../it/machine-room.ts';

export const machineRoom: typeof italian = {
  title: 'Machine room',
  lead: 'What the node does at this moment. The same figures over time are in /metrics, for Prometheus.',
  refresh: 'Refresh',
  at: (date) => `as it was on ${date}`,
  now: 'Now',
  hour: 'Activities received in the last hour',
  day: 'in the last twenty-four',
  oldest: 'the oldest has waited for',
  seconds: (n) => (n === 1 ? 'one second' : `${n} seconds`),
  lanes: 'Deliveries by server',
  noLanes: 'Nothing has left yet.',
  waiting: (n) => (n === 0 ? 'nothing waits' : n === 1 ? '1 waits' : `${n} wait`),
  since: (date) => `the oldest since ${date}`,
  failures: (n) => (n === 1 ? 'one failed attempt' : `${n} failed attempts`),
  lastSuccess: (date) => `last success on ${date}`,
  reasons: 'Why things fail',
  noReasons: 'All that leaves arrives.',
  times: (n) => (n === 1 ? 'once' : `${n} times`),
  queries: 'Slowest queries of the database',
  long: 'At work for more than a second',
  query: (calls, mean, total) => `${calls} times, ${mean} ms on average, ${total} ms in all`,
  notCounted:
    'This PostgreSQL does not count them: preload pg_stat_statements (shared_preload_libraries) and create the extension. docs/operations/runbook.md says how.',
};
