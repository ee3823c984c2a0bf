import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import type { FragmentOf } from '~/graphql/graphql';
import { ErrorState } from './ErrorState';
import { Pager, type pagerFragment, type PageSize } from './Pager';
import { TableSkeleton } from './TableSkeleton';
import type { PagePlace } from './trail';

/** A page of a list as the API answers it. */
export type ListPage = {
  totalCount: number;
  nodes: readonly unknown[];
  pageInfo: FragmentOf<typeof pagerFragment>;
};

/** One page of a list with its pager; before that, or instead, what keeps it from being shown. */
export function ListView({
  noun,
  page,
  error,
  busy,
  search,
  empty,
  onRetry,
  onGo,
  onSize,
  children,
}: {
  /** What is listed: "jobs". */
  noun: string;
  page: ListPage | undefined;
  error: CombinedError | undefined;
  /** True while a newer page is on its way. */
  busy: boolean;
  search: { after: string; size: PageSize };
  /** Shown if the list has no items. */
  empty: ReactNode;
  onRetry: () => void;
  onGo: (place: PagePlace) => void;
  onSize: (size: PageSize) => void;
  /** The table. */
  children: ReactNode;
}) {
  if (!page) {
    return error ? (
      <ErrorState title={`The ${noun} can’t be shown`} error={error} onRetry={onRetry} />
    ) : (
      <TableSkeleton label={`Loading the ${noun}`} />
    );
  }
  if (page.nodes.length === 0) return empty;
  return (
    <Stack gap="sm" aria-busy={busy}>
      {children}
      <Pager
        pageInfo={page.pageInfo}
        after={search.after}
        size={search.size}
        shown={page.nodes.length}
        total={page.totalCount}
        onGo={onGo}
        onSize={onSize}
      />
    </Stack>
  );
}
