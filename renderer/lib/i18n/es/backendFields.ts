// Fields of the steps that a backend drives.
export const backendFields = {
  'httpRequest.timeoutMs': 'Espera de respuesta (segundos)',
  'streamAudio.url': 'Dirección WebSocket',
  'stopStream.streamName': 'Nombre de la transmisión (vacío: todas)',
  'streamAudio.streamName': 'Nombre de la transmisión (si hay varias)',
  backendId: 'Servicio (ninguno: la dirección de abajo)',
  ivrId: 'Nombre que se le da',
  maxRetries: 'Intentos en total',
  retryDelayMs: 'Entre intentos (segundos)',
  timeoutSeconds: 'Espera de respuesta (segundos)',
  fallback: 'Si falla: una acción en JSON',
  tenantId: 'Inquilino que se le da',
  summaryUrl: 'Dirección del resumen (vacía: la misma)',
  subAccountId: 'Subcuenta',
  olderForm: 'Forma antigua (DTMF_RECEIVED)',
}
