// Fields of the steps that a backend drives.
export const backendFields = {
  'httpRequest.timeoutMs': 'Attente d’une réponse (secondes)',
  'streamAudio.url': 'Adresse WebSocket',
  'stopStream.streamName': 'Nom du flux audio (vide : tous)',
  'streamAudio.streamName': 'Nom du flux audio (s’il y en a plusieurs)',
  backendId: 'Service (aucun : l’adresse ci-dessous)',
  ivrId: 'Nom qui lui est donné',
  maxRetries: 'Essais en tout',
  retryDelayMs: 'Entre les essais (secondes)',
  timeoutSeconds: 'Attente d’une réponse (secondes)',
  fallback: 'En cas d’échec : une action en JSON',
  tenantId: 'Locataire qui lui est donné',
  summaryUrl: 'Adresse du résumé (vide : la même)',
  subAccountId: 'Sous-compte',
  olderForm: 'Ancienne forme (DTMF_RECEIVED)',
}
