/** Device widths in px; a desktop has what room there is, but not less than this. */
export const devices = { desktop: 900, tablet: 768, phone: 390 } as const;

export type Device = keyof typeof devices;

interface Fit {
  /** What the page is laid out for, in px. */
  readonly width: number;
  readonly height: number;
  /** By which it is shown smaller; 1 or less. */
  readonly scale: number;
}

/** How a page of a device is shown in a room, both in px: never larger than life. */
export const fitPage = (device: Device, room: { readonly width: number; readonly height: number }): Fit => {
  const width = device === 'desktop' ? Math.max(devices.desktop, room.width) : devices[device];
  const scale = room.width === 0 ? 1 : Math.min(1, room.width / width);
  return { width, height: Math.round(room.height / scale), scale };
};
