// What of the media folder no call and no message has: a host that died between the move of a file and its row leaves such, and so does a
// restored database. Each is given back to its call or its mailbox by the call's story, or listed under Recovered recordings.
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Voicemail } from '../../shared/domain/calls.ts'
import type { RecoveredFile } from '../../shared/domain/recovered.ts'
import type { SharedFolderMedia } from '../adapters/media/sharedFolder.ts'
import type { SoundOwner } from '../adapters/store/soundOwners.ts'
import type { Store } from '../adapters/store/store.ts'
import type { CallLog, Clock, Log } from '../engine/ports.ts'

/** A file that was written or moved so recently may get its row yet, ms. */
const settlingMs = 60_000
/** After so many files others get their turn, ms. */
const filesAtOnce = 50
const pauseMs = 20
/** Recordings that a flow asked for: the call's own, whatever else is recorded of it. */
const ofFlows = /^cb-n-/

export type Places = {
  owner: Store['soundOwner']
  media: Pick<SharedFolderMedia, 'files' | 'finish' | 'absolute'>
  recovered: Pick<Store['recovered'], 'known' | 'trashed' | 'belongsTo' | 'add' | 'list' | 'remove'>
  /** Whether rows wait for the disk: nothing is missing then that may not be there in a moment. */
  rowsWait(): boolean
  callLog: Pick<CallLog, 'update'>
  /** Adds the message once, lights the lamp, tells the consoles. */
  addMessage(message: Voicemail): Promise<void>
  hasMailbox(id: string): boolean
  clock: Clock
  log: Log
}

/** The message that a recovered recording is. */
export const messageOf = (sound: Omit<RecoveredFile, 'place' | 'foundAt'>, mailboxId: string): Voicemail => ({
  id: sound.id,
  mailboxId,
  callId: sound.callId ?? '',
  from: sound.from,
  fromName: sound.fromName,
  at: sound.at,
  seconds: sound.seconds,
  file: sound.file,
  status: 'new',
  assignedTo: null,
  note: null,
})

/** A kept file finds its place: with its call, in its mailbox, or on the list; false when its call is still at work with it. */
export async function placeSound(
  places: Omit<Places, 'media' | 'rowsWait'>,
  sound: { place: RecoveredFile['place']; file: string; seconds: number; endedAt: number; owner: SoundOwner | null },
): Promise<boolean> {
  const { place, file, seconds, endedAt, owner } = sound
  const id = basename(file, '.wav')
  if (place === 'recordings' && owner) {
    if (owner.recorded || ofFlows.test(id)) places.recovered.belongsTo(owner.callId, file)
    // Nobody saw the end of the conversation: its recording tells how long it was.
    else
      places.callLog.update(owner.callId, { recording: file, ...(owner.measured ? {} : { talkMs: Math.round(seconds * 1000) }) })
    return true
  }
  const { callId = null, from = '', fromName = '' } = owner ?? {}
  const at = Math.round(endedAt - seconds * 1000)
  const found = { id, place, file, at, seconds, callId, from, fromName, foundAt: places.clock.now() }
  if (place === 'voicemail' && owner?.mailbox && places.hasMailbox(owner.mailbox))
    await places.addMessage(messageOf(found, owner.mailbox))
  else places.recovered.add(found)
  return true
}

const breath = (clock: Clock) => new Promise<void>((resolve) => void clock.after(pauseMs, resolve))

/** Looks through the media folder once; returns how many files had no owner. */
export async function accountForMedia(places: Places): Promise<number> {
  const { recovered, media, clock, log } = places
  if (places.rowsWait()) return 0
  const trashed = recovered.trashed()
  let [seen, count] = [0, 0]
  for (const place of ['recordings', 'voicemail'] as const)
    for await (const { file, modifiedMs, changedAt } of media.files(place)) {
      if (++seen % filesAtOnce === 0) await breath(clock)
      if (clock.now() - changedAt < settlingMs || trashed.has(file) || recovered.known(place, file)) continue
      if (await account(places, place, file, modifiedMs)) count++
    }
  forgetGone(places)
  if (count > 0) log.info('recordings without an owner', { count })
  return count
}

/** Finds the place of one file; false while its call is at work with it, or where that fails. */
async function account(places: Places, place: RecoveredFile['place'], file: string, endedAt: number): Promise<boolean> {
  try {
    const owner = places.owner(basename(file, '.wav'), endedAt)
    if (owner?.running) return false
    const seconds = await places.media.finish(place, file)
    return seconds !== null && (await placeSound(places, { place, file, seconds, endedAt, owner }))
  } catch (error) {
    places.log.error('a recording without an owner was not listed', { file, error: String(error) })
    return false
  }
}

/** What was listed and is not there any more: given away as the host died, or removed by hand. */
function forgetGone({ recovered, media }: Places): void {
  for (const { id, place, file } of recovered.list(1000)) {
    try {
      if (existsSync(media.absolute(place, file))) continue
    } catch {
      // it is not there
    }
    recovered.remove(id)
  }
}
