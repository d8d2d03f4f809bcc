import { type RefObject, useLayoutEffect, useState } from 'react';
import { steadyWidth } from './steady-width';

/** The width of an element's content in px, also when it changes, without the coming and going of scrollbars; 0 before it is measured. */
export const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth((used) => steadyWidth(used, entry?.contentRect.width ?? 0)),
    );
    observer.observe(element.current);
    setWidth(element.current.clientWidth);
    return () => observer.disconnect();
  }, [element]);
  return width;
};
