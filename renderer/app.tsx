import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import { listenToKeys } from './commands/keyboard';
import { followNativeMenu } from './commands/native-menu';
import { ShortcutsDialog } from './commands/shortcuts-dialog';
import { areSingleKeysOnNow } from './commands/single-keys';
import { Frame } from './frame/frame';
import { Notices } from './notices/notices';
import { Palette } from './palette/palette';
import { styleNonce } from './shell/style-nonce';
import { schemeManager, useChosenTheme } from './theme/chosen-theme';
import { theme } from './theme/theme';
import { cssVariables } from './theme/variables';

const Window = () => {
  useChosenTheme();
  useEffect(() => listenToKeys(areSingleKeysOnNow), []);
  useEffect(followNativeMenu, []);
  return (
    <>
      <Notices />
      <Frame />
      <Palette />
      <ShortcutsDialog />
    </>
  );
};

export const App = () => (
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    colorSchemeManager={schemeManager}
    defaultColorScheme="auto"
    getStyleNonce={() => styleNonce}
  >
    <Window />
  </MantineProvider>
);
