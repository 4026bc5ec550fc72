// A web server as it is seen where its clock is wrong: everything goes through as it is, but for the time that it says.
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `url`: of the other server, with the path that everything is below; `byMs`: how far its clock is ahead. */
export async function lateClock(url: string, byMs: number) {
  const { hostname, port, pathname } = new URL(url)
  const server = createServer((asked, answer) => {
    const onward = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (response) => {
      const date = new Date(Date.parse(response.headers.date ?? '') + byMs).toUTCString()
      answer.writeHead(response.statusCode ?? 502, { ...response.headers, date })
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
