// The way to the host.
export {
  type AuthState,
  authState,
  enterAsOwner,
  type OwnersWay,
  ownersWay,
  SignInRefused,
  setUp,
  signIn,
  signOut,
} from './auth.ts'
export { type ConnectionState, connect, connection, disconnect, isConnected, NotConnected, rpc } from './connection.ts'
export { certificateSentence, codeOf, dataOf, sentenceOf } from './problems.ts'
export { inDesktopApp, inShell, listenForDesktopPort } from './transport.ts'
export { type Upload, uploadBackup, uploadPrompt } from './upload.ts'
