import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

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
    deliveryFailures: counter('delivery_failures_total', 'Attempts to deliver that failed, by reason', [
      'reason',
    ]),
    requests: new Histogram({
      name: 'distretto_http_seconds',
      help: 'How long answers took, by route and class of status',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
    events: counter('relayed_events_total', 'Domain events turned into activities', ['result']),
  };
}
