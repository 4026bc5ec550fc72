// Who waits for a colleague who is on another call, in the order in which they came. While somebody waits for a person, queues offer them nobody.

type Camper = { extension: string; since: number }

export class CampOns {
  /** By call. */
  private readonly campers = new Map<string, Camper>()

  /** The function returned ends the wait. */
  join(callId: string, camper: Camper): () => void {
    this.campers.set(callId, camper)
    return () => void this.campers.delete(callId)
  }

  /** The call's place among those who wait for the same person, from 1. */
  position(callId: string): number {
    const own = this.campers.get(callId)
    if (!own) return 0
    const before = [...this.campers].filter(
      ([id, { extension, since }]) => extension === own.extension && (since < own.since || (since === own.since && id < callId)),
    )
    return before.length + 1
  }

  /** Somebody waits for a person there. */
  at(extension: string): boolean {
    for (const camper of this.campers.values()) if (camper.extension === extension) return true
    return false
  }
}
