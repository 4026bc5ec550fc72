// The wall: figures that are read from across the room.
export { WallboardPage } from './WallboardPage.tsx'
