// Remote audio. Chromium decodes a stream only when an element plays it, so every line has one.

type Player = HTMLAudioElement & { setSinkId?(id: string): Promise<void> }

const players = new Map<string, Player>()
let speaker = ''

/** Plays a line's remote stream. Resolves to false when the browser wants a gesture first. */
export async function playLine(lineId: string, stream: MediaStream): Promise<boolean> {
  const player: Player = players.get(lineId) ?? document.createElement('audio')
  players.set(lineId, player)
  if (player.srcObject !== stream) player.srcObject = stream
  if (speaker) await player.setSinkId?.(speaker).catch(() => undefined)
  try {
    await player.play()
    return true
  } catch (error) {
    return !(error instanceof DOMException && error.name === 'NotAllowedError')
  }
}

/** Starts what the browser held back, from within a gesture. */
export async function playAll(): Promise<void> {
  await Promise.allSettled([...players.values()].map((player) => player.play()))
}

export function stopLine(lineId: string): void {
  const player = players.get(lineId)
  if (player) player.srcObject = null
  players.delete(lineId)
}

/** The output device of calls; empty for the system's default. */
export async function setSpeaker(deviceId: string): Promise<void> {
  speaker = deviceId
  await Promise.allSettled([...players.values()].map((player) => player.setSinkId?.(deviceId)))
}
