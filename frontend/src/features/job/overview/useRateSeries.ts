import { useSubscription } from 'urql';
import { jobProgressFragment } from '~/components/JobProgress';
import { isJobActive } from '~/components/JobStateLabel';
import { jobProgressSubscription } from '~/components/useLiveJob';
import { readFragment } from '~/graphql/graphql';
import { addPoint, type RatePoint } from './rateSeries';

/** How fast a job went since the page was opened, as its progress tells. */
export function useRateSeries(id: string): RatePoint[] {
  const [{ data }] = useSubscription(
    { query: jobProgressSubscription, variables: { id } },
    (series: RatePoint[] = [], { jobProgress }) => {
      const { itemsDone, state } = readFragment(jobProgressFragment, jobProgress);
      return addPoint(series, Date.now(), itemsDone, isJobActive(state));
    },
  );
  return data ?? [];
}
