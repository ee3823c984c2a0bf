import {
  apiValues,
  checkValues,
  initialValues,
  shownParameters,
  type Parameter,
} from './parameters';

const parameter = (fields: Partial<Parameter>): Parameter => ({
  key: 'key',
  title: 'Title',
  help: '',
  type: 'TEXT',
  required: false,
  default: null,
  min: null,
  max: null,
  choices: [],
  onlyIf: null,
  ...fields,
});

const rule = parameter({ key: 'rule', type: 'CHOICE', required: true, default: 'percent' });
const percent = parameter({
  key: 'percent',
  type: 'DECIMAL',
  required: true,
  min: '-99',
  max: '1000',
  onlyIf: { parameter: 'rule', values: ['percent'] },
});
const copies = parameter({ key: 'copies', type: 'INTEGER', default: 1, min: '1' });
const discard = parameter({ key: 'discard', type: 'BOOLEAN', default: true });
const parameters = [rule, percent, copies, discard];

test('starts with the defaults', () => {
  expect(initialValues(parameters)).toEqual({
    rule: 'percent',
    percent: '',
    copies: '1',
    discard: true,
  });
});

test('starts with the last values where there are any', () => {
  expect(initialValues(parameters, { rule: 'amount', copies: 3, discard: false, gone: 1 })).toEqual(
    {
      rule: 'amount',
      percent: '',
      copies: '3',
      discard: false,
    },
  );
});

test('shows a parameter only while its condition holds', () => {
  const shown = (choice: string) =>
    shownParameters(parameters, { rule: choice }).map(({ key }) => key);
  expect(shown('percent')).toContain('percent');
  expect(shown('amount')).not.toContain('percent');
});

const complaints: [typed: string, complaint: string | undefined][] = [
  ['', 'Needed'],
  ['x', 'A number like 12.50'],
  ['1,5', 'A number like 12.50'],
  ['-100', 'At least -99'],
  ['1000.01', 'At most 1000'],
  [' 12.50 ', undefined],
];
test.each(complaints)('says of the percentage %j: %s', (typed, complaint) => {
  const values = { ...initialValues(parameters), percent: typed };
  expect(checkValues(parameters, values).percent).toBe(complaint);
});

test('wants whole numbers where only these will do', () => {
  expect(checkValues([copies], { copies: '1.5' })).toEqual({ copies: 'A whole number' });
});

test('does not check what is not shown', () => {
  expect(checkValues(parameters, { ...initialValues(parameters), rule: 'amount' })).toEqual({});
});

test('gives the API texts for decimals, numbers for integers, and nothing that is hidden or empty', () => {
  const values = { rule: 'percent', percent: ' 5.0 ', copies: '3', discard: false };
  expect(apiValues(parameters, values)).toEqual({ ...values, percent: '5.0', copies: 3 });
  expect(apiValues(parameters, { ...values, rule: 'amount', copies: '' })).toEqual({
    rule: 'amount',
    discard: false,
  });
});

test('starts a day at the present one, and wants one of the calendar', () => {
  const day = parameter({ key: 'asOf', type: 'DATE', required: true, default: 'today' });
  expect(checkValues([day], initialValues([day]))).toEqual({});
  expect(checkValues([day], { asOf: '2011-12-09' })).toEqual({});
  for (const asOf of ['2011-02-29', '9.12.2011', 'today', '2011-13-01']) {
    expect(checkValues([day], { asOf })).toEqual({ asOf: 'A day like 2011-12-09' });
  }
});
