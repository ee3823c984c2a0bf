/** The priorities of jobs as people choose among them. */
export const priorities = [
  { value: '1', label: '1 – first' },
  { value: '2', label: '2 – usual' },
  { value: '3', label: '3 – later' },
  { value: '4', label: '4 – last' },
];

/** A priority in words: "2 – usual". */
export function priorityText(priority: number): string {
  return priorities.find(({ value }) => value === String(priority))?.label ?? String(priority);
}
