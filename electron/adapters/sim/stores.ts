// In-memory stores behind the engine's ports: for simulated calls and tests, gone with the engine that used them.
import type { Callback, CallNote, Voicemail } from '../../../shared/domain/calls.ts'
import type { TraceEvent } from '../../../shared/trace/event.ts'
import type { CallLog, Journal, JournalEntry } from '../../engine/ports.ts'

/** A journal that can be handed to the next engine, as the database is. */
export class MemoryJournal implements Journal {
  readonly entries = new Map<string, string>()
  readonly effects = new Set<string>()
  readonly values = new Map<string, string>()
  save(entry: JournalEntry): void {
    this.entries.set(entry.callId, JSON.stringify(entry))
  }
  checkpoint(callId: string, state: unknown, seq: number): void {
    const entry = this.entries.get(callId)
    if (entry) this.entries.set(callId, JSON.stringify({ ...JSON.parse(entry), state, seq }))
  }
  effect(callId: string, key: string): boolean {
    const id = `${callId} ${key}`
    if (this.effects.has(id)) return false
    this.effects.add(id)
    return true
  }
  remove(callId: string): void {
    this.entries.delete(callId)
    for (const id of this.effects) if (id.startsWith(`${callId} `)) this.effects.delete(id)
  }
  load(): JournalEntry[] {
    return [...this.entries.values()].map((entry) => JSON.parse(entry) as JournalEntry)
  }
  put(key: string, value: unknown): void {
    this.values.set(key, JSON.stringify(value))
  }
  get(key: string): unknown {
    const value = this.values.get(key)
    return value === undefined ? undefined : JSON.parse(value)
  }
}

/** Keeps every event. */
export class MemoryCallLog implements CallLog {
  readonly events: TraceEvent[] = []
  readonly calls = new Map<string, Record<string, unknown>>()
  /** Who of the office spoke. */
  readonly parts: {
    callId: string
    extension: string
    at: number
    leftAt: number | null
    by: string | null
    to: string | null
  }[] = []
  trace(event: TraceEvent): void {
    this.events.push(event)
  }
  started(call: { id: string }): void {
    this.calls.set(call.id, { ...call })
  }
  note(callId: string, { text }: CallNote): void {
    this.update(callId, { note: text })
  }
  addNote(callId: string, { text }: CallNote): void {
    this.update(callId, { note: [this.calls.get(callId)?.note, text].filter(Boolean).join('\n') })
  }
  joined(callId: string, { extension, at, transferredBy }: Parameters<CallLog['joined']>[1]): void {
    this.parts.push({ callId, extension, at, leftAt: null, by: transferredBy, to: null })
  }
  left(callId: string, { extension, at, transferredTo }: Parameters<CallLog['left']>[1]): void {
    const part = this.parts.findLast((each) => each.callId === callId && each.extension === extension)
    if (part) Object.assign(part, { leftAt: at, to: transferredTo })
  }
  update(callId: string, change: object): void {
    this.calls.set(callId, { ...this.calls.get(callId), ...change })
  }
  /** The trace of a call, as `type port?` words, without the noise. */
  story(callId?: string): string[] {
    return this.events
      .filter((e) => callId === undefined || e.callId === callId)
      .flatMap((e) => (e.type === 'node.entered' ? `> ${e.node}` : e.type === 'node.left' ? `${e.node} ${e.data.port}` : []))
  }
}

export type Stores = ReturnType<typeof memoryStores>
/** Callbacks, voicemails, deliveries and lockouts. */
export function memoryStores() {
  const callbackRows = new Map<string, Callback>()
  const messages = new Map<string, Voicemail>()
  const posts = new Map<string, { id: string; callId: string; url: string; body: string }>()
  const locks = new Map<string, { key: string; failures: number[]; lockedUntil: number | null }>()
  const isOpen = (c: Callback) => c.status !== 'done'
  const identities = new Map<string, string>()
  return {
    posts,
    messages,
    identities: {
      save: (callId: string, number: string) => void identities.set(callId, number),
      of: (callId: string) => identities.get(callId) ?? null,
    },
    callbacks: {
      create({
        id,
        number,
        queueId,
        callId,
        at,
      }: {
        id: string
        number: string
        queueId: string
        callId: string | null
        at: number
      }) {
        const open = [...callbackRows.values()].find((c) => isOpen(c) && c.number === number && c.queueId === queueId)
        if (open) return { callback: open, created: false }
        const callback: Callback = {
          id,
          number,
          queueId,
          createdAt: at,
          callId,
          status: 'pending',
          claimedBy: null,
          leaseUntil: null,
          retryAt: null,
          outcome: null,
          attempts: [],
          note: null,
        }
        callbackRows.set(id, callback)
        return { callback, created: true }
      },
      get: (id: string) => callbackRows.get(id) ?? null,
      open: (queueId?: string) =>
        [...callbackRows.values()].filter((c) => isOpen(c) && (queueId === undefined || c.queueId === queueId)),
      save: (callback: Callback) => void callbackRows.set(callback.id, callback),
    },
    voicemails: {
      add: (message: Voicemail) => void (messages.has(message.id) || messages.set(message.id, message)),
      get: (id: string) => messages.get(id) ?? null,
      save: (message: Voicemail) => void messages.set(message.id, message),
      countNew: (mailboxId: string) =>
        [...messages.values()].filter((m) => m.mailboxId === mailboxId && m.status === 'new').length,
      inMailbox: (mailboxId: string, limit: number) =>
        [...messages.values()]
          .filter((m) => m.mailboxId === mailboxId && m.status !== 'archived')
          .sort((a, b) => b.at - a.at)
          .slice(0, limit),
      discard: (id: string) => messages.delete(id),
    },
    outbox: {
      post: (request: { id: string; callId: string; url: string; body: string }) =>
        void (posts.has(request.id) || posts.set(request.id, request)),
    },
    lockouts: {
      load: () => [...locks.values()],
      save: (row: { key: string; failures: number[]; lockedUntil: number | null }) => void locks.set(row.key, row),
      remove: (key: string) => void locks.delete(key),
    },
  }
}
