import { endedAfterEach } from './offices.ts'

endedAfterEach()
