import { Link } from '@tanstack/react-router';
import classes from './Shell.module.css';

/** The product's mark; leads home. */
export function Brand() {
  return (
    <Link to="/products" className={classes.brand}>
      <img src="/sluice.svg" alt="" width={28} height={28} />
      Sluice
    </Link>
  );
}
