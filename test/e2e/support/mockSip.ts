// As much SIP as a softphone needs to feel registered and to ring.
import type { LiveSnapshot } from '../../../shared/domain/calls.ts'

const header = (message: string, name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(message)?.[1]?.trim() ?? ''

/** The address a REGISTER asks to be reached at; null for any other message. */
export function contactOf(message: string): string | null {
  return message.startsWith('REGISTER ') ? (/<([^>]+)>/.exec(header(message, 'Contact'))?.[1] ?? null) : null
}

/** Answers REGISTER and OPTIONS with 200, an INVITE with 180 and 404. */
export function sipAnswer(message: string, send: (answer: string) => void): void {
  const method = message.split(' ', 1)[0] ?? ''
  if (message.startsWith('SIP/2.0') || method === 'ACK') return
  const vias = message.match(/^Via:.*$/gim) ?? []
  const answer = (status: string, more: string[] = [], sequence = header(message, 'CSeq')) =>
    send(
      [
        `SIP/2.0 ${status}`,
        ...vias,
        `From: ${header(message, 'From')}`,
        `To: ${header(message, 'To')};tag=mock`,
        `Call-ID: ${header(message, 'Call-ID')}`,
        `CSeq: ${sequence}`,
        ...more,
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    )
  if (method === 'INVITE') answer('180 Ringing')
  else if (method === 'REGISTER') answer('200 OK', [`Contact: ${header(message, 'Contact')}`, 'Expires: 180'])
  else answer('200 OK')
  // Its branch is the INVITE's, which ends with it (RFC 3261, 9.2).
  if (method === 'CANCEL') answer('487 Request Terminated', [], header(message, 'CSeq').replace('CANCEL', 'INVITE'))
}

/** An INVITE as Asterisk sends one; `callId` is what the live feed ties the line to the call by. */
export function ringingInvite(callId: string, contact: string, from: string, name: string, more: string[] = []): string {
  const sdp = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 127.0.0.1',
    'a=rtpmap:111 opus/48000/2',
    'a=ice-ufrag:mock',
    'a=ice-pwd:mockmockmockmockmockmock',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => '5A').join(':')}`,
    'a=setup:actpass',
    'a=rtcp-mux',
    'a=sendrecv',
    '',
  ].join('\r\n')
  return [
    `INVITE ${contact} SIP/2.0`,
    `Via: SIP/2.0/WS 127.0.0.1:8088;branch=z9hG4bK${callId}`,
    'Max-Forwards: 70',
    `From: "${name}" <sip:${from}@cordboard.test>;tag=${callId}`,
    'To: <sip:201-web@cordboard.test>',
    'Contact: <sip:asterisk@127.0.0.1:8088;transport=ws>',
    `Call-ID: ${callId}`,
    'CSeq: 1 INVITE',
    'Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO',
    ...more,
    'Content-Type: application/sdp',
    `Content-Length: ${sdp.length}`,
    '',
    sdp,
  ].join('\r\n')
}

/** The call behind a waiting caller while it rings at 201. */
export function ringingCall(caller: LiveSnapshot['waiting'][number], sipCallId: string): LiveSnapshot['calls'][number] {
  const { callId, from, fromName, queueId, since } = caller
  return {
    id: callId,
    kind: 'inbound',
    from,
    fromName,
    to: '5000',
    startedAt: since - 8000,
    node: queueId,
    flowId: 'reception',
    flowVersion: 3,
    nodeLabel: 'Sales queue',
    queueId,
    operatorId: null,
    held: false,
    recording: false,
    recordingPaused: false,
    parked: null,
    legs: [
      { channelId: 'a', role: 'caller', extension: null, sipCallId: null, state: 'up' },
      { channelId: 'b', role: 'operator', extension: '201', sipCallId, state: 'ringing' },
    ],
  }
}
