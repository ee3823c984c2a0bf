import { cutOf, cuts, partitioningError, partitioningInput } from './partitioning';

test('each way can be used as it is proposed', () => {
  expect(cuts.map(cutOf).map(partitioningError)).toEqual([null, null, null, null]);
  expect(cuts.map(cutOf).map(partitioningInput)).toEqual([
    { partitioning: 'size_1000' },
    { partitioning: 'every_20' },
    { partitioning: 'sample_100' },
    { partitioning: 'test_10' },
  ]);
});

test('a number is needed, and has bounds', () => {
  const error = (size: number | null) => partitioningError({ kind: 'cut', cut: 'every', size });
  expect(error(null)).toBe('A whole number from 1 to 10,000');
  expect(error(0)).not.toBeNull();
  expect(error(2.5)).not.toBeNull();
  expect(error(10_000)).toBeNull();
  expect(error(10_001)).not.toBeNull();
});

test('a kept cut goes by its id, one of the application by its name', () => {
  const kept = { kind: 'kept', id: 'p1', name: 'size_500' } as const;
  expect(partitioningInput(kept)).toEqual({ partitioningId: 'p1' });
  expect(partitioningInput({ kind: 'own', name: 'by_shelf' })).toEqual({
    partitioning: 'by_shelf',
  });
});
