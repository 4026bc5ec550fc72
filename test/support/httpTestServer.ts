// A program of somebody else's, as a test runs one: a web server that keeps what it was asked and answers as the test says.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { method: string; path: string; headers: Record<string, string | string[] | undefined>; body: string }
/** `json` is what a body says as an object. */
export type Answered = { status?: number; type?: string; body?: string | Buffer; json?: unknown }
export type HttpTestServer = Awaited<ReturnType<typeof httpTestServer>>

/** Starts it on a free port of the loopback; `answer` may be replaced. */
export async function httpTestServer(answer: (asked: Asked) => Answered = () => ({})) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const one = { method, path, headers, body: Buffer.concat(parts).toString() }
      asked.push(one)
      const { status = 200, type = 'application/json', json = {}, body = JSON.stringify(json) } = program.answer(one)
      response.writeHead(status, { 'content-type': type }).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const program = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** In the order it came. */
    asked,
    answer,
    /** JSON bodies of what came to that path. */
    bodies: <T>(path: string): T[] => asked.filter((each) => each.path === path).map(({ body }) => JSON.parse(body) as T),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return program
}
