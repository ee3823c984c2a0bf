import { Button, type ButtonProps } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

/** Downloads a file. */
export function DownloadButton({ url, ...props }: { url: string } & ButtonProps) {
  return (
    <Button
      component="a"
      href={url}
      download
      leftSection={<IconDownload size={16} aria-hidden />}
      {...props}
    />
  );
}
