import { useState } from 'react';
import { inOrder, keepLooks, readLooks, type ColumnLook } from './columnLooks';

/** The columns of a type of batches as the user likes them, and the ways to change that. */
export type ColumnLooks = {
  looks: readonly ColumnLook[];
  /** Another number after all was put back to how it was at first. */
  resets: number;
  /** Shows a column, or hides it. */
  show: (id: string, shown: boolean, all: readonly string[]) => void;
  /** Puts all columns into another order. */
  arrange: (ids: readonly string[]) => void;
  resize: (id: string, width: number, all: readonly string[]) => void;
  reset: () => void;
};

/** Remembers how the user likes the columns of a type of batches. */
export function useColumnLooks(batchType: string): ColumnLooks {
  const [looks, setLooks] = useState(() => readLooks(batchType));
  const [resets, setResets] = useState(0);
  const put = (next: ColumnLook[]) => {
    setLooks(next);
    keepLooks(batchType, next);
  };
  const lookOf = (id: string) => looks.find((look) => look.id === id) ?? { id };
  const change = (id: string, changes: Partial<ColumnLook>, all: readonly string[]) =>
    put(
      inOrder(all, looks).map((one) => (one === id ? { ...lookOf(one), ...changes } : lookOf(one))),
    );
  return {
    looks,
    resets,
    show: (id, shown, all) => change(id, { hidden: !shown }, all),
    resize: (id, width, all) => change(id, { width }, all),
    arrange: (ids) => put(ids.map(lookOf)),
    reset: () => {
      put([]);
      setResets((times) => times + 1);
    },
  };
}
