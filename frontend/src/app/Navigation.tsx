import { Badge } from '@mantine/core';
import {
  IconActivity,
  IconListDetails,
  IconPackage,
  IconProgressCheck,
  IconTransferIn,
} from '@tabler/icons-react';
import { Link, useRouteContext } from '@tanstack/react-router';
import { plural } from '~/components/format';
import { mayRunImporters } from '~/components/permissions';
import { useJobsChanged } from '~/components/useJobsChanged';
import classes from './Shell.module.css';

/** The links to the main pages that the user can use; counts the active jobs. */
export function Navigation() {
  const active = useJobsChanged() ?? 0;
  const viewer = useRouteContext({ from: '/shell', select: (context) => context.viewer });
  return (
    <>
      <Link to="/products" className={classes.link}>
        <IconPackage size={18} aria-hidden />
        Products
      </Link>
      <Link to="/batches" className={classes.link}>
        <IconListDetails size={18} aria-hidden />
        Batches
      </Link>
      {mayRunImporters(viewer.permissions) && (
        <Link to="/importers" className={classes.link}>
          <IconTransferIn size={18} aria-hidden />
          Importers
        </Link>
      )}
      <Link to="/jobs" className={classes.link}>
        <IconProgressCheck size={18} aria-hidden />
        Jobs
        {active > 0 && (
          <Badge size="sm" circle aria-label={plural(active, 'active job')}>
            {active}
          </Badge>
        )}
      </Link>
      <Link to="/operations" className={classes.link}>
        <IconActivity size={18} aria-hidden />
        Operations
      </Link>
    </>
  );
}
