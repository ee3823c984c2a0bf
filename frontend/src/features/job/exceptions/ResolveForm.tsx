import { Button, Group, Kbd, Stack } from '@mantine/core';
import { useState, type Ref, type SubmitEvent } from 'react';
import { ParameterField } from '~/components/parameters/ParameterField';
import {
  apiValues,
  checkValues,
  initialValues,
  shownParameters,
  type FormErrors,
  type Parameter,
} from '~/components/parameters/parameters';
import { isFields } from '~/components/valueText';
import { isDecided, type StoredException } from './exception';
import type { Resolution } from './useResolve';

export type Decision = Omit<Resolution, 'ids' | 'where'>;

/** The ways to decide about an exception: accept it, correct its data, leave it out, or take that back. */
export function ResolveForm({
  ref,
  exception,
  corrections,
  busy,
  onDecide,
}: {
  ref: Ref<HTMLFormElement>;
  exception: StoredException;
  /** What can be corrected; empty if the item can only be left out. */
  corrections: readonly Parameter[];
  busy: boolean;
  onDecide: (decision: Decision) => void;
}) {
  const parameters = prefilled(corrections, exception);
  const [values, setValues] = useState(() => initialValues(parameters));
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = checkValues(parameters, values);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    onDecide({ decision: 'CORRECT', correction: apiValues(parameters, values) });
  };
  const correctable = corrections.length > 0;
  return (
    <form ref={ref} onSubmit={submit} noValidate aria-label={`Decide about ${exception.itemLabel}`}>
      <Stack gap="sm">
        {shownParameters(parameters, values).map((parameter) => (
          <ParameterField
            key={parameter.key}
            parameter={parameter}
            value={values[parameter.key] ?? ''}
            error={errors[parameter.key]}
            onChange={(value) => setValues((old) => ({ ...old, [parameter.key]: value }))}
          />
        ))}
        <Group gap="xs">
          {correctable && (
            <Button type="submit" disabled={busy} rightSection={<Kbd size="xs">Enter</Kbd>}>
              Correct
            </Button>
          )}
          {correctable && (
            <Button
              variant="default"
              disabled={busy}
              rightSection={<Kbd size="xs">A</Kbd>}
              onClick={() => onDecide({ decision: 'ACCEPT' })}
            >
              Accept
            </Button>
          )}
          <Button
            variant="default"
            disabled={busy}
            rightSection={<Kbd size="xs">S</Kbd>}
            onClick={() => onDecide({ decision: 'SKIP' })}
          >
            Skip
          </Button>
          {isDecided(exception) && (
            <Button
              variant="subtle"
              disabled={busy}
              onClick={() => onDecide({ decision: 'REOPEN' })}
            >
              Take back
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

/** The fields with what is known of the item, or with what a person gave before. */
function prefilled(
  corrections: readonly Parameter[],
  { item, correction }: StoredException,
): Parameter[] {
  const known = isFields(correction) ? correction : isFields(item) ? item : {};
  return corrections.map((field) => ({ ...field, default: known[field.key] ?? field.default }));
}
