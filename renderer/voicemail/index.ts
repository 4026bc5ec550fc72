// Voicemail: what callers left behind.
export { VoicemailPage } from './VoicemailPage.tsx'
