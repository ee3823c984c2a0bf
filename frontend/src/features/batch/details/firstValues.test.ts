import { firstValues } from './firstValues';

test('goes back to before the first change of each cell', () => {
  const history = [
    { cells: [{ column: 'price', from: '6.00', to: '7.00' }] },
    { cells: [] },
    {
      cells: [
        { column: 'price', from: '5.00', to: '6.00' },
        { column: 'size', from: null, to: 'L' },
      ],
    },
  ];
  expect(firstValues(history)).toEqual({ price: '5.00', size: null });
  expect(firstValues([])).toEqual({});
});
