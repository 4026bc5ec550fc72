import { DeskPage } from '../desk/index.ts'
import { ContactPanel } from '../directory/index.ts'
import { StarterCard } from './StarterCard.tsx'

/** The desk, with the starter office's card while it is new. */
export function HomePage() {
  return <DeskPage above={<StarterCard />} Contact={ContactPanel} />
}
