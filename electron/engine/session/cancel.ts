// An action's own signal: aborting it ends the action with `cancel`, and nothing else of the call (docs/spec/actions.md).

/** Calls `cancel` when the signal is aborted, at once when it is already. Returns how to stop listening. */
export function onCancel(signal: AbortSignal | undefined, cancel: () => void): () => void {
  if (!signal) return () => {}
  if (signal.aborted) cancel()
  signal.addEventListener('abort', cancel, { once: true })
  return () => signal.removeEventListener('abort', cancel)
}
