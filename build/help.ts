/** With `--help` among the command's words: prints `usage` and ends the process. */
export function helpFor(usage: string): void {
  if (!process.argv.slice(2).includes('--help')) return
  console.log(usage)
  process.exit(0)
}
