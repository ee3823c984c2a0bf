import { formatCount, plural } from '~/components/format';

/** Which batches are meant: those that are ticked or, if none is, all that match. */
export function scopeWords(
  ticked: number,
  matching: number | undefined,
  filtered: boolean,
): string {
  if (ticked > 0) return plural(ticked, 'selected batch', 'selected batches');
  if (matching === undefined) return 'these batches';
  if (matching === 1) return filtered ? 'the one batch that matches' : 'the only batch';
  const count = formatCount(matching);
  return filtered ? `the ${count} batches that match` : `all ${count} batches`;
}
