// The operations of ARI 22 which the adapter uses, as ari-client builds them. Types only: the functions come from
// the server's description at run time. `body` is raw JSON, for lists whose items may hold commas.

type Operation<P> = (parameters: P) => PromiseLike<unknown>
type Variables = Record<string, string>

export interface AriOperations {
  asterisk: { getInfo: Operation<{ only?: string }>; ping: Operation<Record<string, never>> }
  applications: {
    get: Operation<{ applicationName: string }>
    subscribe: Operation<{ applicationName: string; eventSource: string }>
    filter: Operation<{ applicationName: string; filter: { allowed: { type: string }[] } }>
  }
  events: { userEvent: Operation<{ eventName: string; application: string }> }
  channels: {
    list: Operation<Record<string, never>>
    get: Operation<{ channelId: string }>
    rtpstatistics: Operation<{ channelId: string }>
    originateWithId: Operation<{
      channelId: string
      endpoint: string
      app?: string
      appArgs?: string
      context?: string
      extension?: string
      priority?: number
      callerId?: string
      timeout?: number
      originator?: string
      otherChannelId?: string
      variables?: Variables
    }>
    create: Operation<{
      channelId: string
      endpoint: string
      app: string
      appArgs?: string
      originator?: string
      variables?: Variables
    }>
    dial: Operation<{ channelId: string; timeout: number }>
    hangup: Operation<{ channelId: string; reason: string }>
    continueInDialplan: Operation<{
      channelId: string
      context?: string
      extension?: string
      priority?: number
      label?: string
    }>
    answer: Operation<{ channelId: string }>
    ring: Operation<{ channelId: string }>
    /** Not before Asterisk 22. */
    progress?: Operation<{ channelId: string }>
    sendDTMF: Operation<{ channelId: string; dtmf: string; between?: number; duration?: number }>
    mute: Operation<{ channelId: string; direction: string }>
    unmute: Operation<{ channelId: string; direction: string }>
    startMoh: Operation<{ channelId: string; mohClass?: string }>
    stopMoh: Operation<{ channelId: string }>
    playWithId: Operation<{ channelId: string; playbackId: string; body: string }>
    record: Operation<{ channelId: string } & RecordParameters>
    getChannelVar: Operation<{ channelId: string; variable: string }>
    setChannelVar: Operation<{ channelId: string; variable: string; value: string }>
    startSilence: Operation<{ channelId: string }>
    stopSilence: Operation<{ channelId: string }>
    externalMedia: Operation<{
      channelId: string
      app: string
      external_host: string
      transport: string
      encapsulation: string
      connection_type: string
      format: string
      transport_data: string
    }>
    snoopChannelWithId: Operation<{
      channelId: string
      snoopId: string
      spy: string
      whisper: string
      app: string
      appArgs: string
    }>
    transfer_progress?: Operation<{ channelId: string; states: string }>
  }
  bridges: {
    list: Operation<Record<string, never>>
    createWithId: Operation<{ bridgeId: string; type: string; name: string }>
    destroy: Operation<{ bridgeId: string }>
    addChannel: Operation<{ bridgeId: string; channel: string; absorbDTMF?: boolean; mute?: boolean }>
    removeChannel: Operation<{ bridgeId: string; channel: string }>
    startMoh: Operation<{ bridgeId: string; mohClass?: string }>
    stopMoh: Operation<{ bridgeId: string }>
    playWithId: Operation<{ bridgeId: string; playbackId: string; body: string }>
    record: Operation<{ bridgeId: string } & RecordParameters>
  }
  playbacks: { get: Operation<{ playbackId: string }>; stop: Operation<{ playbackId: string }> }
  recordings: {
    getLive: Operation<{ recordingName: string }>
    stop: Operation<{ recordingName: string }>
    cancel: Operation<{ recordingName: string }>
    pause: Operation<{ recordingName: string }>
    unpause: Operation<{ recordingName: string }>
    deleteStored: Operation<{ recordingName: string }>
  }
  deviceStates: { update: Operation<{ deviceName: string; deviceState: string }> }
  endpoints: { listByTech: Operation<{ tech: string }> }
}

interface RecordParameters {
  name: string
  format: string
  maxDurationSeconds?: number
  maxSilenceSeconds?: number
  ifExists?: string
  beep?: boolean
  terminateOn?: string
}
