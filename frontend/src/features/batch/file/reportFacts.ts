import { formatCount, plural } from '~/components/format';

/** What became of the lines of a file, by count. */
export type LineCounts = {
  headerLines: number;
  rowsMade: number;
  partial: number;
  rejected: number;
  leftOut: number;
  blank: number;
  continued: number;
  duplicates: number;
  inOpenBatches: number;
};

/** The counts in words, those that are zero left out: "1,180 rows made (3 of them in part)", "20 rejected". */
export function reportFacts(counts: LineCounts): string[] {
  const inPart = counts.partial > 0 ? ` (${formatCount(counts.partial)} of them in part)` : '';
  const some = (count: number, text: string) =>
    count > 0 ? [`${formatCount(count)} ${text}`] : [];
  return [
    `${plural(counts.rowsMade, 'row')} made${inPart}`,
    ...some(counts.rejected, 'rejected'),
    ...some(counts.leftOut, 'left out'),
    ...some(counts.blank, 'blank'),
    ...some(counts.headerLines, counts.headerLines === 1 ? 'heading' : 'headings'),
    ...some(counts.continued, 'continuing a row'),
    ...some(counts.duplicates, 'with a code that stands on another line, too'),
    ...some(counts.inOpenBatches, 'with a product that waits in another open batch'),
  ];
}
