// Keypad tones during a call: RFC 4733 events in the audio stream, INFO where the peer cannot take them.
import type { Session } from 'sip.js'

const toneMs = 140
const gapMs = 70

/** Sends digits (0–9, *, #, A–D, comma = 2 s pause) after those still being sent. */
export async function sendDigits(session: Session, peer: RTCPeerConnection | undefined, digits: string): Promise<void> {
  const sender = peer?.getSenders().find((each) => each.track?.kind === 'audio')?.dtmf
  if (sender?.canInsertDTMF) {
    sender.insertDTMF(sender.toneBuffer + digits, toneMs, gapMs)
    return
  }
  for (const digit of digits.replaceAll(',', '')) await sendInfo(session, digit)
}

async function sendInfo(session: Session, digit: string): Promise<void> {
  await session.info({
    requestOptions: {
      body: {
        contentDisposition: 'render',
        contentType: 'application/dtmf-relay',
        content: `Signal=${digit}\r\nDuration=${toneMs}`,
      },
    },
  })
}
