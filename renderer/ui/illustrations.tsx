// What stands in an empty list: small drawings of one family. A thing on its desk, drawn in the text's quiet colour, and the cord
// with its plug, in the console's own. Colours are the theme's, in both schemes; where colours are forced they are the text's.
import type { ReactNode } from 'react'
import classes from './illustrations.module.css'

/** Which drawing. */
export type Art =
  | 'calls'
  | 'waiting'
  | 'people'
  | 'callbacks'
  | 'messages'
  | 'contacts'
  | 'hours'
  | 'flows'
  | 'search'
  | 'done'
  | 'archive'
  | 'sound'
  | 'phones'
  | 'code'
  | 'broken'

/** The cord from the left of the picture to the plug, which ends at that place. */
const Cord = ({ x, y }: { x: number; y: number }) => (
  <g className={classes.cord}>
    <path d={`M4 74 C 22 74 18 ${y + 18} ${x - 16} ${y + 6} S ${x - 12} ${y} ${x - 8} ${y}`} />
    <rect x={x - 8} y={y - 3} width="8" height="6" rx="1.5" className={classes.plug} />
    <path d={`M${x} ${y} h5`} />
  </g>
)

const drawings: Record<Art, ReactNode> = {
  calls: (
    <>
      <path
        className={classes.fill}
        d="M58 24c-4 3-5 8-2 15 5 11 13 19 24 24 7 3 12 2 15-2l3-4-12-9-6 4c-6-3-12-9-15-15l4-6-8-11z"
      />
      <path d="M86 20c8 2 14 8 16 16M88 30c4 1 7 4 8 8" />
      <Cord x={48} y={52} />
    </>
  ),
  waiting: (
    <>
      <path className={classes.fill} d="M52 48h18v14H52zM76 48h18v14H76zM100 48h12v14h-12z" />
      <path d="M52 48V30M70 62v8M52 62v8M76 48V30M94 62v8M76 62v8M100 48V30M100 62v8" />
      <Cord x={44} y={40} />
    </>
  ),
  people: (
    <>
      <circle className={classes.fill} cx="66" cy="34" r="8" />
      <path className={classes.fill} d="M52 66c0-10 5-17 14-17s14 7 14 17z" />
      <circle cx="92" cy="38" r="6.5" />
      <path d="M85 66c0-9 2-15 7-15 7 0 11 6 11 15" />
      <path d="M57 34a9.500 9.500 0 0 1 18 0" />
      <Cord x={46} y={36} />
    </>
  ),
  callbacks: (
    <>
      <path className={classes.fill} d="M66 36c-3 2-3 6-1 10 3 8 9 13 16 16 5 2 9 1 11-2l2-3-9-6-4 3c-4-2-8-6-10-10l3-4-5-8z" />
      <path d="M104 46a24 24 0 1 1-9-19M96 18v10H86" />
      <Cord x={50} y={60} />
    </>
  ),
  messages: (
    <>
      <rect className={classes.fill} x="54" y="26" width="52" height="36" rx="5" />
      <circle cx="69" cy="42" r="7" />
      <circle cx="91" cy="42" r="7" />
      <path d="M69 49h22M62 62v6M98 62v6" />
      <Cord x={46} y={44} />
    </>
  ),
  contacts: (
    <>
      <rect x="64" y="20" width="42" height="30" rx="4" />
      <rect className={classes.fill} x="56" y="30" width="42" height="34" rx="4" />
      <circle cx="69" cy="43" r="5" />
      <path d="M61 57c0-5 3-8 8-8s8 3 8 8M82 42h10M82 50h7" />
      <Cord x={48} y={46} />
    </>
  ),
  hours: (
    <>
      <circle className={classes.fill} cx="82" cy="44" r="23" />
      <path d="M82 30v14l10 6M82 24v-2M82 66v-2M60 44h2M102 44h2" />
      <Cord x={50} y={44} />
    </>
  ),
  flows: (
    <>
      <rect className={classes.fill} x="52" y="36" width="22" height="16" rx="4" />
      <rect x="90" y="20" width="22" height="14" rx="4" />
      <rect x="90" y="52" width="22" height="14" rx="4" />
      <path d="M74 41c8 0 8-14 16-14M74 47c8 0 8 12 16 12" />
      <Cord x={45} y={44} />
    </>
  ),
  search: (
    <>
      <path d="M58 26h44M58 38h18M58 50h16M58 62h34" />
      <circle className={classes.fill} cx="88" cy="46" r="12" />
      <path d="M97 55l11 11" />
      <Cord x={48} y={38} />
    </>
  ),
  done: (
    <>
      <circle className={classes.fill} cx="82" cy="44" r="22" />
      <path className={classes.good} d="M72 44l7 7 14-14" />
      <Cord x={52} y={44} />
    </>
  ),
  archive: (
    <>
      <rect className={classes.fill} x="54" y="24" width="54" height="14" rx="3" />
      <path d="M58 38v28h46V38M74 48h14" />
      <Cord x={48} y={54} />
    </>
  ),
  sound: (
    <>
      <path className={classes.fill} d="M56 38h9l12-10v34L65 52h-9z" />
      <path d="M85 36c4 5 4 13 0 18M93 30c7 9 7 21 0 30" />
      <Cord x={48} y={45} />
    </>
  ),
  phones: (
    <>
      <path className={classes.fill} d="M56 40h50l4 26H52z" />
      <rect x="52" y="28" width="58" height="10" rx="5" />
      <path d="M72 48h18M72 54h18M72 60h18" />
      <Cord x={44} y={56} />
    </>
  ),
  code: (
    <>
      <rect className={classes.fill} x="54" y="24" width="56" height="42" rx="4" />
      <path d="M72 38l-8 7 8 7M92 38l8 7-8 7M86 34l-8 22" />
      <Cord x={46} y={46} />
    </>
  ),
  broken: (
    <>
      <rect className={classes.fill} x="56" y="26" width="54" height="38" rx="4" />
      <path d="M56 36h54M80 26l-5 14 8 8-6 16" />
      <Cord x={40} y={54} />
    </>
  ),
}

/** One of them, 120 × 80 px; nothing is said of it to who cannot see it. */
export function Illustration({ of }: { of: Art }) {
  return (
    <svg className={classes.picture} viewBox="0 0 120 80" width="120" height="80" aria-hidden focusable="false" data-art={of}>
      <path className={classes.ground} d="M46 70h68" />
      {drawings[of]}
    </svg>
  )
}
