/** Sizes of the contact sheet in px (ui.md, "Frame and sizes"). */
export const gap = 16;
const narrowest = 300;
const widest = 340;
const footer = 56;
const borders = 2;

export interface SheetColumns {
  readonly count: number;
  /** Of a card. */
  readonly width: number;
  readonly height: number;
}

/** As many columns of 300 to 340 as there is room for; one that is narrower where there is less. */
export const columnsIn = (room: number): SheetColumns => {
  const count = Math.max(1, Math.floor((room + gap) / (narrowest + gap)));
  const width = Math.min(widest, (room - (count - 1) * gap) / count);
  return { count, width, height: Math.round((width * 176) / 320) + footer + borders };
};
