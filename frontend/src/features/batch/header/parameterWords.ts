/** What has to be known of a parameter to put its value into words. */
export type NamedParameter = {
  key: string;
  title: string;
  choices: { key: string; title: string }[];
};

/** The values that a batch was populated or executed with, in words: "Rule: Change by a percentage". */
export function parameterWords(parameters: NamedParameter[], values: unknown): string[] {
  const given = (values ?? {}) as Record<string, unknown>;
  return parameters.flatMap(({ key, title, choices }) => {
    const value = given[key];
    if (value === undefined || value === null || value === '') return [];
    return [`${title}: ${valueWords(value, choices)}`];
  });
}

function valueWords(value: unknown, choices: NamedParameter['choices']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return choices.find(({ key }) => key === text)?.title ?? text;
}
