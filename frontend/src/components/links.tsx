import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';

type Native = Omit<ComponentPropsWithRef<'a'>, 'color' | 'style'>;

/** A link in a text, to one of the app's own pages. */
export const TextLink = createLink((props: Omit<AnchorProps, 'href'> & Native) => (
  <Anchor inherit={props.size === undefined} {...props} />
));

/** A link to one of the app's own pages that looks like a button. */
export const ButtonLink = createLink((props: ButtonProps & Native) => (
  <Button component="a" {...props} />
));
