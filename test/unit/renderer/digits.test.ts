// Keypad tones: in the audio stream where the peer takes them (RFC 4733), as INFO where it does not.
import type { Session } from 'sip.js'
import { expect, test } from 'vitest'
import { sendDigits } from '../../../renderer/phone/sip/digits.ts'

function line(canInsertDTMF: boolean) {
  const sent: string[] = []
  const dtmf = {
    canInsertDTMF,
    toneBuffer: '',
    insertDTMF(tones: string) {
      this.toneBuffer = tones
      sent.push(`tones ${tones}`)
    },
  }
  const peer = { getSenders: () => [{ track: { kind: 'audio' }, dtmf }] } as unknown as RTCPeerConnection
  const session = {
    info: ({ requestOptions }: { requestOptions: { body: { contentType: string; content: string } } }) => {
      const { contentType, content } = requestOptions.body
      sent.push(`${contentType} ${content.split('\r\n')[0]}`)
      return Promise.resolve()
    },
  } as unknown as Session
  return { session, peer, sent }
}

test('keys go into the audio stream, after those still being sent', async () => {
  const { session, peer, sent } = line(true)
  await sendDigits(session, peer, '4')
  await sendDigits(session, peer, '2')
  expect(sent).toEqual(['tones 4', 'tones 42'])
})

test('a peer that takes no telephone events gets each key as INFO', async () => {
  const { session, peer, sent } = line(false)
  await sendDigits(session, peer, '4,#')
  expect(sent).toEqual(['application/dtmf-relay Signal=4', 'application/dtmf-relay Signal=#'])
})
