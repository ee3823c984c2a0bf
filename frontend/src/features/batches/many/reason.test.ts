import { reasonBeside } from './reason';

test('does not repeat the number that stands before it', () => {
  expect(reasonBeside('#00000002', 'Batch #00000002 can’t be executed: it is open.')).toBe(
    'can’t be executed: it is open.',
  );
  expect(reasonBeside('#00000002', 'Batch #00000003 is complete.')).toBe(
    'Batch #00000003 is complete.',
  );
  expect(reasonBeside('#00000002', null)).toBe('');
});
