// Fields of the steps that a backend drives.
export const backendFields = {
  'httpRequest.timeoutMs': 'Wachten op antwoord (seconden)',
  'streamAudio.url': 'WebSocket-adres',
  'stopStream.streamName': 'Naam van de audiostroom (leeg: alle)',
  'streamAudio.streamName': 'Naam van de audiostroom (als er meer zijn)',
  backendId: 'Backend (geen: het adres hieronder)',
  ivrId: 'Naam die het krijgt',
  maxRetries: 'Pogingen in totaal',
  retryDelayMs: 'Tussen pogingen (seconden)',
  timeoutSeconds: 'Wachten op antwoord (seconden)',
  fallback: 'Als het mislukt: een actie als JSON',
  tenantId: 'Tenant die het krijgt',
  summaryUrl: 'Adres voor de samenvatting (leeg: hetzelfde)',
  subAccountId: 'Subaccount',
  olderForm: 'Oudere vorm (DTMF_RECEIVED)',
}
