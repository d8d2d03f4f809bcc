import { create } from 'zustand';
import type { CommandId } from '../../app/contract';
import { withRecent } from './palette-items';

interface PaletteStore {
  readonly isOpen: boolean;
  /** How often it was opened: each time it begins anew. */
  readonly opening: number;
  /** Last given first, in this window. */
  readonly recent: readonly CommandId[];
  setOpen(isOpen: boolean): void;
  given(id: CommandId): void;
}

/** Whether the palette is open, and which commands were given by it. */
export const usePalette = create<PaletteStore>()((set) => ({
  isOpen: false,
  opening: 0,
  recent: [],
  setOpen: (isOpen) => set(({ opening }) => ({ isOpen, opening: isOpen ? opening + 1 : opening })),
  given: (id) => set(({ recent }) => ({ recent: withRecent(recent, id) })),
}));
