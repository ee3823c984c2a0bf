import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';

/** A text being typed, and the ways to change it. */
export type Typed = {
  text: string;
  /** Shows the text, and tells it when the user pauses. */
  type: (text: string) => void;
  /** Shows the text without telling it: it is not one yet. */
  hold: (text: string) => void;
  /** Shows and tells the text at once. */
  put: (text: string) => void;
};

/** Keeps what is being typed apart from the value it becomes; follows when the value changes from outside. */
export function useTyped(value: string, onChange: (value: string) => void): Typed {
  const [seen, setSeen] = useState(value);
  const [told, setTold] = useState(value);
  const [text, setText] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // What was told from here comes back as the value, while the user may be typing on.
    if (value !== told) {
      setTold(value);
      setText(value);
    }
  }
  const tell = (next: string) => {
    setTold(next);
    onChange(next);
  };
  const tellSoon = useDebouncedCallback(tell, 300);
  return {
    text,
    type: (next) => {
      setText(next);
      tellSoon(next.trim());
    },
    hold: (next) => {
      tellSoon.cancel();
      setText(next);
    },
    put: (next) => {
      tellSoon.cancel();
      setText(next);
      tell(next);
    },
  };
}
