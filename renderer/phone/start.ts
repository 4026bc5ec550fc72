// Brings the softphone up after signing in, and down at signing out.
import { connection } from '../lib/rpc/index.ts'
import { agent } from './agent.ts'
import { watchDoNotDisturb } from './disturb.ts'
import { watchHeadset } from './headset/watch.ts'
import { startHeartbeat } from './heartbeat.ts'
import { watchDevices } from './media/deviceChoice.ts'
import { keptEnded, saveDrafts } from './notes.ts'
import { exposeMeasurements } from './quality/measurements.ts'
import { watchQuality } from './quality/watchQuality.ts'
import { phone } from './store.ts'
import { watchRinging } from './ui/notify.ts'
import { watchScreenPop } from './ui/screenPop.ts'

/** Starts the softphone of an extension. Returns what stops it; running calls end then. */
export function startPhone(extension: string | null): () => Promise<void> {
  exposeMeasurements()
  phone.setState({ extension })
  if (!extension) return async () => {}
  phone.setState({ ended: keptEnded() })
  // What cannot be saved now is there for the next page.
  void saveDrafts().catch(() => undefined)
  const stopDrafts = connection.subscribe(({ generation }, before) => {
    if (generation !== before.generation) void saveDrafts().catch(() => undefined)
  })
  const stopDevices = watchDevices()
  const stopHeartbeat = startHeartbeat()
  const stopWatching = [watchDoNotDisturb(), watchQuality(), watchRinging(), watchScreenPop(), watchHeadset()]
  agent.start()
  return async () => {
    stopHeartbeat()
    for (const stop of stopWatching) stop()
    stopDevices()
    stopDrafts()
    await agent.stop()
  }
}
