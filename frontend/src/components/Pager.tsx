import { Group, Select, Text } from '@mantine/core';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { formatCount } from './format';
import { PageButtons } from './PageButtons';
import { firstRow, nextPlace, previousPlace, useTrail, type PagePlace } from './trail';

export const pagerFragment = graphql(`
  fragment Pager on PageInfo {
    hasNextPage
    endCursor
  }
`);

export const pageSizes = [50, 25, 100, 200] as const;
export type PageSize = (typeof pageSizes)[number];

/** Walks through a list page by page. */
export function Pager({
  pageInfo: masked,
  after,
  size,
  shown,
  total,
  onGo,
  onSize,
}: {
  pageInfo: FragmentOf<typeof pagerFragment>;
  after: string;
  size: PageSize;
  /** How many items this page shows. */
  shown: number;
  total: number;
  onGo: (place: PagePlace) => void;
  onSize: (size: PageSize) => void;
}) {
  const pageInfo = readFragment(pagerFragment, masked);
  const trail = useTrail(after);
  const first = firstRow(trail, size);
  const range =
    first === undefined || shown === 0
      ? formatCount(total)
      : `${formatCount(first)}–${formatCount(first + shown - 1)} of ${formatCount(total)}`;
  return (
    <Group component="nav" aria-label="Pages" justify="space-between" gap="sm">
      <Group gap="sm">
        <Text size="sm" aria-live="polite">
          {range}
        </Text>
        <Select
          aria-label="Items a page"
          size="xs"
          w={120}
          allowDeselect={false}
          data={pageSizes
            .toSorted((a, b) => a - b)
            .map((n) => ({ value: `${n}`, label: `${n} a page` }))}
          value={`${size}`}
          onChange={(value) => onSize(Number(value) as PageSize)}
        />
      </Group>
      {(after !== '' || pageInfo.hasNextPage) && (
        <PageButtons
          onFirst={after === '' ? null : () => onGo({ after: '', trail: [] })}
          onPrevious={trail && trail.length > 0 ? () => onGo(previousPlace(trail)) : null}
          onNext={
            pageInfo.hasNextPage
              ? () => onGo(nextPlace(after, trail, pageInfo.endCursor ?? ''))
              : null
          }
        />
      )}
    </Group>
  );
}
