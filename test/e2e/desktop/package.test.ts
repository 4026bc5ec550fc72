// `npm run package`: what the packaged app consists of, and that it suffices. Electron itself is the one of the tests, which stands in for
// the one in package.json: it is copied and its fuses are set, but it is not started.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { extractAll, listPackage } from '@electron/asar'
import { getCurrentFuseWire } from '@electron/fuses'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WaveFile from 'wavefile'
import { filesIn } from '../../../build/files.ts'
import { closed } from '../../../build/fuses.ts'
import { root } from '../../../build/paths.ts'
import { bringElectron25 } from '../../support/electron/electron25.ts'
import { describeUnless } from '../../support/runner/describeUnless.ts'

const run = promisify(execFile)
/** As packaged: from where, and what signs. */
const updates = { feed: 'https://updates.example/cordboard', key: 'MCowBQYDK2VwAyEA' }
/** Electron’s own files excepted. */
const mostBytes = 40_000_000
const sources = [
  'build',
  'electron',
  'renderer',
  'shared',
  'forge.config.ts',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'NOTICE',
]

const parts = await bringElectron25(() => {}).catch((error: unknown) => String(error))

/** As it is downloaded: the folder in a `.zip` by the name of the version that is asked for. */
async function electronZip(electron: string, to: string): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
  const from = join(electron, '..')
  const entries = filesIn(from).map((name) => {
    const attrs = (statSync(join(from, name)).mode & 0o777) << 16
    return [name, [readFileSync(join(from, name)), { level: 0, os: 3, attrs }]] as const
  })
  await writeFile(join(to, `electron-v${version}-linux-x64.zip`), zipSync(Object.fromEntries(entries) as never))
}

const sentences = {
  en: 'You are third. Смирнов, Παπαδόπουλος, 王小明, محمد and Łukasz wait; København, Città, Újpest.',
  de: 'Sie sind Nummer 3. Смирнов, Παπαδόπουλος und Łukasz warten; København, Città, Újpest.',
  fr: 'Vous êtes le troisième. Смирнов, Παπαδόπουλος, Łukasz; København, Città, Újpest.',
  es: 'Usted es el tercero. Смирнов, Παπαδόπουλος, Łukasz; København, Città, Újpest.',
  nl: 'U bent nummer 3. Смирнов, Παπαδόπουλος, Łukasz, crèche; København, Città, Újpest.',
}

