// Every change of the schema, in tens, so that one can be put between two on a branch. Never edit one that was released.
import { office } from './010_office.ts'
import { flows } from './020_flows.ts'
import { calls } from './030_calls.ts'
import { work } from './040_work.ts'
import { directory } from './050_directory.ts'
import { tokens } from './080_tokens.ts'
import { traffic } from './090_traffic.ts'
import { transcripts } from './100_transcripts.ts'
import { history } from './110_history.ts'
import { callbackMarks } from './130_callbackMarks.ts'
import { auditChanges } from './150_audit_changes.ts'
import { trash } from './160_trash.ts'
import { setAside } from './170_setAside.ts'
import { tokenScopes } from './180_token_scopes.ts'
import { recovered } from './200_recovered.ts'
import { outboxReferences } from './210_outbox_references.ts'
import { traceVersions } from './220_trace_version.ts'
import { removedCalls } from './230_removed_calls.ts'
import { contactOwners } from './240_contact_owners.ts'
import { backendLog } from './260_backend_log.ts'
import { mails } from './270_mails.ts'
import { phoneStates } from './290_phone_states.ts'
import { callbackKeys } from './310_callback_keys.ts'
import { assertedIdentities } from './330_asserted_identities.ts'
import { callParts } from './340_call_parts.ts'
import { operatorStates } from './360_operator_states.ts'
import { ringing } from './370_ringing.ts'
import { hostRuns } from './390_host_runs.ts'
import { preferences } from './400_preferences.ts'

export type Migration = { number: number; name: string; sql: string }

export const migrations: readonly Migration[] = [
  office,
  flows,
  calls,
  work,
  directory,
  tokens,
  traffic,
  transcripts,
  history,
  callbackMarks,
  auditChanges,
  trash,
  setAside,
  tokenScopes,
  recovered,
  outboxReferences,
  traceVersions,
  removedCalls,
  contactOwners,
  backendLog,
  mails,
  phoneStates,
  callbackKeys,
  assertedIdentities,
  callParts,
  operatorStates,
  ringing,
  hostRuns,
  preferences,
]
