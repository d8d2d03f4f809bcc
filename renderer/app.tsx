import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { listenToKeys } from './commands/keyboard';
import { Frame } from './frame/frame';
import { Notices } from './notices/notices';
import { styleNonce } from './shell/style-nonce';
import { theme } from './theme/theme';
import { cssVariables } from './theme/variables';

export const App = () => {
  useEffect(() => listenToKeys(() => true), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => styleNonce}
    >
      <Notices />
      <Frame />
    </MantineProvider>
  );
};
