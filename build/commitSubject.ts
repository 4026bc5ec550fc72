// The commit-msg hook (lefthook.yml): `scope: imperative`, at most 72 characters.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const longest = 72

/** What is wrong with the first line of a commit's message; null where nothing is. Merges and reverts are Git's own words. */
export function subjectProblem(message: string): string | null {
  const subject = message.split('\n', 1)[0] ?? ''
  if (/^(Merge|Revert|fixup!|squash!) ?/.test(subject)) return null
  if (subject.length > longest) return `The subject has ${subject.length} characters; at most ${longest}.`
  if (!/^[a-z0-9][\w./, -]*: \S/.test(subject)) return 'The subject begins with a scope: "queues: offer the next caller".'
  return null
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problem = subjectProblem(readFileSync(process.argv[2] ?? '', 'utf8'))
  if (problem !== null) {
    console.error(problem)
    process.exit(1)
  }
}
