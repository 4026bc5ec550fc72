// Signing, where the environment has what it takes; a package that nobody signed is for trying out.

type Environment = Readonly<Record<string, string | undefined>>

/** macOS: `APPLE_SIGNING_IDENTITY`, and to notarise `APPLE_ID`, `APPLE_PASSWORD`, `APPLE_TEAM_ID`. Windows: `WINDOWS_CERTIFICATE_FILE` and `WINDOWS_CERTIFICATE_PASSWORD`. */
export function signing(env: Environment, platform: string) {
  if (platform === 'darwin' && env.APPLE_SIGNING_IDENTITY) {
    const { APPLE_ID, APPLE_PASSWORD, APPLE_TEAM_ID } = env
    const entitlements = 'build/installers/entitlements.mac.plist'
    return {
      osxSign: { identity: env.APPLE_SIGNING_IDENTITY, optionsForFile: () => ({ entitlements, hardenedRuntime: true }) },
      ...(APPLE_ID && APPLE_PASSWORD && APPLE_TEAM_ID
        ? { osxNotarize: { appleId: APPLE_ID, appleIdPassword: APPLE_PASSWORD, teamId: APPLE_TEAM_ID } }
        : {}),
    }
  }
  if (platform === 'win32' && env.WINDOWS_CERTIFICATE_FILE)
    return {
      windowsSign: { certificateFile: env.WINDOWS_CERTIFICATE_FILE, certificatePassword: env.WINDOWS_CERTIFICATE_PASSWORD ?? '' },
    }
  return {}
}
