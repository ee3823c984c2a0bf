import { tabs, type JobTab } from './search';

/** The tabs that make sense for a job. */
export function tabsOf(
  { standsAlone, hasProgram }: { standsAlone: boolean; hasProgram: boolean },
  { exceptions, mayTry }: { exceptions: number; mayTry: boolean },
): JobTab[] {
  const sensible: Record<JobTab, boolean> = {
    overview: true,
    program: hasProgram,
    chunks: true,
    exceptions: (standsAlone && hasProgram) || exceptions > 0,
    results: standsAlone && hasProgram,
    trial: standsAlone && hasProgram && mayTry,
  };
  return tabs.filter((tab) => sensible[tab]);
}
