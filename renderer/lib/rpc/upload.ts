// Files to the host, with progress: what goes by HTTP, because it does not fit a frame.
import { ORPCError } from '@orpc/client'
import type { AudioPrompt, Language } from '../../../shared/domain/office.ts'
import { NotConnected } from './connection.ts'

export type Upload<T = AudioPrompt> = { done: Promise<T>; stop(): void }

/** Sends it; `progress` is told 0–1, and 1 while the host works on it. `stop` ends in an AbortError. */
function upload<T>(address: string, file: Blob, progress: (share: number) => void): Upload<T> {
  const request = new XMLHttpRequest()
  const done = new Promise<T>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.upload.onload = () => progress(1)
    request.onload = () => {
      const answer = request.response as (T & { code?: string; message?: string }) | null
      if (request.status === 200 && answer) resolve(answer)
      else reject(new ORPCError(answer?.code ?? 'UNKNOWN', { message: answer?.message ?? `${request.status}` }))
    }
    request.onerror = () => reject(new NotConnected())
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    request.responseType = 'json'
    request.open('POST', address)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.send(file)
  })
  return { done, stop: () => request.abort() }
}

/** A sound file to the audio library; it is converted there. `id` names the prompt that gets another language. */
export const uploadPrompt = (
  file: Blob,
  about: { name: string; language: Language; id?: string },
  progress: (share: number) => void,
): Upload => upload(`/media/prompts?${new URLSearchParams(about)}`, file, progress)

/** A backup from elsewhere to the others. */
export const uploadBackup = (file: Blob, progress: (share: number) => void): Upload<{ name: string }> =>
  upload('/media/backups', file, progress)
