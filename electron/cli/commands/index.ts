// What `npm run host -- <command>` does beside running the host; each works on the data folder, with or without a running host.
import type { Terminal } from '../program.ts'
import { unlock } from './unlock.ts'

/** `args` are those after the command's name; the result is the process's code. */
export type Command = (args: string[], terminal: Terminal, env: NodeJS.ProcessEnv) => number | Promise<number>

export const commands: Readonly<Record<string, Command>> = { unlock }
