import { Portal } from '@mantine/core';
import type { ReactNode } from 'react';

/** The id of the room at the right of the tabs. */
export const toolsPlaceId = 'screen-tools';

/** Puts the tools of the open screen at the right of the tabs. */
export const TabTools = ({ children }: { readonly children: ReactNode }) => (
  <Portal target={`#${toolsPlaceId}`}>{children}</Portal>
);
