// The console: the renderer as static files, hashed, under any origin's root.
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { consoleFolder, root } from './paths.ts'

export const consoleConfig: InlineConfig = {
  root: join(root, 'renderer'),
  base: './',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: consoleFolder,
    emptyOutDir: true,
    target: 'es2024',
    assetsDir: 'assets',
    // The content security policy allows no data: scripts; small pictures may stay in line.
    assetsInlineLimit: (path) => (/\.(svg|png|woff2?)$/.test(path) ? undefined : false),
    chunkSizeWarningLimit: 2000,
  },
}
