// The wall: figures that are read from across the room.
export { ScreenPage } from './ScreenPage.tsx'
export { WallboardPage } from './WallboardPage.tsx'
