import { checkPace, paceInput, type Pace, type PaceErrors } from '~/components/pace';
import {
  apiValues,
  checkValues,
  type FormErrors,
  type FormValues,
  type Parameter,
} from '~/components/parameters/parameters';
import { partitioningError, partitioningInput, type Partitioning } from './partitioning';

/** What the form of a new job holds. */
export type Draft = {
  name: string;
  description: string;
  source: string;
  partitioning: Partitioning;
  pace: Pace;
  /** The application's parameters. */
  values: FormValues;
};

export type DraftErrors = {
  name?: string;
  source?: string;
  partitioning?: string;
  pace: PaceErrors;
  parameters: FormErrors;
};

/** What is wrong with a draft; null if nothing is. */
export function checkDraft(parameters: Parameter[], draft: Draft): DraftErrors | null {
  const errors: DraftErrors = {
    pace: checkPace(draft.pace),
    parameters: checkValues(parameters, draft.values),
  };
  if (draft.name.trim() === '') errors.name = 'Needed';
  if (draft.source.trim() === '') errors.source = 'Needed';
  const wrongCut = partitioningError(draft.partitioning);
  if (wrongCut) errors.partitioning = wrongCut;
  const { pace, parameters: values, ...own } = errors;
  const found = [pace, values, own].some((some) => Object.keys(some).length > 0);
  return found ? errors : null;
}

/** A draft that has nothing wrong as the API takes it. */
export function jobInput(application: string, parameters: Parameter[], draft: Draft) {
  return {
    application,
    name: draft.name.trim(),
    description: draft.description.trim(),
    source: draft.source.trim(),
    parameters: apiValues(parameters, draft.values),
    ...partitioningInput(draft.partitioning),
    ...paceInput(draft.pace),
  };
}
