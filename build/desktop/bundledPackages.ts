// Which packages a build took into its files: their licences go with them.
import { relative } from 'node:path'
import type { Plugin } from 'vite'
import { root } from '../paths.ts'

/** `…/node_modules/a/node_modules/@b/c/d.js` is of the package `node_modules/a/node_modules/@b/c`; null for what is of none. */
export const packageOf = (id: string): string | null =>
  /^\0?(.*node_modules\/(?:@[^/]+\/)?[^/?]+)/.exec(relative(root, id.replace(/^\0/, '')).replaceAll('\\', '/'))?.[1] ?? null

/** Adds their folders, as paths within the project, to `into`. */
export const bundledPackages = (into: Set<string>): Plugin => ({
  name: 'bundled-packages',
  buildEnd() {
    for (const id of this.getModuleIds()) {
      const path = packageOf(id)
      if (path) into.add(path)
    }
  },
})
