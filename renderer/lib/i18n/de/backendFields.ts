// Fields of the steps that a backend drives.
export const backendFields = {
  'httpRequest.timeoutMs': 'Auf Antwort warten (Sekunden)',
  'streamAudio.url': 'WebSocket-Adresse',
  'stopStream.streamName': 'Name der Übertragung (leer: alle)',
  'streamAudio.streamName': 'Name der Übertragung (wenn es mehrere gibt)',
  backendId: 'Backend (keines: die Adresse unten)',
  ivrId: 'Name, der ihm genannt wird',
  maxRetries: 'Versuche insgesamt',
  retryDelayMs: 'Zwischen Versuchen (Sekunden)',
  timeoutSeconds: 'Auf Antwort warten (Sekunden)',
  fallback: 'Wenn es misslingt: eine Aktion als JSON',
  tenantId: 'Mandant, der ihm genannt wird',
  summaryUrl: 'Adresse für die Zusammenfassung (leer: dieselbe)',
  subAccountId: 'Unterkonto',
  olderForm: 'Ältere Form (DTMF_RECEIVED)',
}
