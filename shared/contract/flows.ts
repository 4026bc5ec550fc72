// Flows: one draft each, published versions, restore.
import { z } from 'zod'
import { pbxAbility } from '../domain/pbxAbility.ts'
import { flowDocument } from '../flow/document.ts'
import { admin, agent, byId, done } from './base.ts'

export const problem = z.object({
  /** Closed set, see shared/flow/validate.ts. */
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  node: z.string().optional(),
  field: z.string().optional(),
  message: z.string(),
  /** What the sentence names. */
  values: z.record(z.string(), z.string()).optional(),
})

export const flowSummary = z.object({
  id: z.string(),
  name: z.string(),
  publishedVersion: z.int().nullable(),
  draftUpdatedAt: z.number(),
  /** The draft's. */
  revision: z.int(),
  /** The draft differs from what is published. */
  changed: z.boolean(),
  routes: z.array(z.string()),
  /** Of the published version: how it comes back as a subflow, and the flows it goes into. */
  shape: z.object({ exits: z.array(z.string()), subflows: z.array(z.string()) }).nullable(),
})

export const flowVersion = z.object({ version: z.int(), publishedAt: z.number(), by: z.string(), note: z.string() })

export const flows = {
  list: agent.output(z.array(flowSummary)),
  draft: agent.input(byId).output(z.object({ document: flowDocument, revision: z.int(), problems: z.array(problem) })),
  /** CONFLICT when `revision` is not the draft's: someone else saved first. */
  save: admin
    .input(z.object({ document: flowDocument, revision: z.int() }))
    .output(z.object({ revision: z.int(), problems: z.array(problem) })),
  create: admin.input(z.object({ name: z.string().min(1).max(80), document: flowDocument.optional() })).output(byId),
  /** INVALID when the validator finds errors, and with the field `runs` when a flow test fails, unless `anyway`. */
  publish: admin
    .input(byId.extend({ revision: z.int(), note: z.string().max(500).default(''), anyway: z.boolean().default(false) }))
    .output(flowVersion),
  versions: agent.input(byId).output(z.array(flowVersion)),
  version: agent.input(byId.extend({ version: z.int() })).output(flowDocument),
  /** Makes the version the draft. */
  restore: admin.input(byId.extend({ version: z.int() })).output(z.object({ revision: z.int() })),
  /** What came by in the period, step by step and way by way; hours count whole. */
  traffic: agent.input(byId.extend({ from: z.number(), until: z.number() })).output(
    z.object({
      calls: z.int(),
      gaveUp: z.int(),
      steps: z.array(z.object({ node: z.string(), calls: z.int(), gaveUp: z.int() })),
      ways: z.array(z.object({ node: z.string(), port: z.string(), calls: z.int() })),
    }),
  ),
  /** What leads to the flow: numbers, and other flows by their published version or draft. */
  usedBy: agent
    .input(byId)
    .output(z.object({ routes: z.array(z.string()), flows: z.array(z.object({ id: z.string(), name: z.string() })) })),
  /** The flows that name a queue, a mailbox or opening hours, in their published version or draft. */
  naming: agent
    .input(byId.extend({ kind: z.enum(['queue', 'mailbox', 'schedule']) }))
    .output(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** What the office's Asterisk was found unable to do: steps that need it are marked. */
  lacks: agent.output(z.array(pbxAbility)),
  validate: agent.input(z.object({ document: z.unknown() })).output(z.array(problem)),
  remove: admin.input(byId).output(done),
}
