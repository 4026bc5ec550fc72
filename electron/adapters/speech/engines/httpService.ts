// A text-to-speech service over HTTP: `POST {url}` with `{text, language, voice, speed}` answers a WAV or MP3; `GET {url}/voices` lists
// `[{id, language, name}]`, where the service has it.
import { z } from 'zod'
import type { Http } from '../../../engine/ports.ts'
import { SpeechError } from '../errors.ts'
import type { SpeechEngine } from './engine.ts'

const timeoutMs = 15_000
const largest = 20 * 1024 * 1024
const list = z.array(z.object({ id: z.string(), language: z.string(), name: z.string() }))

export function httpEngine(http: Http, address: string): SpeechEngine {
  const url = address.trim().replace(/\/+$/, '')
  return {
    generation: `http:${url}`,
    async speak({ text, language, voice, speed }) {
      const body = JSON.stringify({ text, language, ...(voice ? { voice } : {}), speed })
      const headers = { 'content-type': 'application/json', accept: 'audio/wav, audio/mpeg' }
      const answer = await http.request({ method: 'POST', url, headers, body, timeoutMs, maxBytes: largest })
      if (answer.result !== 'answered') throw new SpeechError('failed', `The speech service: ${answer.error}`)
      if (answer.status !== 200) throw new SpeechError('failed', `The speech service answered ${answer.status}.`)
      return answer.body
    },
    async voices() {
      const answer = await http.request({ method: 'GET', url: `${url}/voices`, timeoutMs })
      if (answer.result !== 'answered' || answer.status !== 200) return []
      try {
        return list.parse(JSON.parse(new TextDecoder().decode(answer.body)))
      } catch {
        return [] // a service without a list of voices
      }
    },
  }
}
