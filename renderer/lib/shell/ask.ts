// Asks the desktop shell, through its preload.
import type { ShellAsk, ShellStatus } from '../../../shared/contract/shell.ts'

let last = 0

/** `cordboard-ask`: about offices; `cordboard-shell`: about this computer. Resolves with its answer; what is wrong is in it. */
export function askThrough<T>(type: 'cordboard-ask' | 'cordboard-shell', ask: unknown): Promise<T> {
  last += 1
  const id = last
  return new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data?.type !== 'cordboard-answer' || event.data.id !== id) return
      window.removeEventListener('message', listen)
      resolve(event.data.answer as T)
    }
    window.addEventListener('message', listen)
    window.postMessage({ type, id, ask }, location.origin)
  })
}

/** How this computer is set, after what was asked for. Null: the shell is another version and does not know it. */
export async function askShell(ask: ShellAsk): Promise<ShellStatus | null> {
  const answer = await askThrough<ShellStatus | { problem: string } | null>('cordboard-shell', ask)
  return answer && 'shortcuts' in answer ? answer : null
}

/** Told by the shell until the returned function is called. */
export function listenToShell(type: string, told: (said: unknown) => void): () => void {
  const listen = (event: MessageEvent) => {
    if (event.source === window && event.data?.type === type) told(event.data.said)
  }
  window.addEventListener('message', listen)
  return () => window.removeEventListener('message', listen)
}
