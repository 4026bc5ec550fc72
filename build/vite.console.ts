// The console: the renderer as static files, hashed, under any origin's root (also `app://`). Big libraries are files of
// their own, so that a new release of ours does not make every console fetch them again.
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { consoleFolder, root } from './paths.ts'

const vendors: [name: string, pattern: RegExp][] = [
  ['react', /node_modules\/(react|react-dom|react-router|scheduler|zustand|use-sync-external-store)\//],
  ['mantine', /node_modules\/(@mantine\/(?!charts)[^/]+|@floating-ui|react-remove-scroll|react-remove-scroll-bar|clsx)\//],
  ['sip', /node_modules\/sip\.js\//],
  ['contract', /node_modules\/(@orpc|zod)\//],
  ['telephone', /node_modules\/libphonenumber-js\//],
]

const devHost = process.env.CORDBOARD_HOST ?? 'http://127.0.0.1:7080'

export const consoleConfig: InlineConfig = {
  root: join(root, 'renderer'),
  base: './',
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
  build: {
    outDir: consoleFolder,
    emptyOutDir: true,
    target: 'es2024',
    assetsDir: 'assets',
    sourcemap: true,
    // The content security policy allows no data: scripts; small pictures may stay in line.
    assetsInlineLimit: (path) => (/\.(svg|png|woff2?)$/.test(path) ? undefined : false),
    chunkSizeWarningLimit: 2000,
    // The console; a screen with a wallboard; and two pages of the desktop app: on which an office is chosen, and the call window’s.
    rolldownOptions: {
      input: ['index.html', 'join.html', 'call.html', 'screen.html'].map((page) => join(root, 'renderer', page)),
      output: { codeSplitting: { groups: vendors.map(([name, test]) => ({ name, test })) } },
    },
  },
  // `vite` beside a running host, for work on the console with hot reload.
  server: {
    port: 5173,
    strictPort: true,
    proxy: Object.fromEntries(
      ['/auth', '/media', '/rpc', '/sip', '/healthz'].map((path) => [
        path,
        { target: devHost, ws: path === '/rpc' || path === '/sip' },
      ]),
    ),
  },
}
