// Brings the softphone up after signing in, and down at signing out.
import { agent } from './agent.ts'
import { watchDevices } from './deviceChoice.ts'
import { watchHeadset } from './headset/watch.ts'
import { startHeartbeat } from './heartbeat.ts'
import { exposeMeasurements } from './measurements.ts'
import { watchRinging } from './notify.ts'
import { watchScreenPop } from './screenPop.ts'
import { phone } from './store.ts'
import { watchQuality } from './watchQuality.ts'

/** Starts the softphone of an extension. Returns what stops it; running calls end then. */
export function startPhone(extension: string | null): () => Promise<void> {
  exposeMeasurements()
  phone.setState({ extension })
  if (!extension) return async () => {}
  const stopDevices = watchDevices()
  const stopHeartbeat = startHeartbeat()
  const stopWatching = [watchQuality(), watchRinging(), watchScreenPop(), watchHeadset()]
  agent.start()
  return async () => {
    stopHeartbeat()
    for (const stop of stopWatching) stop()
    stopDevices()
    await agent.stop()
  }
}
