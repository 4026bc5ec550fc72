// Reads address books beside the page's own thread, which has the telephone.
import { type BookOptions, type ReadBook, readBook } from '../../shared/addressBook/read.ts'
import { decodeText, detectEncoding, type Encoding } from '../lib/files/encoding.ts'

export type BookTask = { file: Blob; encoding: Encoding | null } & BookOptions
/** `encoding`: what it was read as. */
export type BookReply = { book: ReadBook; encoding: Encoding } | { failure: 'tooLarge' }

/** Largest file that is read, bytes. */
const mostBytes = 50_000_000

async function reply({ file, encoding, ...options }: BookTask): Promise<BookReply> {
  if (file.size > mostBytes) return { failure: 'tooLarge' }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const used = encoding ?? detectEncoding(bytes)
  return { book: readBook(decodeText(bytes, used), options), encoding: used }
}

self.onmessage = ({ data }: MessageEvent<BookTask>) => void reply(data).then((answer) => self.postMessage(answer))
