// Where the host was installed, the command has another name than in a checkout, and is told by it.

const command = process.env.CORDBOARD_COMMAND

/** A line with the host's command as the reader has it. */
export const asStarted = (line: string): string => (command ? line.replaceAll('npm run host --', command) : line)
