// Two people at one draft: what a colleague saves is shown here at once, unless something of here is not saved yet.
import { useEffect, useRef } from 'react'
import { rpc } from '../../lib/rpc/index.ts'
import type { Draft } from './draft.ts'
import { placed } from './layout.ts'
import type { EditorStore } from './store.ts'

type Shown = {
  store: EditorStore
  /** What saves it; null where it is only looked at. */
  draft: Draft | null
  id: string
  /** Of the draft as it was loaded; null where a version is shown, which never changes. */
  revision: number | null
  /** Of the draft as the office lists it now. */
  listed: number | undefined
}

export function useTheirs({ store, draft, id, revision, listed }: Shown): void {
  const looked = useRef(revision ?? 0)
  useEffect(() => {
    if (revision === null || listed === undefined) return
    let stale = false
    const look = async () => {
      if (listed <= (draft?.state.getState().revision ?? looked.current)) return
      // One that was removed meanwhile, or a lost connection, is said elsewhere.
      const theirs = await rpc.flows.draft({ id }).catch(() => null)
      if (!theirs || stale) return
      const document = placed(theirs.document)
      if (draft) draft.take({ document, revision: theirs.revision })
      else {
        looked.current = theirs.revision
        store.getState().replace(document)
      }
    }
    void look()
    const stop = draft?.state.subscribe(({ status }, before) => {
      if (status === 'saved' && before.status === 'saving') void look()
    })
    return () => {
      stale = true
      stop?.()
    }
  }, [store, draft, id, revision, listed])
}
