// The archives of a staged host: a tarball, and a package for Debian with service, user and configuration.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesIn } from '../files.ts'
import { root } from '../paths.ts'
import { type About, ownFiles, put, settle } from './stage.ts'

const debianArch: Record<string, string> = { x64: 'amd64', arm64: 'arm64' }
export const packageName = 'cordboard-host'

/** Does `work` in a folder that is gone afterwards. */
function within<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-pack-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes `<to>/cordboard-host-<version>-linux-<arch>.tar.xz`, with the unit and the options file to install by hand; returns its path. */
export function makeTarball(staged: string, to: string, { version, arch, epoch }: About): string {
  const name = `${packageName}-${version}-linux-${arch}`
  const path = join(to, `${name}.tar.xz`)
  return within((folder) => {
    cpSync(staged, join(folder, name), { recursive: true })
    for (const each of ['cordboard.service', 'cordboard.conf']) put(join(ownFiles, each), join(folder, name, 'service', each))
    put(join(root, 'docs', 'service.md'), join(folder, name, 'service', 'README.md'))
    settle(join(folder, name), epoch)
    const same = ['--sort=name', `--mtime=@${epoch}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
    // A fixed number of threads: how xz cuts its blocks would follow the machine's.
    execFileSync('tar', [...same, '-I', 'xz -6 -T2', '-C', folder, '-cf', path, name])
    return path
  })
}

/** Writes `<to>/cordboard-host_<version>_<arch>.deb`; returns its path. `compression` as dpkg-deb names it. */
export function makeDeb(staged: string, to: string, { version, arch, epoch }: About, compression = 'xz'): string {
  const architecture = debianArch[arch]
  if (architecture === undefined) throw new Error(`Debian has no name for ${arch}.`)
  // In Debian's order a pre-release comes before its release with ~ only.
  const debianVersion = version.replace('-', '~')
  const path = join(to, `${packageName}_${debianVersion}_${architecture}.deb`)
  return within((folder) => {
    const inRoot = join(folder, 'root')
    cpSync(staged, join(inRoot, 'usr/lib/cordboard'), { recursive: true })
    put(join(ownFiles, 'command'), join(inRoot, 'usr/bin/cordboard-host'), 0o755)
    put(join(ownFiles, 'cordboard.service'), join(inRoot, 'usr/lib/systemd/system/cordboard.service'))
    put(join(ownFiles, 'cordboard.conf'), join(inRoot, 'etc/cordboard/cordboard.conf'), 0o640)
    const copyright = ['LICENSE', 'NOTICE', 'LICENSE.node'].map((name) => readFileSync(join(staged, name), 'utf8'))
    put(join(root, 'docs', 'service.md'), join(inRoot, 'usr/share/doc', packageName, 'service.md'))
    writeFileSync(join(inRoot, 'usr/share/doc', packageName, 'copyright'), copyright.join('\n\n----\n\n'), { mode: 0o644 })
    writeControl(inRoot, debianVersion, architecture)
    settle(inRoot, epoch)
    const env = { ...process.env, SOURCE_DATE_EPOCH: String(epoch) }
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', inRoot, path], { env, stdio: 'pipe' })
    return path
  })
}

function writeControl(inRoot: string, version: string, architecture: string): void {
  const files = filesIn(inRoot)
  const bytes = files.reduce((sum, path) => sum + statSync(join(inRoot, path)).size, 0)
  const configuration = files.filter((path) => path.startsWith('etc/'))
  const control = readFileSync(join(ownFiles, 'control'), 'utf8')
    .replace('@version@', version)
    .replace('@architecture@', architecture)
    .replace('@size@', String(Math.ceil(bytes / 1024)))
  const sums = files
    .filter((path) => !configuration.includes(path))
    .map(
      (path) =>
        `${createHash('md5')
          .update(readFileSync(join(inRoot, path)))
          .digest('hex')}  ${path}\n`,
    )
  mkdirSync(join(inRoot, 'DEBIAN'))
  const write = (name: string, text: string) => writeFileSync(join(inRoot, 'DEBIAN', name), text, { mode: 0o644 })
  write('control', control)
  write('conffiles', configuration.map((path) => `/${path}\n`).join(''))
  write('md5sums', sums.join(''))
  for (const script of ['postinst', 'prerm', 'postrm']) put(join(ownFiles, script), join(inRoot, 'DEBIAN', script), 0o755)
}
