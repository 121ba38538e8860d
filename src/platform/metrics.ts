import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

/** What one node counts; each node of a process has its own. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Counter({ name: `distretto_${name}`, help, labelNames, registers: [registry] });
  return {
    registry,
    deliveries: counter('deliveries_total', 'Attempts to deliver an activity, by result', ['result']),
    received: counter('received_activities_total', 'Activities received, by type and outcome', [
      'type',
      'outcome',
    ]),
    signatureFailures: counter('signature_failures_total', 'Requests with no valid signature, by reason', [
      'reason',
    ]),
    events: counter('relayed_events_total', 'Domain events turned into activities', ['result']),
  };
}
