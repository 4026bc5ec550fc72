// The repository's own sources, as the tests of its shape read them.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from '../../build/paths.ts'

export type Source = { path: string; text: string }

/** Every TypeScript file below the folders; paths are relative to the repository, with slashes. */
export function sourcesIn(...folders: string[]): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') }))
}

const token = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\/.*|\/\*[\s\S]*?\*\//g

/** The code without comments and without what its strings say; lines stay where they are. */
export const codeOf = (text: string): string => text.replace(token, (found) => found.replace(/[^\n]/g, ' '))

/** `path:line` of every place where the pattern (with the flag `g`) is in the code. */
export function placesOf(sources: readonly Source[], pattern: RegExp): string[] {
  return sources.flatMap(({ path, text }) => {
    const code = codeOf(text)
    return [...code.matchAll(pattern)].map(
      (found) => `${path}:${code.slice(0, found.index).split('\n').length} ${found[0].trim()}`,
    )
  })
}
