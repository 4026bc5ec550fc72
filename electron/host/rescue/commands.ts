// `npm run host -- doctor | backup | restore | repair`: what can be done to a data folder without a running host or console.
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseName, lockFolder } from '../../adapters/store/database.ts'
import { migrations } from '../../adapters/store/migrations/index.ts'
import { problemsOf, salvage, schemaIn } from '../../adapters/store/salvage.ts'
import { bytesOf, listLocal, makeLocal, restoreLocal, setAside } from '../backup/local.ts'

export type Rescue = 'doctor' | 'backup' | 'restore' | 'repair'
export const rescues: readonly Rescue[] = ['doctor', 'backup', 'restore', 'repair']

type Given = { folder: string; copy?: string | undefined; now: number; out(line: string): void }

/** Below this much free space the doctor warns, bytes. */
const littleSpace = 1_000_000_000
const problemsAtMost = 20

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** Returns the status for the process: 0 fine, 1 something is wrong. Throws StoreError, e.g. LOCKED. */
export async function rescue(command: Rescue, given: Given): Promise<number> {
  if (command === 'doctor') return doctor(given)
  if (!existsSync(given.folder)) {
    given.out(`There is no data folder at ${given.folder}.`)
    return 1
  }
  if (command === 'repair') return repair(given)
  if (command === 'backup') {
    const name = await makeLocal(given.folder, given.now)
    given.out(`Made the local copy ${name}.`)
    return 0
  }
  const { name, replaced } = await restoreLocal(given.folder, given.now, given.copy)
  given.out(`Put back ${name}. What it replaced is in ${replaced}.`)
  return 0
}

async function doctor({ folder, out, now }: Given): Promise<number> {
  if (!existsSync(join(folder, databaseName))) {
    out(`bad   There is no database in ${folder}.`)
    return 1
  }
  let bad = 0
  const line = (fine: boolean, text: string) => {
    if (!fine) bad += 1
    out(`${fine ? 'ok   ' : 'bad  '} ${text}`)
  }
  const held = isHeld(folder)
  out(`info  ${held ? 'A host is using this data folder.' : 'No host is using this data folder.'}`)
  const others = statSync(folder).mode & 0o077
  line(
    process.platform === 'win32' || others === 0,
    `permissions: ${others === 0 ? 'only its owner reads the folder' : 'others can open the folder'}`,
  )
  const { bavail, bsize } = await statfs(folder)
  line(bavail * bsize > littleSpace, `space: ${megabytes(bavail * bsize)} free`)
  const schema = schemaIn(folder)
  const newest = migrations.at(-1)?.number ?? 0
  if (schema !== null)
    line(
      schema <= newest,
      schema <= newest ? `schema: ${schema}` : `schema: ${schema} belongs to a newer version (this one knows ${newest})`,
    )
  const problems = problemsOf(folder, problemsAtMost)
  line(problems.length === 0, problems.length === 0 ? 'database: whole' : 'database: damaged')
  for (const problem of problems) out(`      ${problem}`)
  const copies = await listLocal(folder)
  const [copy] = copies
  line(
    copy !== undefined && now - copy.at < 3 * 86_400_000,
    copy
      ? `local copies: ${copies.length}, the newest ${copy.name} (${megabytes(await bytesOf(folder, copy))})`
      : 'local copies: none',
  )
  if (problems.length > 0)
    out('Stop the host, then: npm run host -- repair (saves what can be read), or npm run host -- restore (the newest copy).')
  return bad === 0 ? 0 : 1
}

function isHeld(folder: string): boolean {
  try {
    lockFolder(folder).release()
    return false
  } catch {
    return true
  }
}

/** A new database takes the place of the damaged one, which is kept beside it with the rows that could not be read. */
async function repair({ folder, out, now }: Given): Promise<number> {
  const lock = lockFolder(folder)
  const stage = join(folder, `.repair-${now}`)
  try {
    await mkdir(join(stage, 'new'), { recursive: true, mode: 0o700 })
    for (const end of ['', '-wal'])
      if (existsSync(join(folder, databaseName + end)))
        await copyFile(join(folder, databaseName + end), join(stage, databaseName + end))
    const lost: unknown[] = []
    const tables = salvage(join(stage, databaseName), join(stage, 'new'), (row) => lost.push(row))
    const replaced = await setAside(folder, now)
    await rename(join(stage, 'new', databaseName), join(folder, databaseName))
    if (lost.length > 0) writeFileSync(join(replaced, 'lost.json'), JSON.stringify(lost, null, 1), { mode: 0o600 })
    for (const { table, rows, damaged, whole } of tables) {
      const notes = [damaged > 0 ? `${damaged} damaged, set aside` : '', whole ? '' : 'some could not be reached'].filter(Boolean)
      out(
        `${notes.length === 0 ? 'ok   ' : 'lost '} ${table}: ${rows} row${rows === 1 ? '' : 's'} saved${notes.map((note) => `; ${note}`).join('')}`,
      )
    }
    out(`The damaged database is in ${replaced}${lost.length > 0 ? ', with the damaged rows in lost.json' : ''}.`)
    return 0
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_') !== true) throw error
    out('Nothing of this database can be read. `npm run host -- restore` puts back the newest copy.')
    return 1
  } finally {
    await rm(stage, { recursive: true, force: true })
    lock.release()
  }
}
