import { create } from 'zustand';

/** What the live regions say: the polite one, and the one that is for failures only. */
export const useAnnouncement = create<{ readonly text: string; readonly failure: string }>()(() => ({
  text: '',
  failure: '',
}));

/** Says something to people who do not see the window; one after the other, the newest stays. */
export const announce = (text: string): void => useAnnouncement.setState({ text });

/** Says at once that something failed, where no notice does. */
export const announceFailure = (failure: string): void => useAnnouncement.setState({ failure });
