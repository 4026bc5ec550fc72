// What host and worker tell each other.
export type Facts = {
  id: string
  from: string
  fromName: string
  to: string
  language: string
  variables: Record<string, string>
}

export type WorkerData = { file: string; facts: Facts | null }

export type ToWorker =
  | { type: 'result'; id: number; ok: true; value: unknown; variables: Record<string, string> }
  | { type: 'result'; id: number; ok: false; name: string; message: string }
  | { type: 'ping' }
  | { type: 'ended' }

export type FromWorker =
  | { type: 'act'; id: number; action: string; args: unknown[] }
  | { type: 'set'; name: string; value: string }
  | { type: 'log'; message: string }
  | { type: 'pong' }
  | { type: 'done'; port: unknown }
  | { type: 'failed'; name: string; message: string; stack: string }
