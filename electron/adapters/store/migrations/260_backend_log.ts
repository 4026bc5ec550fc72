// The log of a backend: what went wrong with it, or was passed over, is found without looking at every step of every call.
export const backendLog = {
  number: 260,
  name: 'backend log',
  sql: `CREATE INDEX trace_backend ON trace (id) WHERE type IN ('step.failed', 'step.passedOver', 'step.fallback', 'callflow.failed');`,
}
