// What a page may ask the machine for: sound and a headset's buttons for our own page, and nothing else for anyone.
import type { Session } from 'electron'
import { isOurs } from './address.ts'

const allowed = new Set(['media', 'speaker-selection', 'notifications', 'clipboard-sanitized-write', 'hid'])

/** Once for each session. Request and check handlers both: either alone leaves a way around it. */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, done, details) => {
    const video = 'mediaTypes' in details && details.mediaTypes?.includes('video')
    done(allowed.has(permission) && isOurs(details.requestingUrl) && !video)
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const video = details.mediaType === 'video'
    return allowed.has(permission) && isOurs(requestingOrigin) && !video
  })
  refuseScreen(session)
}

/** For a page that needs nothing. */
export function refusePermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, done) => done(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  refuseScreen(session)
}

// Electron's types know no refusal; anything but null throws in this process.
const refuseScreen = (session: Session) =>
  session.setDisplayMediaRequestHandler((_request, done) => (done as (streams: null) => void)(null))
