// `npm run make:host`: the headless host to install elsewhere, with everything it needs: a tarball and a package for Debian.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { filesIn } from './files.ts'
import { helpFor } from './help.ts'
import { makeDeb, makeTarball } from './host/archives.ts'
import { aboutHere, settle, stageHost } from './host/stage.ts'
import { root } from './paths.ts'

helpFor(`npm run make:host [-- --to <folder>]: the headless host for Linux and this computer's processor, with Node and
everything else it needs, as a tarball and a package for Debian, into dist/host or <folder>. The same commit gives the same files.`)

const { values } = parseArgs({ options: { to: { type: 'string', default: join(root, 'dist', 'host') } } })
const to = resolve(values.to)
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`.padStart(10)

/** What each part of the folder weighs, the largest first. */
function reportParts(folder: string): void {
  const parts = Map.groupBy(
    filesIn(folder),
    (path) => /^(node_modules\/(?:@[^/]+\/)?[^/]+|[^/]+(?:\/[^/]+)?)/.exec(path)?.[0] ?? path,
  )
  const sizes = [...parts].map(([name, paths]) => ({
    name,
    bytes: paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0),
  }))
  for (const { name, bytes } of sizes.sort((a, b) => b.bytes - a.bytes).slice(0, 12)) console.log(`${megabytes(bytes)}  ${name}`)
  console.log(`${megabytes(sizes.reduce((sum, { bytes }) => sum + bytes, 0))}  all of it, unpacked`)
}

if (process.platform !== 'linux') throw new Error('The host is packed on Linux only.')
const about = aboutHere()
const staged = mkdtempSync(join(tmpdir(), 'cordboard-host-'))
try {
  mkdirSync(to, { recursive: true })
  await stageHost(staged, about)
  settle(staged, about.epoch)
  reportParts(staged)
  for (const path of [makeTarball(staged, to, about), makeDeb(staged, to, about)])
    console.log(`${megabytes(statSync(path).size)}  ${path}`)
} finally {
  rmSync(staged, { recursive: true, force: true })
}
