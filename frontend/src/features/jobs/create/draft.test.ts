import { usualPace } from '~/components/pace';
import type { Parameter } from '~/components/parameters/parameters';
import { checkDraft, jobInput, type Draft } from './draft';
import { cutOf } from './partitioning';

const write: Parameter = {
  key: 'write',
  title: 'Write',
  help: '',
  type: 'BOOLEAN',
  required: false,
  default: null,
  min: null,
  max: null,
  choices: [],
  onlyIf: null,
};

const draft: Draft = {
  name: ' Pack sizes ',
  description: '',
  source: 'products ',
  partitioning: cutOf('every'),
  pace: { ...usualPace, rate: 500 },
  values: { write: true },
};

test('a complete draft becomes the input of the API', () => {
  expect(checkDraft([write], draft)).toBeNull();
  expect(jobInput('packsize', [write], draft)).toEqual({
    application: 'packsize',
    name: 'Pack sizes',
    description: '',
    source: 'products',
    parameters: { write: true },
    partitioning: 'every_20',
    parallelism: 2,
    priority: 2,
    rate: 500,
  });
});

test('everything that is wrong is told at once', () => {
  const bad: Draft = {
    ...draft,
    name: ' ',
    source: '',
    partitioning: { kind: 'cut', cut: 'size', size: null },
    pace: { ...usualPace, parallelism: 0 },
    values: {},
  };
  const needed: Parameter = { ...write, key: 'from', type: 'TEXT', required: true };
  const errors = checkDraft([needed], bad);
  expect(errors).toMatchObject({ name: 'Needed', source: 'Needed' });
  expect(errors?.partitioning).toBeTruthy();
  expect(errors?.pace.parallelism).toBeTruthy();
  expect(errors?.parameters).toEqual({ from: 'Needed' });
});
