import { Button, Menu, type ButtonProps } from '@mantine/core';
import {
  IconChevronDown,
  IconDownload,
  IconFileSpreadsheet,
  IconFileText,
} from '@tabler/icons-react';
import { useExport, type RowExport } from './useExport';

/** Downloads rows of a batch in one of the formats. */
export function ExportMenu({
  batchId,
  what,
  rows,
  label,
  ...look
}: {
  batchId: string;
  /** Which rows these are, in words: "All rows". */
  what: string;
  rows: Omit<RowExport, 'format'>;
  /** What stands on the button. */
  label: string;
} & Pick<ButtonProps, 'size'>) {
  const { busy, download } = useExport(batchId);
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button
          {...look}
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileText size={16} aria-hidden />}
          onClick={() => void download({ ...rows, format: 'CSV' })}
        >
          {what} as CSV
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          onClick={() => void download({ ...rows, format: 'XLSX' })}
        >
          {what} as a workbook
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
