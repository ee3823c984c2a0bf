import { Badge, Tabs } from '@mantine/core';
import {
  IconBinaryTree,
  IconChecklist,
  IconFlask,
  IconGauge,
  IconGridDots,
  IconTable,
  type Icon,
} from '@tabler/icons-react';
import { formatCount } from '~/components/format';
import classes from './JobTabList.module.css';
import type { JobTab } from './search';

const looks: Record<JobTab, [title: string, icon: Icon]> = {
  overview: ['Overview', IconGauge],
  program: ['Program', IconBinaryTree],
  chunks: ['Chunks', IconGridDots],
  exceptions: ['Exceptions', IconChecklist],
  results: ['Results', IconTable],
  trial: ['Try-out', IconFlask],
};

/** The names of the tabs; they scroll sideways where the window is narrow. */
export function JobTabList({
  tabs,
  exceptionsOpen,
}: {
  tabs: readonly JobTab[];
  exceptionsOpen: number;
}) {
  return (
    <Tabs.List className={classes.list} aria-label="About the job">
      {tabs.map((tab) => {
        const [title, TabIcon] = looks[tab];
        return (
          <Tabs.Tab
            key={tab}
            value={tab}
            leftSection={<TabIcon size={16} aria-hidden />}
            rightSection={
              tab === 'exceptions' &&
              exceptionsOpen > 0 && (
                <Badge
                  size="sm"
                  variant="light"
                  color="orange"
                  aria-label={`${formatCount(exceptionsOpen)} open`}
                >
                  {formatCount(exceptionsOpen)}
                </Badge>
              )
            }
          >
            {title}
          </Tabs.Tab>
        );
      })}
    </Tabs.List>
  );
}
