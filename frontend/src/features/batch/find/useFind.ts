import { useState } from 'react';
import type { CombinedError } from 'urql';
import { notifyFailed } from '~/components/notify';
import { useUncachedClient } from '~/graphql/api';
import { graphql } from '~/graphql/graphql';
import type { RowFilter, RowOrder } from '../rows/rowFilter';
import { nextMatch } from './nextMatch';

const countQuery = graphql(`
  query CountMatches($id: ID!, $from: ID!, $where: RowFilter!, $orderBy: RowOrder!) {
    batch(id: $id) {
      id
      before: rowPlace(id: $from, where: $where, orderBy: $orderBy)
      rows(where: $where, orderBy: $orderBy, first: 1) {
        totalCount
      }
    }
  }
`);

const matchQuery = graphql(`
  query FindMatch($id: ID!, $where: RowFilter!, $orderBy: RowOrder!, $offset: Int!) {
    batch(id: $id) {
      id
      rows(where: $where, orderBy: $orderBy, first: 1, offset: $offset) {
        totalCount
        nodes {
          id
        }
      }
    }
  }
`);

const placeQuery = graphql(`
  query PlaceMatch($id: ID!, $row: ID!, $where: RowFilter!, $orderBy: RowOrder!) {
    batch(id: $id) {
      id
      rowPlace(id: $row, where: $where, orderBy: $orderBy)
    }
  }
`);

/** A row that was found: which of how many, and where it stands in the list. */
export type Match = { index: number; total: number; row: number };

/** What a search for words in the rows has come to. */
export type FindState =
  { kind: 'idle' } | { kind: 'none' } | { kind: 'found'; text: string; match: Match };

/** Finds rows with words in them, among all that are shown: the next one from a row on, or the one before. */
export function useFind(batchId: string, where: RowFilter, orderBy: RowOrder) {
  const client = useUncachedClient();
  const [state, setState] = useState<FindState>({ kind: 'idle' });
  const [busy, setBusy] = useState(false);

  const search = async (
    text: string,
    forward: boolean,
    from: string | null,
  ): Promise<Match | null> => {
    const words = [where.search, text].filter(Boolean).join(' ');
    const order = { id: batchId, orderBy };
    const matching = { ...order, where: { ...where, search: words } };
    const ask = async <Data>(answer: Promise<{ data?: Data; error?: CombinedError }>) => {
      const { data, error } = await answer;
      if (!data) throw error ?? new Error('There is no answer.');
      return data;
    };

    const known = state.kind === 'found' && state.text === text ? state.match : null;
    let { total, before } = { total: known?.total ?? 0, before: 0 };
    if (!known) {
      const variables = { ...matching, from: from ?? batchId };
      const { batch } = await ask(client.query(countQuery, variables).toPromise());
      total = batch?.rows.totalCount ?? 0;
      before = batch?.before ?? 0;
    }
    if (total === 0) return null;
    const index = nextMatch({ total, before, known: known?.index ?? null, forward });
    const found = await ask(client.query(matchQuery, { ...matching, offset: index }).toPromise());
    const row = found.batch?.rows.nodes[0];
    if (!row) return null;
    const place = await ask(client.query(placeQuery, { ...order, where, row: row.id }).toPromise());
    const at = place.batch?.rowPlace;
    return at == null ? null : { index, total: found.batch?.rows.totalCount ?? total, row: at };
  };

  return {
    state,
    busy,
    /** Forgets what was found: the words are others now. */
    reset: () => setState({ kind: 'idle' }),
    /** Answers the row found, if there is one. */
    find: async (text: string, forward: boolean, from: string | null): Promise<Match | null> => {
      if (busy || text === '') return null;
      setBusy(true);
      try {
        const match = await search(text, forward, from);
        setState(match ? { kind: 'found', text, match } : { kind: 'none' });
        return match;
      } catch (error) {
        notifyFailed('Not found', error as CombinedError);
        return null;
      } finally {
        setBusy(false);
      }
    },
  };
}