/** What the program of a built app says, by language: its voices, and a digest of each sound. */
async function said(app: string): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [join(app, 'dist/desktop/speech.espeakProgram.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const path = join(app, 'said.wav')
  try {
    const lines = createInterface({ input: child.stdout })
    const ask = async (command: object): Promise<unknown> => {
      child.stdin.write(`${JSON.stringify({ id: 1, ...command })}\n`)
      const [line] = await once(lines, 'line')
      return JSON.parse(String(line))
    }
    const answers: Record<string, unknown> = { voices: await ask({ do: 'voices' }) }
    for (const [voice, text] of Object.entries(sentences)) {
      const reply = await ask({ do: 'render', text, voice, speed: 1, path })
      answers[voice] = [reply, createHash('sha256').update(readFileSync(path)).digest('hex')]
    }
    return answers
  } finally {
    child.kill()
  }
}

describeUnless(typeof parts === 'string' ? parts : null, 'the packaged desktop app', () => {
  let folder: string
  let app: string
  let resources: string
  let inside: string[]
  let unpacked: string

  beforeAll(async () => {
    if (typeof parts === 'string') return
    folder = mkdtempSync(join(tmpdir(), 'cordboard-package-'))
    const project = join(folder, 'project')
    await mkdir(project)
    for (const each of sources) await cp(join(root, each), join(project, each), { recursive: true })
    for (const each of readdirSync(root).filter((name) => name.startsWith('tsconfig')))
      cpSync(join(root, each), join(project, each))
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
    await electronZip(parts.electron, folder)
    const forge = join(root, 'node_modules', '@electron-forge', 'cli', 'dist', 'electron-forge.js')
    await run(process.execPath, [forge, 'package'], {
      cwd: project,
      env: {
        ...process.env,
        CORDBOARD_ELECTRON_ZIPS: folder,
        CORDBOARD_UPDATES: updates.feed,
        CORDBOARD_UPDATE_KEY: updates.key,
      },
    })
    app = join(project, 'out', 'Cordboard-linux-x64')
    resources = join(app, 'resources')
    const archive = join(resources, 'app.asar')
    inside = listPackage(archive, { isPack: false }).map((path) => path.slice(1))
    unpacked = join(folder, 'unpacked')
    extractAll(archive, unpacked)
  }, 300_000)
  afterAll(() => {
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  test('is small, and has nothing that only its developers need', () => {
    const sizes = (folder: string) => filesIn(folder).map((name) => [statSync(join(folder, name)).size, name] as const)
    const bytes = sizes(resources).reduce((sum, [size]) => sum + size, 0)
    const largest = sizes(unpacked).sort(([a], [b]) => b - a)
    const lines = largest.slice(0, 10).map(([size, name]) => `${(size / 1e6).toFixed(2).padStart(6)} MB ${name}`)
    console.info([`the app without Electron’s own files: ${(bytes / 1e6).toFixed(1)} MB; largest:`, ...lines].join('\n'))
    expect(bytes).toBeLessThan(mostBytes)
    expect(
      inside.filter((path) => /\.(map|tsx?|mts|gypi?|c|h)$|node-linux|^(electron|renderer|test|build)\//.test(path)),
    ).toEqual([])
    expect(inside.filter((path) => path.endsWith('.node'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    expect(filesIn(join(resources, 'app.asar.unpacked'))).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
    const description = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'))
    expect(description).toMatchObject({ name: 'cordboard', productName: 'Cordboard', main: 'dist/desktop/main.cjs', updates })
    expect(description.devDependencies ?? description.scripts).toBeUndefined()
  })

  test('source maps are kept beside it', () => {
    expect(readdirSync(`${app}-maps`)).toContain('desktop.main.cjs.map')
    expect(readdirSync(`${app}-maps`).some((name) => /^console\.assets\..*\.js\.map$/.test(name))).toBe(true)
  })

  test('its binary takes no debugger, no options and no other code', async () => {
    const wire = (await getCurrentFuseWire(join(app, 'cordboard'))) as unknown as Record<string, number>
    const code = (on: boolean) => (on ? '1' : '0').charCodeAt(0)
    const known = Object.entries(closed).filter(([fuse]) => fuse in wire)
    expect(known.length).toBeGreaterThanOrEqual(7)
    for (const [fuse, on] of known) expect([fuse, wire[fuse]]).toEqual([fuse, code(on)])
  })

  test('the licences of all that is in it are with it, and the list for programs fits its schema', async () => {
    const licences = readFileSync(join(resources, 'LICENSES.txt'), 'utf8')
    const bom = JSON.parse(readFileSync(join(resources, 'sbom.cdx.json'), 'utf8')) as {
      components: { name: string; version: string; licenses?: unknown[] }[]
    }
    const names = bom.components.map(({ name }) => name)
    for (const name of [
      'react',
      '@mantine/core',
      'sip.js',
      'fastify',
      'better-sqlite3',
      'ari-client',
      '@echogarden/espeak-ng-emscripten',
    ])
      expect(names).toContain(name)
    expect(names).not.toContain('vitest')
    for (const { name, version } of bom.components) expect(licences).toContain(`${name} ${version} (`)
    expect(bom.components.filter(({ licenses }) => !licenses?.length)).toEqual([])
    expect(licences).toContain('GNU GENERAL PUBLIC LICENSE')
    expect(licences).toContain('https://github.com/echogarden-project/espeak-ng-emscripten')
    // Packages in the archive that nobody listed.
    const folders = new Set(
      inside.flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/[^/]+|[^@/][^/]*)(?=\/)/.exec(path)?.[0] ?? []),
    )
    const named = [...folders].map(
      (path) => JSON.parse(readFileSync(join(unpacked, path, 'package.json'), 'utf8')).name as string,
    )
    expect(named.filter((name) => !names.includes(name))).toEqual([])
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(JSON.stringify(bom))).toBeNull()
  })

  test('icons of all three systems are there', () => {
    const ship = join(folder, 'project', 'dist', 'ship')
    const head = (name: string) => readFileSync(join(ship, name)).subarray(0, 4)
    expect(head('icon.ico')).toEqual(Buffer.from([0, 0, 1, 0]))
    expect(head('icon.icns').toString()).toBe('icns')
  })

  test('what is in it suffices: the voice says from its packed data what it says from all of it', async () => {
    expect(existsSync(join(unpacked, 'node_modules/@echogarden/espeak-ng-emscripten/espeak-ng.data'))).toBe(false)
    const [packed, whole] = await Promise.all([unpacked, join(folder, 'project')].map((of) => said(of)))
    expect(packed?.voices).toMatchObject({ ok: true, voices: expect.arrayContaining([expect.anything()]) })
    expect(packed).toEqual(whole)
  })

  test('what is in it suffices: the client of Asterisk loads', async () => {
    const program = "for (const name of ['ari-client', 'wavefile', 'mpg123-decoder', 'audio-file-decoder']) await import(name)\n"
    await writeFile(join(unpacked, 'loads.mjs'), program)
    await run(process.execPath, [join(unpacked, 'loads.mjs')])
  })

  test('what is in it suffices: sound becomes MP3 by a package that can be replaced', async () => {
    const wav = new WaveFile.WaveFile()
    wav.fromScratch(1, 8000, '16', new Int16Array(8000).fill(1000))
    const worker = new Worker(join(unpacked, 'dist/desktop/media.mp3Worker.mjs'), { workerData: wav.toBuffer() })
    try {
      const [message] = await once(worker, 'message')
      expect(message).toMatchObject({ ok: true })
    } finally {
      await worker.terminate()
    }
    expect(inside).toContain('node_modules/wasm-media-encoders/package.json')
  })
})
