import { Group, Radio, Stack, Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';

export const applicationPickerFragment = graphql(`
  fragment ApplicationPicker on Application {
    name
    title
    description
  }
`);

/** Chooses what the job will do. */
export function ApplicationPicker({
  applications,
  chosen,
  onChoose,
}: {
  applications: FragmentOf<typeof applicationPickerFragment>[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  return (
    <Radio.Group label="Application" value={chosen} onChange={onChoose} mb="lg">
      <Stack gap="xs" mt={4}>
        {readFragment(applicationPickerFragment, applications).map((application) => (
          <Radio.Card key={application.name} value={application.name} p="sm" radius="md">
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator />
              <div>
                <Text size="sm" fw={600}>
                  {application.title}
                </Text>
                <Text size="sm" c="dimmed">
                  {application.description}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
