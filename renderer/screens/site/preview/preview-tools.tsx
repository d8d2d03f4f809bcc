import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconDeviceDesktop,
  IconDeviceMobile,
  IconDeviceTablet,
  IconReload,
} from '@tabler/icons-react';
import { usePreviewChoices, type View } from './choices';
import type { Device } from './fit-page';
import type { PageFacts } from './page';
import classes from './preview.module.css';

interface StepsProps {
  readonly facts: PageFacts;
  readonly onBack: () => void;
  readonly onForward: () => void;
  readonly onReload: () => void;
}

/** Back, forward, reload. */
export const Steps = ({ facts, onBack, onForward, onReload }: StepsProps) => (
  <>
    <Tooltip label="Back in the preview">
      <ActionIcon aria-label="Back in the preview" disabled={!facts.canGoBack} onClick={onBack}>
        <IconArrowLeft size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
    <Tooltip label="Forward in the preview">
      <ActionIcon aria-label="Forward in the preview" disabled={!facts.canGoForward} onClick={onForward}>
        <IconArrowRight size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
    <Tooltip label="Load the preview again">
      <ActionIcon aria-label="Load the preview again" onClick={onReload}>
        <IconReload size={16} stroke={1.5} />
      </ActionIcon>
    </Tooltip>
  </>
);

const deviceIcons = [
  { device: 'desktop', label: 'Desktop', Icon: IconDeviceDesktop },
  { device: 'tablet', label: 'Tablet, 768 px', Icon: IconDeviceTablet },
  { device: 'phone', label: 'Phone, 390 px', Icon: IconDeviceMobile },
] as const;

export const DeviceChoice = () => {
  const { device, choose } = usePreviewChoices();
  return (
    <SegmentedControl
      aria-label="Width of the preview"
      classNames={{ label: classes.iconLabel ?? '', innerLabel: classes.iconInner ?? '' }}
      value={device}
      onChange={(value) => choose({ device: value as Device })}
      data={deviceIcons.map(({ device: value, label, Icon }) => ({
        value,
        label: (
          <Tooltip label={label}>
            <Icon size={16} stroke={1.5} aria-label={label} role="img" />
          </Tooltip>
        ),
      }))}
    />
  );
};

const views: readonly { readonly value: View; readonly label: string }[] = [
  { value: 'local', label: 'Local' },
  { value: 'real', label: 'Real' },
  { value: 'both', label: 'Both' },
];

/** The same page here, on the real domain, or side by side. */
export const ViewChoice = () => {
  const { view, choose } = usePreviewChoices();
  return (
    <SegmentedControl
      aria-label="Which page"
      value={view}
      onChange={(value) => choose({ view: value as View })}
      data={[...views]}
    />
  );
};
