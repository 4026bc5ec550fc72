// Which program `npm start` starts, and why.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Choice = { program: 'desktop'; binary: string; why: string } | { program: 'headless'; why: string }

export type Machine = {
  /** The `electron` package's folder. */
  electron: string
  env: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  /** Effective user id; undefined on Windows. */
  uid: number | undefined
}

/** The oldest Node that runs TypeScript as it is, without a flag. */
export const oldestNode = [22, 18] as const

/** A sentence for a Node that is too old; null when it will do. */
export function nodeProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return null
  return `Cordboard needs Node ${oldestNode.join('.')} or later, and this is ${version}. Run "npm ci" (which brings one where it can), or see https://nodejs.org.`
}

/** Looks for Electron's binary without loading the package, which would try to download it. */
export function electronBinary({ electron, env }: Pick<Machine, 'electron' | 'env'>): string | null {
  const named = join(electron, 'path.txt')
  const path = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron'
  const binary = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electron, 'dist'), path)
  return existsSync(binary) ? binary : null
}

export function choose(machine: Machine): Choice {
  const { env, platform, uid } = machine
  const binary = electronBinary(machine)
  const screen = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (binary === null) return { program: 'headless', why: 'Electron’s binary is not here (npx install-electron brings it)' }
  if (!screen) return { program: 'headless', why: 'there is no screen for the desktop app' }
  if (uid === 0) return { program: 'headless', why: 'Electron’s sandbox does not run as root' }
  return { program: 'desktop', binary, why: 'Electron’s binary is here' }
}
