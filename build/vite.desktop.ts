// The desktop app's own code: main and preload, each one CommonJS file. Packages stay in node_modules, the native one above all.
import { isAbsolute, join } from 'node:path'
import type { InlineConfig } from 'vite'
import { desktopFolder, root } from './paths.ts'

/** `preload` runs in the sandbox, which can require nothing but `electron`. */
export const desktopConfig = (part: 'main' | 'preload'): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: part === 'preload' ? true : undefined },
  build: {
    ssr: join(root, 'electron', part, `${part}.ts`),
    outDir: desktopFolder,
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    target: 'node24',
    rolldownOptions: {
      external: (id) =>
        id === 'electron' || id.startsWith('node:') || (part === 'main' && !id.startsWith('.') && !isAbsolute(id)),
      output: { format: 'cjs', entryFileNames: `${part}.cjs`, codeSplitting: false },
    },
  },
})
