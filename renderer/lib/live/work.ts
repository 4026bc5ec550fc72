// Loads what waits for someone; the feed keeps it fresh from then on.
import { rpc } from '../rpc/index.ts'
import { withWork } from './state.ts'
import { live } from './store.ts'

/** Loads open callbacks and voicemail. Failing is no harm: the pages that show them load again and say so. */
export async function loadWork(): Promise<void> {
  const [callbacks, voicemails] = await Promise.allSettled([rpc.callbacks.list({}), rpc.voicemails.list({})])
  live.setState((state) => {
    const work = {
      ...(callbacks.status === 'fulfilled' ? { callbacks: callbacks.value } : {}),
      ...(voicemails.status === 'fulfilled' ? { voicemails: voicemails.value } : {}),
    }
    return withWork(state, work)
  })
}
