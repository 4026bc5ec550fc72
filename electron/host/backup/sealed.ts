// A backup sealed with a password in the age format (age-encryption.org/v1), so that it can be opened without Cordboard as well:
// `age -d file | tar x`. Only the worker that seals loads this: its libraries are many files, and a host that was killed is to be back at once.
import { createReadStream, createWriteStream } from 'node:fs'
import { open, readdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import { create, extract } from 'tar'

/** What may be in one; anything else in a file is passed over. */
const known = /^(\.\/)?(manifest\.json|cordboard\.sqlite|office\.key|(scripts|media)(\/|$))/

type Told = (bytes: number) => void

const counting = (told: Told) =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      told(chunk.length)
      done(null, chunk)
    },
  })

/** For a library that knows the web's streams only; the types of Node's and of browsers differ in nothing that is used. */
const asWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>
// As bytes: tar reads Buffers only.
const fromWeb = (stream: ReadableStream<Uint8Array>) =>
  Readable.from(stream as unknown as AsyncIterable<Uint8Array>, { objectMode: false })

/** Seals everything in `stage` into `target`, which is there when it is whole. `told`: bytes read since last told. */
export async function seal(stage: string, target: string, password: string, told: Told): Promise<void> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(password)
  // The manifest comes first.
  const names = (await readdir(stage)).sort((a, b) => Number(b === 'manifest.json') - Number(a === 'manifest.json'))
  const tar = Readable.from(create({ cwd: stage, portable: true }, names) as AsyncIterable<Buffer>)
  const sealed = await encrypter.encrypt(asWeb(tar.pipe(counting(told))))
  const part = `${target}.part`
  await pipeline(fromWeb(sealed), createWriteStream(part, { mode: 0o600, flush: true }))
  await rename(part, target)
  const folder = await open(dirname(target), 'r')
  await folder.sync().finally(() => folder.close())
}

/** Unpacks a sealed file below `into`. Throws what the libraries throw; `failureOf` names it. */
export async function unseal(file: string, into: string, password: string, told: Told): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(password)
  const source = createReadStream(file).pipe(counting(told))
  const plain = await decrypter.decrypt(asWeb(source))
  const unpacked = extract({
    cwd: into,
    strict: true,
    filter: (path, entry) => known.test(path) && 'type' in entry && (entry.type === 'File' || entry.type === 'Directory'),
  })
  await pipeline(fromWeb(plain), unpacked)
}
