import type { ComponentProps, MouseEvent } from 'react';

/** A click that a control out of use does not see: neither does what is around it, nor is a form sent. */
const ignore = (event: MouseEvent): void => {
  event.preventDefault();
  event.stopPropagation();
};

/**
 * The element of every button. One that is switched off, as by the work that it began, stays in the tab order and keeps the keys: an
 * element that is disabled loses them for good.
 */
const Pressable = ({ disabled = false, onClick, type, ...props }: ComponentProps<'button'>) => (
  <button
    {...props}
    type={type ?? 'button'}
    {...(disabled ? { 'aria-disabled': true, 'data-disabled': true, onClick: ignore } : { onClick })}
  />
);

/** As Mantine's components take it. */
export const pressable = {
  renderRoot: (props: ComponentProps<'button'>) => <Pressable {...props} />,
} as const;
