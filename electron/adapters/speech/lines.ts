// What the host and the speech program say to each other: one JSON object a line.

export type SpeechCommand =
  | { id: number; do: 'render'; text: string; voice: string; speed: number; path: string }
  | { id: number; do: 'voices' }

export type SpeechReply =
  | { id: number; ok: true; seconds?: number; voices?: { id: string; language: string; name: string }[] }
  | { id: number; ok: false; error: string }

/** Calls `onLine` for each whole line of a stream of chunks. */
export function lineReader(onLine: (line: string) => void): (chunk: Buffer | string) => void {
  let rest = ''
  return (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) onLine(line)
  }
}
