import { useEffect, useState } from 'react';
import { focusedOpener, giveFocusBack } from './focus';

/** For a dialog or a bar that is there only while it is open: gives the keys back to what had them before, once it is gone. */
export const useFocusBack = (): void => {
  const [opener] = useState(focusedOpener);
  useEffect(() => () => giveFocusBack(opener), [opener]);
};
