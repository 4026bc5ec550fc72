import { quietAfterEach } from './offices.ts'

quietAfterEach()
