// Fields of the steps that a backend drives.
export const backendFields = {
  'httpRequest.timeoutMs': 'Wait for an answer (seconds)',
  'streamAudio.url': 'WebSocket address',
  'stopStream.streamName': 'Name of the stream (empty: all)',
  'streamAudio.streamName': 'Name of the stream (if there are several)',
  backendId: 'Backend (none: the address below)',
  ivrId: 'Name told to it',
  maxRetries: 'Attempts in all',
  retryDelayMs: 'Between attempts (seconds)',
  timeoutSeconds: 'Wait for an answer (seconds)',
  fallback: 'If it fails: an action as JSON',
  tenantId: 'Tenant told to it',
  summaryUrl: 'Address for the summary (empty: the same)',
  subAccountId: 'Subaccount',
  olderForm: 'Older form (DTMF_RECEIVED)',
}
