// The service manager's end of sd_notify(3): a Unix datagram socket, which Node has not; Perl listens.
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { createInterface } from 'node:readline'

const listen = `use Socket; $| = 1; my $at = shift; $at =~ s/^@/\\0/;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die; bind($s, pack_sockaddr_un($at)) or die "bind: $!";
chmod 0777, $at unless $at =~ /^\\0/; print "listening\\n";
while (defined recv($s, my $m, 65536, 0)) { $m =~ tr/\\n/|/; print "$m\\n" }`

type Spawn = (command: string, args: string[], options: SpawnOptions) => ChildProcess

/** Collects what is told at `socket`, a datagram an entry with `|` between its assignments. */
export function notifyListener(spawn: Spawn, socket: string) {
  const child = spawn('perl', ['-e', listen, socket], { stdio: ['ignore', 'pipe', 'inherit'] })
  const messages: string[] = []
  const listening = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the listener ended')))
    createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', (line) => {
      if (line === 'listening') resolve()
      else messages.push(line)
    })
  })
  listening.catch(() => {}) // told to who waits
  return { messages, listening, close: () => void child.kill() }
}
