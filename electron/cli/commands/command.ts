// A command of the headless program.
import type { Terminal } from '../program.ts'

/** `args` are those after the command's name; the result is the process's code. */
export type Command = (args: string[], terminal: Terminal, env: NodeJS.ProcessEnv) => number | Promise<number>
