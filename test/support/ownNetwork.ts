// A network of its own for a program (a Linux network namespace on a cable to us), and the cable can be pulled. Needs root.
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type OwnNetwork = {
  /** Our end of the cable: where the program finds us. */
  readonly address: string
  /** The other end: where we find the program. */
  readonly inside: string
  /** A program that starts the one given inside. */
  wrapped(executablePath: string): string
  pull(pulled: boolean): void
  /** Makes the way there and the way back each so much longer; false where this kernel cannot. */
  delay(ms: number): boolean
  close(): void
}

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] })

/** Lays the cable; a sentence instead where this machine does not let us. */
export function ownNetwork(): OwnNetwork | string {
  if (process.getuid?.() !== 0) return 'it needs root, to make a network namespace'
  const space = `cord-${process.pid}`
  const [outer, inner] = [`co${process.pid}`, `ci${process.pid}`]
  const net = `10.213.${process.pid % 250}`
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-net-'))
  const close = () => {
    for (const words of [
      ['link', 'del', outer],
      ['netns', 'del', space],
    ])
      try {
        ip(...words)
      } catch {
        // It was not made, or is gone already.
      }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    ip('netns', 'add', space)
    ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner)
    ip('link', 'set', inner, 'netns', space)
    ip('addr', 'add', `${net}.1/30`, 'dev', outer)
    ip('link', 'set', outer, 'up')
    ip('-n', space, 'addr', 'add', `${net}.2/30`, 'dev', inner)
    ip('-n', space, 'link', 'set', 'lo', 'up')
    ip('-n', space, 'link', 'set', inner, 'up')
    ip('-n', space, 'route', 'add', 'default', 'via', `${net}.1`)
  } catch (error) {
    close()
    return `no network namespace can be made here: ${error instanceof Error ? error.message.trim().split('\n').at(-1) : error}`
  }
  return {
    address: `${net}.1`,
    inside: `${net}.2`,
    wrapped: (executablePath) => {
      const file = join(folder, 'start')
      writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${space} '${executablePath}' "$@"\n`)
      chmodSync(file, 0o755)
      return file
    },
    delay: (ms) => {
      const netem = (device: string) => ['qdisc', 'add', 'dev', device, 'root', 'netem', 'delay', `${ms}ms`]
      try {
        execFileSync('tc', netem(outer), { stdio: 'ignore' })
        ip('netns', 'exec', space, 'tc', ...netem(inner))
        return true
      } catch {
        return false
      }
    },
    pull: (pulled) => void ip('link', 'set', outer, pulled ? 'down' : 'up'),
    close,
  }
}
