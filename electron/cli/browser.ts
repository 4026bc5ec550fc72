// Opens an address in the user's browser, where there is a screen for one.
import { spawn } from 'node:child_process'

/** The command that opens an address here; null where there is no screen. */
export function opener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): [command: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
}

/** True when a browser was asked; it may still not come. */
export function openBrowser(address: string): boolean {
  const command = opener(process.platform, process.env)
  if (!command) return false
  const [program, ...args] = command
  const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore' })
  // Without the program the address is on the screen all the same.
  child.on('error', () => {})
  child.unref()
  return true
}
