// sip.js's media handler with its traps mended: un-holding really offers both directions, no STUN server is asked, and what the
// exchange has no use for is not waited for.
import { type Session, Web } from 'sip.js'

export type MicrophoneSource = () => Promise<MediaStream>

/** Gathering waits no longer than this; on a LAN host candidates are there at once. */
const gatheringMs = 500

/** After the last candidate by UDP for so long, the others are not waited for: browsers look for ways by TCP a tenth of a second later. */
const quietMs = 25

/** The base class offers `recvonly` after a hold from the other side, which leaves the line one-way for good. */
export class MediaHandler extends Web.SessionDescriptionHandler {
  protected override async updateDirection(options?: Web.SessionDescriptionHandlerOptions): Promise<void> {
    const peer = this.peerConnection
    if (peer?.signalingState !== 'stable') return super.updateDirection(options)
    for (const transceiver of peer.getTransceivers()) {
      if (transceiver.currentDirection !== 'stopped') transceiver.direction = options?.hold ? 'sendonly' : 'sendrecv'
    }
  }

  protected override waitForIceGatheringComplete(restart?: boolean, timeout?: number): Promise<void> {
    const gathered = super.waitForIceGatheringComplete(restart, timeout)
    const peer = this.peerConnection
    let quiet: ReturnType<typeof setTimeout> | undefined
    const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent) => {
      if (candidate?.protocol !== 'udp') return
      clearTimeout(quiet)
      quiet = setTimeout(() => this.iceGatheringComplete(), quietMs)
    }
    peer?.addEventListener('icecandidate', onCandidate)
    return gathered.finally(() => {
      clearTimeout(quiet)
      peer?.removeEventListener('icecandidate', onCandidate)
    })
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
