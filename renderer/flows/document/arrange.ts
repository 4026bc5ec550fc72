// Layout beside the page's own thread.

import type { Position } from './change.ts'
import { type LayoutTask, layoutTask } from './layout.ts'
import type { EditorStore } from './store.ts'

/** Asks the worker; a task of a moment ago is not waited for by anyone else. Rejects when the worker fails. */
function laidOut(task: LayoutTask): Promise<[string, Position][]> {
  const worker = new Worker(new URL('./layoutWorker.ts', import.meta.url), { type: 'module' })
  return new Promise<[string, Position][]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<[string, Position][]>) => resolve(data)
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage(task)
  }).finally(() => worker.terminate())
}

/** Arranges the chosen nodes, or all when fewer than two are chosen; one step that can be undone. */
export async function arrange(store: EditorStore): Promise<void> {
  const { document, selection } = store.getState()
  const only = selection.size > 1 ? selection : undefined
  const places = await laidOut(layoutTask(document, only))
  store.getState().edit('layout', [{ kind: 'move', to: new Map(places) }])
}
