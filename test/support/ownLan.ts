// A LAN of a test's own: computers (Linux network namespaces) at one switch (a bridge) with us. Multicast reaches all of them. Needs root.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type LanComputer = {
  /** Where the others find it. */
  readonly address: string
  /** A program that starts the one given there. */
  wrapped(executablePath: string): string
}
export type OwnLan = {
  /** Our own address on it. */
  readonly address: string
  readonly computers: readonly LanComputer[]
  close(): void
}

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] })
let made = 0

/** `count` computers, at most 200; a sentence instead where this machine does not let us. */
export function ownLan(count: number): OwnLan | string {
  if (process.getuid?.() !== 0) return 'it needs root, to make network namespaces'
  const id = `${process.pid}${String.fromCharCode(97 + (made++ % 26))}`
  const bridge = `cl${id}`
  const net = `10.${214 + (made % 20)}.${process.pid % 250}`
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-lan-'))
  const spaces: string[] = []
  const close = () => {
    // A cable ends with the network at its end.
    for (const words of [...spaces.map((space) => ['netns', 'del', space]), ['link', 'del', bridge]])
      try {
        ip(...words)
      } catch {
        // It was not made, or is gone already.
      }
    rmSync(folder, { recursive: true, force: true })
  }
  const computer = (number: number): LanComputer => {
    const space = `cord-${id}-${number}`
    const [outer, inner] = [`co${id}${number}`, `ci${id}${number}`]
    spaces.push(space)
    ip('netns', 'add', space)
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner)
    ip('link', 'set', inner, 'netns', space)
    ip('link', 'set', outer, 'master', bridge, 'up')
    ip('-n', space, 'addr', 'add', `${net}.${10 + number}/24`, 'brd', '+', 'dev', inner)
    ip('-n', space, 'link', 'set', 'lo', 'up')
    ip('-n', space, 'link', 'set', inner, 'up')
    ip('-n', space, 'route', 'add', 'default', 'via', `${net}.1`)
    return {
      address: `${net}.${10 + number}`,
      wrapped: (executablePath) => {
        const file = join(folder, `start-${number}`)
        writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${space} '${executablePath}' "$@"\n`)
        chmodSync(file, 0o755)
        return file
      },
    }
  }
  try {
    ip('link', 'add', bridge, 'type', 'bridge', 'mcast_snooping', '0')
    ip('addr', 'add', `${net}.1/24`, 'brd', '+', 'dev', bridge)
    ip('link', 'set', bridge, 'up')
    return { address: `${net}.1`, computers: Array.from({ length: count }, (_, number) => computer(number)), close }
  } catch (error) {
    close()
    return `no network namespaces can be made here: ${error instanceof Error ? error.message.trim().split('\n').at(-1) : error}`
  }
}
