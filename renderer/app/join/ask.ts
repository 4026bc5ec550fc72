// Asks the desktop shell, through its preload.
import type { OfficeAnswer, OfficeAsk } from '../../../shared/contract/shell.ts'

let last = 0

/** Resolves with its answer; what is wrong is in it. */
export function askShell(ask: OfficeAsk): Promise<OfficeAnswer> {
  last += 1
  const id = last
  return new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      if (event.source !== window || event.data?.type !== 'cordboard-answer' || event.data.id !== id) return
      window.removeEventListener('message', listen)
      resolve(event.data.answer as OfficeAnswer)
    }
    window.addEventListener('message', listen)
    window.postMessage({ type: 'cordboard-ask', id, ask }, location.origin)
  })
}
