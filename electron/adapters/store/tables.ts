// The tables as Kysely types them; `migrations/` makes them. Times are epoch ms, lists and records are JSON text.
import type { Generated } from 'kysely'

export type RecordKind =
  | 'queue'
  | 'operator'
  | 'extension'
  | 'trunk'
  | 'mailbox'
  | 'webhook'
  | 'route'
  | 'prompt'
  | 'outgoing'
  | 'blocked'
  | 'hours'
  | 'schedule'
  | 'backend'
  | 'phone'
  | 'wallboard'
  | 'handling'

export type Tables = {
  settings: { name: string; body: string }
  records: { kind: RecordKind; id: string; position: number; body: string }
  secrets: { name: string; sealed: Buffer }
  asserted_identities: { call_id: string; number: string; at: number }
  phone_states: { id: string; sealed: Buffer }
  operator_states: { id: Generated<number>; operator_id: string; at: number; state: string; reason: string | null }
  preferences: { user_id: string; body: string }
  host_runs: { id: Generated<number>; since: number; seen_at: number }
  users: {
    id: string
    login: string
    name: string
    role: string
    operator_id: string | null
    password: string
    created_at: number
    /** JSON of shared/domain/ringing.ts. */
    ringing: string | null
  }
  sessions: { token_hash: string; user_id: string; created_at: number; expires_at: number }
  api_tokens: {
    id: string
    name: string
    role: string
    token_hash: string
    created_at: number
    created_by: string
    used_at: number | null
    expires_at: number
    /** JSON; empty: all that the role may. */
    scopes: string
  }
  pins: { operator_id: string; lookup: string; hash: string; length: number }
  lockouts: { scope: string; key: string; failures: string; locked_until: number | null }
  audit: {
    id: Generated<number>
    at: number
    user_id: string
    action: string
    target: string
    detail: string
    changes: string | null
    undoes: number | null
  }
  flows: {
    id: string
    name: string
    draft: string
    revision: number
    draft_updated_at: number
    published_version: number | null
    /** Draft revision that was published last. */
    published_revision: number | null
    removed: number
  }
  flow_versions: { flow_id: string; version: number; document: string; published_at: number; by: string; note: string }
  calls: {
    id: string
    kind: string
    from_number: string
    from_name: string
    to_number: string
    flow_id: string
    flow_version: number
    started_at: number
    answered_at: number | null
    ended_at: number | null
    outcome: string
    queue_id: string | null
    operator_id: string | null
    wait_ms: number
    talk_ms: number
    recording: string | null
    disposition: string | null
    note: string | null
  }
  trace: {
    id: Generated<number>
    call_id: string
    at: number
    type: string
    node: string | null
    data: string | null
    version: Generated<number>
    /** Null for events of version 1. */
    seq: number | null
  }
  call_parts: {
    call_id: string
    joined_at: number
    extension: string
    operator_id: string | null
    left_at: number | null
    transferred_by: string | null
    transferred_to: string | null
  }
  call_notes: { call_id: string; author: string; name: string; at: number; changed_at: number; text: string }
  call_operators: { operator_id: string; started_at: number; call_id: string }
  call_order: { serial: Generated<number>; call_id: string }
  search_changes: { id: Generated<number>; call_id: string }
  removed_calls: { id: Generated<number>; call_id: string }
  missed: { call_id: string; extension: string; started_at: number; excused: number }
  missed_backfill: { started_at: number; call_id: string }
  journal: { call_id: string; entry: string; state: string; seq: number }
  effects: { call_id: string; key: string }
  kept: { key: string; value: string }
  callbacks: {
    id: string
    number: string
    queue_id: string
    created_at: number
    call_id: string | null
    status: string
    claimed_by: string | null
    lease_until: number | null
    retry_at: number | null
    outcome: string | null
    attempts: string
    note: string | null
    keys: string | null
    refused: string | null
    unconfirmed: number
  }
  voicemails: {
    id: string
    mailbox_id: string
    call_id: string
    from_number: string
    from_name: string
    at: number
    seconds: number
    file: string
    status: string
    assigned_to: string | null
    note: string | null
    transcript: string | null
  }
  mails: {
    id: string
    kind: string
    about: string
    notice: string | null
    recipient: string
    status: string
    attempts: number
    next_at: number
    give_up_at: number
    failure: string | null
    answer: string
    created_at: number
    remove_due: number
  }
  outbox: {
    id: string
    call_id: string
    url: string
    headers: string
    body: string
    status: string
    attempts: number
    last_status: number | null
    last_error: string | null
    next_at: number
    created_at: number
    nonce: string
  }
}
