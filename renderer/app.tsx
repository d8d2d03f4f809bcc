import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { listenToKeys } from './commands/keyboard';
import { Frame } from './frame/frame';
import { theme } from './theme/theme';
import { cssVariables } from './theme/variables';

/** The style nonce of this page, which the host gave with it. */
const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

export const App = () => {
  useEffect(() => listenToKeys(() => true), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <Notifications position="bottom-right" limit={3} />
      <Frame />
    </MantineProvider>
  );
};
