// `pbx-files` on a data folder whose host may be running.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type GuestPbxKind, usualContext } from '../../../shared/domain/guest.ts'
import { type AriLogin, canLeast, type GuestCan, guestCan, phonesContext } from '../../adapters/pbx/guest/asked.ts'
import { withBlock } from '../../adapters/pbx/guest/files.ts'
import { openBeside } from '../../adapters/store/store.ts'
import { wallClock } from '../system.ts'
import { archiveOf, filesByName, type GuestFiles, guestPassword, makeGuestFiles, rememberedChoice } from './files.ts'

export type PbxFilesWanted = {
  folder: string
  /** A folder, or a file that ends in `.zip`. */
  to: string
  url?: string | undefined
  user?: string | undefined
  password?: string | undefined
  kind?: GuestPbxKind | undefined
  context?: string | undefined
}

export type PbxFilesWritten =
  | { result: 'written'; paths: string[]; kind: GuestPbxKind; context: string; asked: boolean }
  | { result: 'noOffice' | 'noUrl' | 'noContext' }

/** Whatever is not given is as it was the last time, or as that Asterisk tells. Rejects with a coded error of the store or of Asterisk's files. */
export async function writePbxFiles(wanted: PbxFilesWanted): Promise<PbxFilesWritten> {
  const store = openBeside({ folder: wanted.folder, clock: wallClock })
  if (store === null) return { result: 'noOffice' }
  try {
    const before = rememberedChoice(store)
    const url = wanted.url ?? before?.url
    if (url === undefined) return { result: 'noUrl' }
    const user = wanted.user ?? before?.user ?? 'cordboard'
    const kind = wanted.kind ?? before?.kind ?? 'plain'
    const password = wanted.password ?? guestPassword(store) ?? undefined
    const told = await asked({ ariUrl: url, ariUser: user, ariPassword: password ?? '' })
    const known = before?.kind === kind ? before.context : undefined
    const context = wanted.context ?? known ?? told?.context ?? usualContext(kind)
    if (context === '') return { result: 'noContext' }
    const made = makeGuestFiles(store, { choice: { kind, context }, url, user, password, can: told?.can ?? canLeast })
    store.audit.add({ userId: 'host', action: 'pbxFiles.download', target: kind, detail: wanted.to })
    const paths = wanted.to.endsWith('.zip')
      ? await write(dirname(wanted.to), { [wanted.to.slice(dirname(wanted.to).length + 1)]: archiveOf(made) })
      : await write(wanted.to, await besideTheirs(wanted.to, made))
    return { result: 'written', paths, kind, context, asked: told !== null }
  } finally {
    store.close()
  }
}

/** Null where it does not answer, as before it is set up. */
async function asked(login: AriLogin): Promise<{ can: GuestCan; context: string | null } | null> {
  try {
    const [can, context] = await Promise.all([guestCan(login), phonesContext(login)])
    return { can, context }
  } catch {
    return null // the files are made for the least that all can
  }
}

/** A folder may be that of Asterisk itself: what goes into a file of theirs leaves the rest of it. */
async function besideTheirs(folder: string, made: GuestFiles): Promise<Record<string, string>> {
  const texts = filesByName(made)
  for (const { name, text } of made.files.filter(({ way }) => way === 'block')) {
    const theirs = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      return ''
    })
    texts[name] = withBlock(theirs, text)
  }
  return texts
}

/** Each for its owner only, and whole or not at all. */
async function write(folder: string, files: Record<string, string | Uint8Array>): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const paths: string[] = []
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    const part = `${path}.${randomUUID()}`
    try {
      const file = await open(part, 'wx', 0o600)
      try {
        await file.writeFile(content)
      } finally {
        await file.close()
      }
      await rename(part, path)
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
    paths.push(path)
  }
  return paths
}
