// Traffic: how many calls came by each step of a flow, left by each way, and gave up there; by the hour, so that any period is a sum.
export const traffic = {
  number: 90,
  name: 'traffic',
  sql: `
    -- A step has no port, a way has one; the flow as a whole has neither.
    CREATE TABLE traffic (
      flow_id TEXT NOT NULL, hour INTEGER NOT NULL, node TEXT NOT NULL, port TEXT NOT NULL,
      calls INTEGER NOT NULL, gave_up INTEGER NOT NULL,
      PRIMARY KEY (flow_id, hour, node, port)
    ) WITHOUT ROWID;
  `,
}
