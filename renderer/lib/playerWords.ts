import { text } from './i18n/index.ts'

/** The words of an audio player in the reader's language. */
export function playerWords() {
  const { play, pause, speed, position, download, soundGone } = text.common
  return { play, pause, speed, position, download, failed: soundGone }
}
