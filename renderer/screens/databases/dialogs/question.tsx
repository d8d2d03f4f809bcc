import { Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useFocusBack } from '../../../frame/use-focus-back';
import classes from './question.module.css';

interface Props {
  readonly title: string;
  /** The button that does it, a verb with the name of the thing. */
  readonly action: string;
  readonly isReady?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done; Enter confirms, Escape goes back. */
export const Question = ({ title, action, isReady = true, onConfirm, onClose, children }: Props) => {
  useFocusBack();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    onClose();
    onConfirm();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={460}
      centered
      withCloseButton={false}
      classNames={classes}
    >
      <form onSubmit={submit} className={classes.form}>
        {children}
        <Group justify="flex-end" gap={8}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={!isReady} data-autofocus>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
};
