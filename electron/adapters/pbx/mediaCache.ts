// Whether an Asterisk elsewhere can fetch prompts by their address.
import type { Finding } from './doctor.ts'

/** What it needs for that: in Asterisk since 14, in some systems a package of its own. */
export const FETCHING_MODULES = ['res_curl.so', 'res_http_media_cache.so']

/** `missing`: of those modules; `from`: where the prompts are. */
export function mediaCacheFinding(missing: readonly string[], from: string): Finding {
  const ok = missing.length === 0
  return {
    id: 'mediaCache',
    ok,
    detail: ok ? `Prompts are fetched from ${from}` : `Prompts cannot be fetched; missing: ${missing.join(', ')}`,
    help: ok ? '' : 'Load these modules in modules.conf; until then callers hear Asterisk’s own sounds in place of prompts.',
    facts: { from, missing: missing.join(', ') },
  }
}
