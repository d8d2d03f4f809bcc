import { create } from 'zustand';
import type { CommandId } from '../../app/contract';
import { withRecent } from './palette-items';

interface PaletteStore {
  readonly isOpen: boolean;
  /** Last given first, in this window. */
  readonly recent: readonly CommandId[];
  setOpen(isOpen: boolean): void;
  given(id: CommandId): void;
}

/** Whether the palette is open, and which commands were given by it. */
export const usePalette = create<PaletteStore>()((set) => ({
  isOpen: false,
  recent: [],
  setOpen: (isOpen) => set({ isOpen }),
  given: (id) => set(({ recent }) => ({ recent: withRecent(recent, id) })),
}));
