import { Paper, Stack, Text } from '@mantine/core';
import { ButtonLink } from '~/components/links';

/** Leads to the products, where the batch is made of those that are found. */
export function FromQuery({ type }: { type: { key: string; title: string } }) {
  return (
    <Paper withBorder p="md" maw={720}>
      <Stack align="flex-start">
        <Text>
          Find the products that it is about, by any conditions, or tick some of them. Then create
          the batch right there: “{type.title}” will be chosen already.
        </Text>
        <ButtonLink to="/products" search={{ type: type.key }}>
          Find products
        </ButtonLink>
      </Stack>
    </Paper>
  );
}
