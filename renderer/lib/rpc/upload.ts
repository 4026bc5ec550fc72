// A sound file to the audio library, with progress; the one thing that goes by HTTP, because it does not fit a frame.
import { ORPCError } from '@orpc/client'
import type { AudioPrompt, Language } from '../../../shared/domain/office.ts'
import { NotConnected } from './connection.ts'

export type Upload = { done: Promise<AudioPrompt>; stop(): void }

/** Sends it; `progress` is told 0–1, and 1 while the host converts. `id` names the prompt that gets another language. */
export function uploadPrompt(
  file: Blob,
  about: { name: string; language: Language; id?: string },
  progress: (share: number) => void,
): Upload {
  const request = new XMLHttpRequest()
  const done = new Promise<AudioPrompt>((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    request.upload.onload = () => progress(1)
    request.onload = () => {
      const answer = request.response as (AudioPrompt & { code?: string; message?: string }) | null
      if (request.status === 200 && answer) resolve(answer)
      else reject(new ORPCError(answer?.code ?? 'UNKNOWN', { message: answer?.message ?? `${request.status}` }))
    }
    request.onerror = () => reject(new NotConnected())
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'))
    request.responseType = 'json'
    request.open('POST', `/media/prompts?${new URLSearchParams(about)}`)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.send(file)
  })
  return { done, stop: () => request.abort() }
}
