// Where sound is fetched from: the host's own origin, over plain HTTP with ranges, so that scrubbing loads only what is heard.

export const voicemailAddress = (id: string) => `/media/voicemail/${encodeURIComponent(id)}`
export const recordingAddress = (callId: string) => `/media/recording/${encodeURIComponent(callId)}`
export const callSoundAddress = (callId: string, name: string) => `${recordingAddress(callId)}/${encodeURIComponent(name)}`
export const recoveredAddress = (id: string) => `/media/recovered/${encodeURIComponent(id)}`
export const backupAddress = (name: string) => `/media/backups/${encodeURIComponent(name)}`
export const pbxFilesAddress = (kind: string, context: string) =>
  `/media/pbx-files/${encodeURIComponent(kind)}?${new URLSearchParams({ context })}`
export const promptAddress = (id: string, language: string, file: string) =>
  `/media/prompt/${encodeURIComponent(id)}?${new URLSearchParams({ language, file })}`
