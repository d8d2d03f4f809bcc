import { Button, type ButtonProps } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { KeyHint } from '../frame/key-hint';
import { beginImport } from './begin-import';

/** The way to another database. */
export const ImportButton = ({
  onBegin,
  ...look
}: Pick<ButtonProps, 'variant' | 'size'> & { readonly onBegin?: () => void }) => (
  <Button
    {...look}
    leftSection={<IconFileImport size={16} stroke={1.5} />}
    rightSection={<KeyHint command="import-dump" />}
    onClick={() => {
      onBegin?.();
      beginImport();
    }}
  >
    Import dump
  </Button>
);
