import { graphql, type ResultOf } from '~/graphql/graphql';

export const parameterFragment = graphql(`
  fragment ParameterForm on Parameter @_unmask {
    key
    title
    help
    type
    required
    default
    min
    max
    choices {
      key
      title
    }
    onlyIf {
      parameter
      values
    }
  }
`);

/** One value that a form asks for. */
export type Parameter = ResultOf<typeof parameterFragment>;

/** What a form holds: texts as typed, and yes or no. */
export type FormValues = Record<string, string | boolean>;

/** What is wrong with a form, by parameter. */
export type FormErrors = Record<string, string>;

/** The form as it is first shown: with the last values where there are any, and the defaults otherwise. */
export function initialValues(parameters: Parameter[], last?: unknown): FormValues {
  const known = (last ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    parameters.map(({ key, type, default: usual }) => [
      key,
      initialValue(type, known[key] ?? usual),
    ]),
  );
}

function initialValue(type: Parameter['type'], value: unknown): string | boolean {
  if (type === 'BOOLEAN') return value === true;
  if (type === 'DATE' && value === 'today') return today();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The present day where the user is, as the API and date inputs write it. */
function today(): string {
  const now = new Date();
  const padded = (part: number) => String(part).padStart(2, '0');
  return `${String(now.getFullYear())}-${padded(now.getMonth() + 1)}-${padded(now.getDate())}`;
}

/** The parameters that are asked for while the form holds these values. */
export function shownParameters(parameters: Parameter[], values: FormValues): Parameter[] {
  return parameters.filter(
    ({ onlyIf }) => !onlyIf || onlyIf.values.includes(String(values[onlyIf.parameter] ?? '')),
  );
}

/** Says of every shown parameter what is wrong with its value; empty if nothing is. */
export function checkValues(parameters: Parameter[], values: FormValues): FormErrors {
  const errors: FormErrors = {};
  for (const parameter of shownParameters(parameters, values)) {
    const error = checkValue(parameter, values[parameter.key] ?? '');
    if (error) errors[parameter.key] = error;
  }
  return errors;
}

const integer = /^-?\d+$/;
const decimal = /^-?\d+(\.\d+)?$/;

function checkValue({ type, required, min, max }: Parameter, value: string | boolean) {
  if (typeof value === 'boolean') return null;
  const text = value.trim();
  if (text === '') return required ? 'Needed' : null;
  if (type === 'TEXT' || type === 'CHOICE') return null;
  if (type === 'DATE') return isDay(text) ? null : 'A day like 2011-12-09';
  if (type === 'INTEGER' && !integer.test(text)) return 'A whole number';
  if (!decimal.test(text)) return 'A number like 12.50';
  if (min !== null && Number(text) < Number(min)) return `At least ${min}`;
  if (max !== null && Number(text) > Number(max)) return `At most ${max}`;
  return null;
}

/** True for a day of the calendar, as 2011-12-09. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The values as the API takes them: of the shown parameters, those that are filled in. */
export function apiValues(parameters: Parameter[], values: FormValues): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const parameter of shownParameters(parameters, values)) {
    const value = apiValue(parameter, values[parameter.key] ?? '');
    if (value !== null) given[parameter.key] = value;
  }
  return given;
}

function apiValue({ type }: Parameter, value: string | boolean): string | number | boolean | null {
  if (typeof value === 'boolean') return value;
  const text = value.trim();
  if (text === '') return null;
  return type === 'INTEGER' ? Number(text) : text;
}
