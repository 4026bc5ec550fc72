// The draft saves itself: a moment after an edit, one save at a time, with the revision it was read at. Nobody's work is overwritten.
import { createStore } from 'zustand/vanilla'
import type { FlowDocument } from '../../shared/flow/document.ts'
import { codeOf, rpc } from '../lib/rpc/index.ts'
import type { EditorStore } from './document/store.ts'

export type DraftState = { status: 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict'; revision: number }
export type Draft = ReturnType<typeof savingDraft>

const restMs = 700
const retryMs = 5000

/** Saves what the store holds until it is stopped. */
export function savingDraft(store: EditorStore, revision: number) {
  const state = createStore<DraftState>()(() => ({ status: 'saved', revision }))
  let saved: FlowDocument = store.getState().document
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const saveAll = async () => {
    while (store.getState().document !== saved && state.getState().status !== 'conflict') {
      const { document } = store.getState()
      state.setState({ status: 'saving' })
      try {
        const answer = await rpc.flows.save({ document, revision: state.getState().revision })
        saved = document
        state.setState({ revision: answer.revision, status: 'saved' })
      } catch (error) {
        const conflict = codeOf(error) === 'CONFLICT'
        state.setState({ status: conflict ? 'conflict' : 'failed' })
        if (!conflict) later(retryMs)
        return
      }
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    running ??= saveAll().finally(() => {
      running = null
    })
    return running
  }
  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }
  const unsubscribe = store.subscribe(({ document }, before) => {
    if (document === before.document || state.getState().status === 'conflict') return
    state.setState({ status: 'unsaved' })
    later(restMs)
  })
  return {
    state,
    /** Saves now; resolves when there is nothing left to save or it cannot be saved. */
    flush,
    /** The last edit is saved on the way out. */
    stop: () => {
      unsubscribe()
      void flush()
      clearTimeout(timer)
    },
  }
}
