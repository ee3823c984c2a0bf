import { ParameterField } from './ParameterField';
import { shownParameters, type FormValues, type Parameter } from './parameters';

/** A form of parameters: those that are asked for while the others have these values. */
export function ParameterFields({
  parameters,
  values,
  error,
  onChange,
}: {
  parameters: Parameter[];
  values: FormValues;
  /** Says what is wrong with a parameter's value. */
  error: (key: string) => string | undefined;
  onChange: (values: FormValues) => void;
}) {
  return shownParameters(parameters, values).map((parameter) => (
    <ParameterField
      key={parameter.key}
      parameter={parameter}
      value={values[parameter.key] ?? ''}
      error={error(parameter.key)}
      onChange={(value) => onChange({ ...values, [parameter.key]: value })}
    />
  ));
}
