import { parameterWords } from './parameterWords';

test('says what a batch was filled with', () => {
  const parameters = [
    { key: 'rule', title: 'Rule', choices: [{ key: 'percent', title: 'By a percentage' }] },
    { key: 'percent', title: 'Percent', choices: [] },
    { key: 'copies', title: 'Copies', choices: [] },
    { key: 'all', title: 'All', choices: [] },
    { key: 'unused', title: 'Unused', choices: [] },
  ];
  const values = { rule: 'percent', percent: '-10', copies: 2, all: true, unused: null };
  expect(parameterWords(parameters, values)).toEqual([
    'Rule: By a percentage',
    'Percent: -10',
    'Copies: 2',
    'All: yes',
  ]);
});
