// What the host runs on a thread or in a process of its own is started by its source file, `new URL('./name.ts', import.meta.url)`.
// In the packaged app there are no source files: each such program is built beside the main one, and started from there.
import { basename, dirname, join } from 'node:path'
import type { Plugin } from 'vite'

const started = /new URL\('\.\/(\w+)\.ts', import\.meta\.url\)/g

/** The built program of a source file: `media/convertWorker.ts` is `media.convertWorker.mjs`. */
export const programName = (file: string): string => `${basename(dirname(file))}.${basename(file, '.ts')}.mjs`

/** Has programs started as they are built, and tells `found` their source files. */
export const ownPrograms = (found: (file: string) => void): Plugin => ({
  name: 'own-programs',
  // Before types are taken out and quotes are changed.
  enforce: 'pre',
  transform(code, id) {
    const built = code.replace(started, (_all, name: string) => {
      const file = join(dirname(id), `${name}.ts`)
      found(file)
      return `new URL('./${programName(file)}', import.meta.url)`
    })
    return built === code ? null : { code: built, map: null }
  },
})
