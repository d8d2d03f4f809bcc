import { create } from 'zustand';

/** What the one polite live region says. */
export const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }));

/** Says something to people who do not see the window; one after the other, the newest stays. */
export const announce = (text: string): void => useAnnouncement.setState({ text });
