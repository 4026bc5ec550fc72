// Free ports on an address, for instances which run side by side.

import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import { CONTROL_ADDRESS, type PbxPorts } from '../config/types.ts'

const RTP_PORTS = 400

/** A TCP port of the loopback, and a UDP and a range of RTP ports of `address`, which are free now. */
export async function freePorts(address = '127.0.0.1'): Promise<PbxPorts> {
  const [http, sip] = [await freeTcp(), await freeUdp(address)]
  const slots = Math.floor((60_000 - 20_000) / RTP_PORTS)
  for (let attempt = 0; attempt < 50; attempt++) {
    const rtpStart = 20_000 + Math.floor(Math.random() * slots) * RTP_PORTS
    if ((await isUdpFree(address, rtpStart)) && (await isUdpFree(address, rtpStart + RTP_PORTS - 1))) {
      return { http, sip, rtpStart, rtpEnd: rtpStart + RTP_PORTS - 1 }
    }
  }
  throw new Error(`No ${RTP_PORTS} free UDP ports on ${address}`)
}

/** Whether an Asterisk could listen on these now. */
export const arePortsFree = ({ http, sip }: PbxPorts, address: string): Promise<boolean> =>
  Promise.all([freeTcp(CONTROL_ADDRESS, http), freeUdp(address, sip)]).then(
    () => true,
    () => false,
  )

/** A free TCP port, or that one. Rejects when it is taken. */
export function freeTcp(address: string = CONTROL_ADDRESS, wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(wanted, address, () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** A free UDP port, or that one. Rejects when it is taken. */
export function freeUdp(address = '127.0.0.1', port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4').on('error', reject)
    socket.bind(port, address, () => {
      const bound = socket.address().port
      socket.close(() => resolve(bound))
    })
  })
}

/** Whether nobody but this computer reaches that address. */
export const isLoopback = (address: string): boolean => /^127\./.test(address)

const isUdpFree = (address: string, port: number): Promise<boolean> =>
  freeUdp(address, port).then(
    () => true,
    () => false,
  )
