// The look: calm, dense, system type. Contrast is at least 4.5:1 in both schemes, which Mantine's own greys miss. Sizes of type, room
// and motion are named here and in tokens.css, and nowhere else (test/arch/designTokens.test.ts).
import { Button, type CSSVariablesResolver, createTheme, Input, type MantineColorsTuple } from '@mantine/core'
import './tokens.css'

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

/** Slightly blue greys, so that fields and cards belong to the surfaces they lie on. */
const dark: MantineColorsTuple = [
  '#e3e5e9',
  '#c2c6cd',
  '#a3a9b3',
  '#6c727d',
  '#40454d',
  '#31353c',
  '#24272c',
  '#1b1d21',
  '#17191c',
  '#121416',
]

/** `2xs`: a key's sign, a count. `xs`: what stands beside. `sm`, `md`: text. `lg`, `xl`: who is on the line. `2xl`, `3xl`: figures. */
const typeScale = {
  '2xs': '0.6875rem',
  xs: '0.75rem',
  sm: '0.8125rem',
  md: '0.875rem',
  lg: '1rem',
  xl: '1.25rem',
  '2xl': '1.375rem',
  '3xl': '1.75rem',
} as const

/** Heights of fields and buttons follow the density (tokens.css); other sizes are Mantine's. */
const heightOf = (size: unknown): string | undefined =>
  size === 'xs' || size === 'sm' || size === 'md' ? `var(--cord-control-${size})` : undefined

/** Panels and menus come and go in this time, ms; as `--cord-motion` in tokens.css. */
const motionMs = 160

export const theme = createTheme({
  respectReducedMotion: true,
  primaryColor: 'cord',
  primaryShade: { light: 7, dark: 6 },
  colors: { cord, dark },
  autoContrast: true,
  luminanceThreshold: 0.36,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace',
  fontSizes: typeScale,
  spacing: {
    xs: 'var(--cord-space-xs)',
    sm: 'var(--cord-space-sm)',
    md: 'var(--cord-space-md)',
    lg: 'var(--cord-space-lg)',
    xl: 'var(--cord-space-xl)',
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.125rem' }, h2: { fontSize: '0.9375rem' }, h3: { fontSize: '0.875rem' } },
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size = 'sm' }) => {
        const height = heightOf(size)
        return { root: height ? { '--button-height': height } : {} }
      },
    }),
    Input: Input.extend({
      vars: (_, { size = 'sm' }) => {
        const height = heightOf(size)
        return { wrapper: height ? { '--input-height': height } : {} }
      },
    }),
    Tooltip: {
      defaultProps: { openDelay: 300, withArrow: true, multiline: true, events: { hover: true, focus: true, touch: true } },
    },
    Table: {
      defaultProps: { verticalSpacing: 'var(--cord-cell)', horizontalSpacing: 'md', borderColor: 'var(--cord-line)' },
      styles: { th: { fontWeight: 500, fontSize: 'var(--mantine-font-size-xs)', color: 'var(--mantine-color-dimmed)' } },
    },
    Tabs: { styles: { tab: { paddingInline: 10 } } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 500, radius: 'sm' } },
    Paper: { defaultProps: { withBorder: true } },
    Modal: { defaultProps: { transitionProps: { transition: 'pop', duration: motionMs } } },
    Drawer: { defaultProps: { transitionProps: { duration: motionMs } } },
    Menu: { defaultProps: { transitionProps: { transition: 'fade-down', duration: motionMs * 0.6 } } },
    ModalTitle: { defaultProps: { fw: 600, fz: 'lg' } },
    DrawerTitle: { defaultProps: { fw: 600, fz: 'lg' } },
    // A dialog's title is no second banner of the page.
    ModalHeader: { defaultProps: { component: 'div' } },
    DrawerHeader: { defaultProps: { component: 'div' } },
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
    '--mantine-color-yellow-light': '#fdf3e1',
    '--mantine-color-yellow-light-color': '#8a5200',
    '--mantine-color-red-light': '#fdeceb',
    '--mantine-color-red-light-color': '#b02424',
    '--mantine-color-cord-light': '#e9ecfb',
    '--mantine-color-cord-light-color': '#3342a8',
    '--mantine-color-gray-light': '#eef0f3',
    '--mantine-color-gray-light-color': '#454b54',
    '--mantine-color-teal-light': '#e2f5ee',
    '--mantine-color-teal-light-color': '#0b7a55',
    '--cord-surface': '#f7f8fa',
    '--cord-hover': '#f1f3f6',
    '--cord-selected': '#e9ecfb',
    '--cord-line': '#e6e8eb',
    '--cord-good': '#0b7a55',
    '--cord-warn': '#9a5b00',
    '--cord-bad': '#c02b2b',
    '--mantine-color-error': '#c02b2b',
    '--cord-busy': '#3342a8',
    '--cord-idle': '#5b626b',
    '--cord-violet': '#6d3fb8',
    '--cord-teal': '#0b6b7c',
    '--cord-pink': '#a3266f',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a9b3',
    '--mantine-color-placeholder': '#959ba6',
    '--mantine-color-text': '#e3e5e9',
    '--mantine-color-body': '#1b1d21',
    '--mantine-color-default': '#24272c',
    '--mantine-color-default-hover': '#2c3036',
    '--mantine-color-default-border': '#363a41',
    '--mantine-color-yellow-light': '#33291a',
    '--mantine-color-yellow-light-color': '#f0b35a',
    '--mantine-color-red-light': '#3a2223',
    '--mantine-color-red-light-color': '#ff9d99',
    '--mantine-color-cord-light': '#2a2f4a',
    '--mantine-color-cord-light-color': '#b6bdf5',
    '--mantine-color-gray-light': '#2a2d33',
    '--mantine-color-gray-light-color': '#c2c6cd',
    '--mantine-color-teal-light': '#183229',
    '--mantine-color-teal-light-color': '#4fd0a2',
    '--mantine-color-anchor': '#a3adf5',
    '--cord-surface': '#141619',
    '--cord-hover': '#25282d',
    '--cord-selected': '#2a2f4a',
    '--cord-line': '#2b2e34',
    '--cord-good': '#4fd0a2',
    '--cord-warn': '#f0b35a',
    '--cord-bad': '#ff8a86',
    '--mantine-color-error': '#ff8a86',
    '--cord-busy': '#a3adf5',
    '--cord-idle': '#a3a9b3',
    '--cord-violet': '#c3a6f5',
    '--cord-teal': '#67d3e4',
    '--cord-pink': '#f3a3cf',
  },
})
