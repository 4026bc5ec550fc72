// sip.js's media handler with its two traps mended: un-holding really offers both directions, and no STUN server is asked.
import { type Session, Web } from 'sip.js'

export type MicrophoneSource = () => Promise<MediaStream>

/** Gathering waits no longer than this; on a LAN host candidates are there at once. */
const gatheringMs = 500

/** The base class offers `recvonly` after a hold from the other side, which leaves the line one-way for good. */
export class MediaHandler extends Web.SessionDescriptionHandler {
  protected override async updateDirection(options?: Web.SessionDescriptionHandlerOptions): Promise<void> {
    const peer = this.peerConnection
    if (peer?.signalingState !== 'stable') return super.updateDirection(options)
    for (const transceiver of peer.getTransceivers()) {
      if (transceiver.currentDirection !== 'stopped') transceiver.direction = options?.hold ? 'sendonly' : 'sendrecv'
    }
  }
}

/** Makes a media handler for each session, each with a microphone stream of its own. */
export function mediaHandlers(microphone: MicrophoneSource) {
  return (session: Session): MediaHandler =>
    new MediaHandler(session.userAgent.getLogger('media'), () => microphone(), {
      iceGatheringTimeout: gatheringMs,
      peerConnectionConfiguration: { iceServers: [], bundlePolicy: 'balanced', rtcpMuxPolicy: 'require' },
    })
}
