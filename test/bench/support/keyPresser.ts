// One port for the sound of all calls of the load bench: whoever is heard there for the first time gets a key pressed.

import { createSocket, type RemoteInfo } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'

const telephoneEvent = 101
const key = 1
const keyMs = 80
/** A port of Asterisk's that was silent for so long belongs to another call. */
const forgottenMs = 1_000
const frame = 160

type Heard = { ssrc: number; at: number; pressed: boolean }

export type KeyPresser = { port: number; pressed: () => number; close(): void }

/** Opens it. Presses `1` for 80 ms (RFC 4733) when a call's first audible packet arrives. */
export async function keyPresser(address: string): Promise<KeyPresser> {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 23 })
  await new Promise<void>((resolve) => socket.bind(0, address, resolve))
  const calls = new Map<number, Heard>()
  let pressed = 0
  const send = (to: RemoteInfo, sequence: number, end: boolean) => socket.send(eventPacket(sequence, end), to.port, to.address)
  const press = async (to: RemoteInfo) => {
    pressed++
    const first = Math.floor(Math.random() * 0xff00)
    for (let i = 0; i < 3; i++) send(to, first + i, false)
    await sleep(keyMs)
    for (let i = 3; i < 6; i++) send(to, first + i, true)
  }
  socket.on('error', () => {}) // the far side of a call that has ended
  socket.on('message', (packet, from) => {
    const now = performance.now()
    const ssrc = packet.readUInt32BE(8)
    let call = calls.get(from.port)
    if (!call || call.ssrc !== ssrc || now - call.at > forgottenMs) {
      call = { ssrc, at: now, pressed: false }
      calls.set(from.port, call)
    }
    call.at = now
    if (call.pressed || !isAudible(packet)) return
    call.pressed = true
    void press(from)
  })
  return { port: socket.address().port, pressed: () => pressed, close: () => socket.close() }
}

/** µ-law bytes which are not (nearly) silence. */
function isAudible(packet: Buffer): boolean {
  for (let at = 12; at < packet.length; at += 8) if (((packet[at] ?? 0xff) & 0x7f) < 0x70) return true
  return false
}

/** One packet of the key; all of a press have the same time stamp. */
function eventPacket(sequence: number, end: boolean): Buffer {
  const packet = Buffer.alloc(16)
  packet[0] = 0x80
  packet[1] = telephoneEvent
  packet.writeUInt16BE(sequence & 0xffff, 2)
  packet.writeUInt32BE(frame * 10, 4)
  packet.writeUInt32BE(0xc0bdb0a7, 8)
  packet[12] = key
  packet[13] = (end ? 0x80 : 0) | 10
  packet.writeUInt16BE(end ? (keyMs / 20) * frame : frame, 14)
  return packet
}
