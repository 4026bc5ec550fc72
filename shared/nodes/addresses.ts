// Addresses in configurations, in which placeholders may stand.
import { z } from 'zod'

const httpUrl = z.url({ protocol: /^https?$/ })
const socketUrl = z.url({ protocol: /^wss?$/ })
const filled = (url: string): string => url.replace(/\{\{[^}]*\}\}/g, 'x')

/** Whether it is an http(s) address once its placeholders are filled. */
export const isHttpUrl = (url: string): boolean => httpUrl.safeParse(filled(url)).success

/** Whether it is a WebSocket’s address once its placeholders are filled. */
export const isSocketUrl = (url: string): boolean => socketUrl.safeParse(filled(url)).success
