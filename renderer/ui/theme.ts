// The look: calm, dense, system type. Contrast is at least 4.5:1 in both schemes, which Mantine's own greys miss.
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

/** The blue of a cord board's lamp cap. Shade 7 on white is 6.5:1; shade 3 on the dark surface 7:1. */
const cord: MantineColorsTuple = [
  '#eef0fd',
  '#dcdff8',
  '#b6bdef',
  '#98a2ec',
  '#7482e3',
  '#5766d8',
  '#4555cd',
  '#3f51c7',
  '#3342a8',
  '#28358a',
]

export const theme = createTheme({
  primaryColor: 'cord',
  primaryShade: { light: 7, dark: 6 },
  colors: { cord },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.125rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } },
  },
  components: {
    Button: { defaultProps: { size: 'sm' } },
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: true, multiline: true, events: { hover: true, focus: true, touch: true } },
    },
    Table: { defaultProps: { verticalSpacing: 7, horizontalSpacing: 'md' } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500, radius: 'sm' } },
    Paper: { defaultProps: { withBorder: true } },
  },
})

/** Quiet text and surfaces. Light: grey on white; dark: two near-blacks, so that cards stand out without lines everywhere. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b626b',
    '--mantine-color-placeholder': '#69707a',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-default-border': '#dfe2e6',
    '--cord-surface': '#f7f8fa',
    '--cord-hover': '#f1f3f6',
    '--cord-selected': '#e9ecfb',
    '--cord-line': '#e6e8eb',
    '--cord-good': '#0b7a55',
    '--cord-warn': '#9a5b00',
    '--cord-bad': '#c02b2b',
    '--cord-busy': '#3342a8',
    '--cord-idle': '#5b626b',
    '--cord-violet': '#6d3fb8',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a9b3',
    '--mantine-color-placeholder': '#959ba6',
    '--mantine-color-text': '#e3e5e9',
    '--mantine-color-body': '#1b1d21',
    '--mantine-color-default': '#24272c',
    '--mantine-color-default-hover': '#2c3036',
    '--mantine-color-default-border': '#363a41',
    '--cord-surface': '#141619',
    '--cord-hover': '#25282d',
    '--cord-selected': '#2a2f4a',
    '--cord-line': '#2b2e34',
    '--cord-good': '#4fd0a2',
    '--cord-warn': '#f0b35a',
    '--cord-bad': '#ff8a86',
    '--cord-busy': '#a3adf5',
    '--cord-idle': '#a3a9b3',
    '--cord-violet': '#c3a6f5',
  },
})
