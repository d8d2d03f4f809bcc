import {
  ActionIcon,
  Button,
  createTheme,
  Input,
  Loader,
  Menu,
  Modal,
  Popover,
  Progress,
  Radio,
  SegmentedControl,
  Switch,
  Tabs,
  Tooltip,
} from '@mantine/core';
import { closingClass } from '../frame/dialogs';
import { black, cobalt, dark, gray, white } from './colours';
import { pressable } from './pressable';

/** Control heights in px (ui.md, "Frame and sizes"): small, normal, first run, top bar. */
const heights = { xs: 26, sm: 30, md: 36, lg: 40 } as const;

const heightOf = (size: unknown): string =>
  `${typeof size === 'string' && size in heights ? heights[size as keyof typeof heights] : heights.sm}px`;

const paddings: Readonly<Record<string, string>> = { xs: '8px', sm: '12px', md: '16px', lg: '16px' };

export const theme = createTheme({
  colors: { cobalt, gray, dark },
  white,
  black,
  primaryColor: 'cobalt',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '22px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '20px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '12px' },
  defaultRadius: 'sm',
  breakpoints: { xs: '600px', sm: '800px', md: '900px', lg: '1200px', xl: '1440px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '15px', lineHeight: '22px' },
      h3: { fontSize: '13px', lineHeight: '20px' },
    },
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm', variant: 'default', ...pressable },
      vars: (_, { size }) => ({
        root: {
          '--button-height': heightOf(size),
          '--button-fz': '13px',
          '--button-padding-x': paddings[String(size ?? 'sm')] ?? '12px',
        },
      }),
      styles: { label: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { size: 'sm', variant: 'subtle', color: 'gray', ...pressable },
      vars: (_, { size }) => ({ root: { '--ai-size': heightOf(size) } }),
    }),
    RadioCard: Radio.Card.extend({ defaultProps: { ...pressable } }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: (_, { size }) => ({
        wrapper: { '--input-height': heightOf(size), '--input-fz': '13px', '--input-padding': '8px' },
      }),
    }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs', transitionDuration: 0, withItemsBorders: false },
    }),
    Switch: Switch.extend({ defaultProps: { size: 'sm', withThumbIndicator: false } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 120 }, fz: 12 } }),
    Popover: Popover.extend({
      defaultProps: { radius: 'xl', shadow: 'md', transitionProps: { duration: 140 } },
    }),
    Menu: Menu.extend({
      defaultProps: {
        radius: 'md',
        shadow: 'md',
        transitionProps: { duration: 140 },
        // It is an element that may take the focus, which no menu may hold beside its items.
        withInitialFocusPlaceholder: false,
      },
    }),
    Modal: Modal.extend({
      // It fades out in nobody's way: keys and clicks are the page's again (frame/dialogs.ts).
      classNames: (_, { opened }) => (opened ? {} : { content: closingClass, overlay: closingClass }),
      defaultProps: {
        radius: 'xl',
        // The page never scrolls; the lock would make a style element without the nonce.
        lockScroll: false,
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Progress: Progress.extend({ defaultProps: { size: 4, transitionDuration: 0 } }),
    Loader: Loader.extend({ defaultProps: { size: 14 } }),
  },
});
