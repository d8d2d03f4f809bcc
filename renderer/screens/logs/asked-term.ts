import { create } from 'zustand';

/** What the log shall be searched for when it is shown next; null for nothing. */
export const useAskedTerm = create<{ readonly term: string | null }>()(() => ({ term: null }));

export const askForTerm = (term: string | null): void => useAskedTerm.setState({ term });
