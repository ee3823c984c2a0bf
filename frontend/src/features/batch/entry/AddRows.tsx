import { Alert, Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { formatCount, plural } from '~/components/format';
import { notifyDone } from '~/components/notify';
import { apiError } from '~/graphql/errors';
import { graphql } from '~/graphql/graphql';
import { formatTsv } from '../sheet/tsv';
import type { LineField } from './HandEntry';
import { PastedTable } from './PastedTable';
import { readPasted, type Line } from './pasted';

const addRowsMutation = graphql(`
  mutation AddRows($input: AddRowsInput!) {
    addRows(input: $input) {
      batch {
        id
        version
      }
      rows {
        id
      }
      rejected {
        index
        message
      }
    }
  }
`);

const most = 1_000;

/** Lines that made no row, and why. */
type Refused = { line: Line; message: string };

/** Adds rows that are typed, or pasted from a spreadsheet program. */
export function AddRows({
  batchId,
  fields,
  opened,
  onClose,
}: {
  batchId: string;
  fields: readonly LineField[];
  opened: boolean;
  onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="xl"
      title="Add rows"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <Content batchId={batchId} fields={fields} onClose={onClose} />}
    </Modal>
  );
}

function Content({
  batchId,
  fields,
  onClose,
}: {
  batchId: string;
  fields: readonly LineField[];
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<Refused[]>([]);
  const [{ fetching, error }, add] = useMutation(addRowsMutation);
  const pasted = readPasted(text, fields);
  const { lines } = pasted;
  const submit = async () => {
    const { data } = await add({ input: { batchId, rows: lines } });
    if (!data) return;
    const { rows, rejected } = data.addRows;
    if (rows.length > 0) notifyDone(`${plural(rows.length, 'row')} added.`);
    if (rejected.length === 0) return onClose();
    const left = rejected.map(({ index, message }) => ({ line: lines[index] ?? {}, message }));
    setRefused(left);
    // What is left can be mended and tried again.
    setText(asText(left, fields));
  };
  return (
    <Stack>
      <Textarea
        label="Rows"
        description={`A row a line, tabs between the cells: paste from a spreadsheet program, or type. In this order, unless the first line names them: ${fields.map(({ title }) => title).join(', ')}.`}
        autosize
        minRows={6}
        maxRows={14}
        data-autofocus
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {lines.length > 0 && <PastedTable pasted={pasted} />}
      {refused.length > 0 && (
        <Alert
          role="alert"
          color="red"
          variant="light"
          title={`${plural(refused.length, 'line')} made no row`}
        >
          <List size="sm">
            {refused.slice(0, 10).map(({ line, message }, index) => (
              <List.Item key={index}>
                <strong>{Object.values(line)[0]}</strong> {message}
              </List.Item>
            ))}
            {refused.length > 10 && <List.Item>and {refused.length - 10} more</List.Item>}
          </List>
        </Alert>
      )}
      {error && (
        <Alert role="alert" color="red" variant="light" title="No rows were added">
          {apiError(error).message}
        </Alert>
      )}
      {lines.length > most && (
        <Text size="sm" c="red">
          At most {formatCount(most)} rows can be added at once. Put more into a file, and make a
          batch of that.
        </Text>
      )}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          loading={fetching}
          disabled={lines.length === 0 || lines.length > most}
          onClick={submit}
        >
          {lines.length === 0 ? 'Add rows' : `Add ${plural(lines.length, 'row')}`}
        </Button>
      </Group>
    </Stack>
  );
}

function asText(refused: Refused[], fields: readonly LineField[]): string {
  const used = fields.filter(({ column }) => refused.some(({ line }) => line[column]));
  const lines = refused.map(({ line }) => used.map(({ column }) => line[column] ?? ''));
  return formatTsv([used.map(({ title }) => title), ...lines]);
}
