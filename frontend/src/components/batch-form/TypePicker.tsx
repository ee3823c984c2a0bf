import { Group, Radio, Stack, Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const typePickerFragment = graphql(`
  fragment TypePicker on BatchType {
    key
    title
    description
  }
`);

/** Chooses what the batch will be. */
export function TypePicker({
  types,
  chosen,
  onChoose,
}: {
  types: FragmentOf<typeof typePickerFragment>[];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  return (
    <Radio.Group label="Type" value={chosen} onChange={onChoose} mb="lg">
      <Stack gap="xs" mt={4}>
        {readFragment(typePickerFragment, types).map(({ key, title, description }) => (
          <Radio.Card key={key} value={key} p="sm" radius="md">
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator />
              <div>
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <Text size="sm" c="dimmed">
                  {description}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
