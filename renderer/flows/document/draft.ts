// The draft saves itself: a moment after an edit, one save at a time, with the revision it was read at. Nobody's work is overwritten.
import { createStore } from 'zustand/vanilla'
import { maxFrameBytes } from '../../../shared/contract/base.ts'
import type { FlowDocument } from '../../../shared/flow/document.ts'
import { codeOf, rpc } from '../../lib/rpc/index.ts'
import type { EditorStore } from './store.ts'

export type DraftState = { status: 'saved' | 'unsaved' | 'saving' | 'failed' | 'tooLarge' | 'conflict'; revision: number }
export type Draft = ReturnType<typeof savingDraft>

const restMs = 700
const retryMs = 5000
/** What fits into one message to the host, with room for the rest of it. */
const mostBytes = maxFrameBytes - 100_000
/** Letters are bytes for all but a few; only a flow of many megabytes is counted exactly. */
const sizeOf = (document: FlowDocument): number => {
  if (document.nodes.length < 500 && document.notes.length < 500) return 0
  const written = JSON.stringify(document)
  return written.length * 2 < mostBytes ? written.length : new Blob([written]).size
}

/** Saves what the store holds until it is stopped. */
export function savingDraft(store: EditorStore, revision: number) {
  const state = createStore<DraftState>()(() => ({ status: 'saved', revision }))
  let saved: FlowDocument = store.getState().document
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const saveAll = async () => {
    while (store.getState().document !== saved && state.getState().status !== 'conflict') {
      const { document } = store.getState()
      if (sizeOf(document) > mostBytes) {
        state.setState({ status: 'tooLarge' })
        return
      }
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
    if (document === before.document || document === saved || state.getState().status === 'conflict') return
    state.setState({ status: 'unsaved' })
    later(restMs)
  })
  return {
    state,
    /** Puts in place what a colleague saved since; false while something of here is not saved, which is a conflict then. */
    take: (theirs: { document: FlowDocument; revision: number }): boolean => {
      if (running || store.getState().document !== saved) return false
      if (theirs.revision <= state.getState().revision) return true
      saved = theirs.document
      state.setState({ revision: theirs.revision, status: 'saved' })
      store.getState().replace(theirs.document)
      return true
    },
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
