import { Button, Group, Text } from '@mantine/core';
import { IconPlayerPlay, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { notifyDone } from '~/components/notify';
import type { Ticks } from '~/components/ticks/ticks';
import type { BatchFilter } from '../where';
import { DeedButton } from './DeedButton';
import { deeds, type Deed } from './deeds';
import { Outcome } from './Outcome';
import { scopeWords } from './scope';
import { changedRows, type BatchAnswers } from './useDeed';

/** The API takes no more batches at once. */
const mostBatches = 200;

/** What can be done with the ticked batches; if none is ticked, with all that match the filter. */
export function ManyBatches({
  where,
  matching,
  ticks,
}: {
  where: BatchFilter | null;
  /** How many match; undefined while they are being counted. */
  matching: number | undefined;
  ticks: Ticks;
}) {
  const [outcome, setOutcome] = useState<{ deed: Deed; answers: BatchAnswers }>();
  const ticked = ticks.ids.size;
  const tooMany = (ticked || (matching ?? 0)) > mostBatches;
  const batches = scopeWords(ticked, matching, where !== null);
  const common = {
    where: ticked > 0 ? { id: { in: [...ticks.ids] } } : (where ?? {}),
    batches,
    disabled: tooMany || (ticked === 0 && matching === undefined),
    onDone: (deed: Deed, answers: BatchAnswers) => {
      ticks.clear();
      if (answers.rejected > 0) setOutcome({ deed, answers });
      else notifyDone(deeds[deed].done(answers.done, changedRows(answers)));
    },
  };
  return (
    <>
      {(ticked > 0 || matching !== 0) && (
        <Group gap="xs" role="toolbar" aria-label="With many batches">
          <Text size="sm" aria-live="polite">
            With {batches}:
          </Text>
          <DeedButton deed="refresh" icon={IconRefresh} {...common} />
          <DeedButton deed="execute" icon={IconPlayerPlay} {...common} />
          <DeedButton deed="delete" icon={IconTrash} {...common} />
          {ticked > 0 && (
            <Button size="xs" variant="subtle" onClick={ticks.clear}>
              Clear the selection
            </Button>
          )}
          {tooMany && (
            <Text size="sm" c="dimmed">
              At most {mostBatches} at once. Narrow the filter, or select some.
            </Text>
          )}
        </Group>
      )}
      {outcome && <Outcome {...outcome} onClose={() => setOutcome(undefined)} />}
    </>
  );
}
