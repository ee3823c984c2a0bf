import { Code, Text, TextInput, UnstyledButton } from '@mantine/core';
import classes from './SourceField.module.css';

/** Asks what the job reads; the forms that are understood can be taken over. */
export function SourceField({
  forms,
  value,
  error,
  onChange,
}: {
  forms: readonly { form: string; description: string }[];
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <div>
      <TextInput
        label="Source"
        required
        maxLength={1000}
        placeholder={forms[0]?.form}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <ul className={classes.forms} aria-label="Sources that are understood">
        {forms.map(({ form, description }) => (
          <li key={form}>
            <UnstyledButton
              className={classes.form}
              aria-label={`Use ${form}`}
              onClick={() => onChange(form)}
            >
              <Code className={classes.code}>{form}</Code>
            </UnstyledButton>
            <Text span size="xs" c="dimmed">
              {description}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
