import { IconMapOff } from '@tabler/icons-react';
import { ButtonLink } from '~/components/links';
import { Missing } from '~/components/Missing';

/** Shown for an address that leads nowhere, outside of the shell. */
export function NotFound() {
  return (
    <main>
      <Missing
        icon={<IconMapOff aria-hidden />}
        title="There is nothing at this address"
        description="The link may be old, or mistyped."
      >
        <ButtonLink to="/products">Go to the products</ButtonLink>
      </Missing>
    </main>
  );
}
