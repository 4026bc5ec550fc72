// What host and a script's process tell each other.
export type Facts = {
  id: string
  from: string
  fromName: string
  to: string
  language: string
  variables: Record<string, string>
}

/** `facts` null: only load it. */
export type ScriptStart = { type: 'start'; file: string; facts: Facts | null }

export type ToScript =
  | ScriptStart
  | { type: 'result'; id: number; ok: true; value: unknown; variables: Record<string, string> }
  | { type: 'result'; id: number; ok: false; name: string; message: string }
  | { type: 'ping' }
  | { type: 'ended' }

export type FromScript =
  /** `cancelled`: its signal was aborted before it began. */
  | { type: 'act'; id: number; action: string; args: unknown[]; cancelled: boolean }
  /** The action's own signal was aborted. */
  | { type: 'cancel'; id: number }
  | { type: 'set'; name: string; value: string }
  | { type: 'log'; message: string }
  | { type: 'pong' }
  | { type: 'done'; port: string }
  | { type: 'failed'; name: string; message: string; stack: string }
