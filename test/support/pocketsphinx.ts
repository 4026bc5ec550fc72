// PocketSphinx with its English model for tests: the system's, or Debian's packages of this release in the cache, without root.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ownRelease, readAptSources } from '../../electron/adapters/pbx/acquire/aptSources.ts'
import { libraryFolders, osCodename } from '../../electron/adapters/pbx/acquire/asterisk.ts'
import { cacheFolder } from '../../electron/adapters/pbx/acquire/cache.ts'
import { bringPackages } from '../../electron/adapters/pbx/acquire/debian.ts'

const systemsOwn = /^(libc6|libc-bin|libgcc-s1|libstdc\+\+6|libcrypt1|dash|bash|perl|coreutils|debconf|dpkg|tar)_/
const installed = { program: '/usr/bin/pocketsphinx_batch', model: '/usr/share/pocketsphinx/model/en-us' }

/** The recogniser's command and environment; throws, with the packages' names, where it cannot be had. */
export async function pocketsphinx(): Promise<{ command: string[]; env: Record<string, string> }> {
  const script = join(import.meta.dirname, '..', 'fixtures', 'hear_digits.py')
  const command = ['python3', script, '{file16}']
  if (existsSync(installed.program) && existsSync(installed.model)) return { command, env: {} }
  const codename = await osCodename()
  const sources = ownRelease(readAptSources(), codename)
  const candidates = sources.length > 0 ? [{ label: codename || 'this release', sources }] : []
  const packages = ['pocketsphinx', 'pocketsphinx-en-us']
  const root = await bringPackages({ name: 'pocketsphinx', candidates, packages, skip: systemsOwn }, cacheFolder(), {}).catch(
    (error: Error) => {
      throw new Error(`NOT RUN: no PocketSphinx (${error.message}). apt-get install ${packages.join(' ')}`, { cause: error })
    },
  )
  const env = {
    POCKETSPHINX: join(root, installed.program),
    POCKETSPHINX_MODEL: join(root, installed.model),
    LD_LIBRARY_PATH: libraryFolders(root).join(':'),
  }
  return { command, env }
}
