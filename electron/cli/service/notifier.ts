// What a service manager is told (sd_notify(3)): datagrams to the Unix socket that it names. Node has no such sockets, so a small
// program in Perl, which every Debian has, is handed the lines. It is started once: it goes on where no descriptor is left, and the
// service manager finds it among the service's processes, which it may not with one that has ended already.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Socket } from 'node:net'

export type Notifier = {
  /** Assignments such as `READY=1`. Never throws: a host serves untold, too. */
  tell(...assignments: string[]): void
  /** Ends the program that tells. */
  close(): void
}

/** A message a line; tabs stand for the line ends within it. A name with `@` is an abstract one. */
const teller = `use Socket; my $to = shift; $to =~ s/^@/\\0/;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die "socket: $!";
while (<STDIN>) { chomp; tr/\\t/\\n/; send($s, $_, 0, pack_sockaddr_un($to)) or warn "send: $!\\n" }`

/** `socket`: the path, or `@` and an abstract name. `failed` is told why nothing can be told. */
export function notifier(socket: string, failed: (why: string) => void): Notifier {
  let program: ChildProcess | null = null
  const start = (): ChildProcess => {
    const child = spawn('perl', ['-e', teller, socket], { stdio: ['pipe', 'ignore', 'inherit'], env: { PATH: process.env.PATH } })
    const gone = () => {
      if (program === child) program = null
    }
    child.on('error', (error) => {
      gone()
      failed(error.message)
    })
    child.on('exit', gone)
    child.stdin?.on('error', () => {}) // it has ended; the next message starts another
    child.unref()
    ;(child.stdin as Socket | null)?.unref() // it keeps no host from its end
    return child
  }
  return {
    tell(...assignments) {
      program ??= start()
      program.stdin?.write(`${assignments.map((line) => line.replace(/[\t\n]/g, ' ')).join('\t')}\n`)
    },
    close() {
      program?.stdin?.end()
      program = null
    },
  }
}
