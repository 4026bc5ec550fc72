// A message to another server that waits, was delivered, or was given up.

export type DeliveryStatus = 'pending' | 'delivered' | 'failed'

export type Delivery = {
  id: string
  callId: string
  url: string
  headers: Record<string, string>
  body: string
  status: DeliveryStatus
  attempts: number
  lastStatus: number | null
  lastError: string | null
  /** Not tried before, epoch ms. */
  nextAt: number
  createdAt: number
  /** Of the references to secrets in address, headers and body. */
  nonce?: string
}

/** Where deliveries are stored. */
export type DeliveryRows = {
  /** False when the id is there already. */
  add(row: Delivery): boolean
  get(id: string): Delivery | null
  /** Those that still wait, the next one first. */
  pending(): Delivery[]
  update(id: string, change: Partial<Pick<Delivery, 'status' | 'attempts' | 'lastStatus' | 'lastError' | 'nextAt'>>): void
}
