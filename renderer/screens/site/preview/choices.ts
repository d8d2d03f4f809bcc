import { create } from 'zustand';
import type { Device } from './fit-page';

export type View = 'local' | 'real' | 'both';

interface Choices {
  readonly view: View;
  readonly device: Device;
  choose(choice: Partial<Pick<Choices, 'view' | 'device'>>): void;
}

/** How previews are looked at; it stays while one goes from site to site. */
export const usePreviewChoices = create<Choices>()((set) => ({
  view: 'local',
  device: 'desktop',
  choose: (choice) => set(choice),
}));
