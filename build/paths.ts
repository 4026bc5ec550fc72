// Where things are, for the build and for `npm start`.
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const consoleFolder = join(root, 'dist', 'console')
export const desktopFolder = join(root, 'dist', 'desktop')
