// The desktop app's own code: main and preload, each one CommonJS file, and what main starts beside itself. Packages are inside, but
// for those that cannot be (build/desktop/contents.ts).
import { join } from 'node:path'
import type { InlineConfig, Plugin } from 'vite'
import { ownPrograms, programName } from './ownPrograms.ts'
import { root } from './paths.ts'

type Part = { entry: string; name: string; format: 'cjs' | 'es'; packages: 'outside' | 'inside' }

/** `preload` runs in the sandbox, which can require nothing but `electron`. */
export const desktopParts: Record<'main' | 'preload', Part> = {
  main: { entry: join(root, 'electron/desktop/main/main.ts'), name: 'main.cjs', format: 'cjs', packages: 'outside' },
  preload: { entry: join(root, 'electron/desktop/preload/preload.ts'), name: 'preload.cjs', format: 'cjs', packages: 'inside' },
}

/** A program that is started by its source file. */
export const programPart = (file: string): Part => ({
  entry: file,
  name: programName(file),
  format: 'es',
  packages: 'outside',
})

/** What a build is for, where it is not the Electron that is shipped. */
export type Runtime = {
  /** Of Vite. */
  target: string
  /** Packages that stay outside where the others do not: native ones, and such as look for files beside themselves. */
  outside: readonly string[]
  /** Code at the start of each file but the preload. */
  banner: string
  /** Without comments and spaces; names stay as they are. */
  compact?: boolean
}

/** One file of `folder`; `found` is told the source files of programs it starts. */
export const desktopConfig = (
  { entry, name, format, packages }: Part,
  folder: string,
  found: (file: string) => void,
  runtime: Runtime,
  more: readonly Plugin[] = [],
): InlineConfig => ({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [ownPrograms(found), ...more],
  ssr: { noExternal: true },
  build: {
    ssr: entry,
    outDir: folder,
    emptyOutDir: false,
    minify: false,
    sourcemap: true,
    target: runtime.target,
    rolldownOptions: {
      external: (id) => id === 'electron' || id.startsWith('node:') || (packages === 'outside' && isOutside(id, runtime)),
      output: {
        format,
        entryFileNames: name,
        codeSplitting: false,
        banner: packages === 'outside' ? runtime.banner : undefined,
        minify: runtime.compact ? { compress: false, mangle: false, codegen: { removeWhitespace: true } } : false,
      },
    },
  },
})

const isOutside = (id: string, { outside }: Runtime): boolean => outside.some((name) => id === name || id.startsWith(`${name}/`))
