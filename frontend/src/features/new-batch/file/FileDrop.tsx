import { FileButton, Button, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState, type DragEvent } from 'react';
import classes from './FileDrop.module.css';

const endings = '.csv,.tsv,.tab,.txt,.psv,.xlsx,.jsonl,.ndjson,.json,.gz';

/** Takes a file that is dropped or chosen. */
export function FileDrop({ onFile }: { onFile: (file: File) => void }) {
  // Moving over what is inside leaves and enters, too: only the balance tells.
  const [depth, setDepth] = useState(0);
  const over = (event: DragEvent) => event.preventDefault();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDepth(0);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <div
      className={classes.area}
      data-over={depth > 0 || undefined}
      onDragEnter={() => setDepth((old) => old + 1)}
      onDragLeave={() => setDepth((old) => old - 1)}
      onDragOver={over}
      onDrop={drop}
    >
      <Stack align="center" gap="xs">
        <IconFileUpload size={40} stroke={1.4} aria-hidden className={classes.icon} />
        <Text fw={600}>Drop a file here</Text>
        <FileButton accept={endings} onChange={(file) => file && onFile(file)}>
          {(props) => (
            <Button {...props} mt={4}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" ta="center" mt={4} maw={480}>
          CSV, TSV and files with other delimiters, Excel (XLSX) or JSON Lines, also gzipped; up to
          50 GB. Nothing is changed before you have seen how it is read.
        </Text>
      </Stack>
    </div>
  );
}
