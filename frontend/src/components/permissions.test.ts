import { may, mayRunImporters } from './permissions';

test('administrators may do everything', () => {
  expect(may(['admin'], 'job.packsize.run')).toBe(true);
  expect(may(['job.packsize.view'], 'job.packsize.run')).toBe(false);
});

test('some importer can be run with its permission, and with one for many', () => {
  for (const permission of ['admin', 'importer.products.run', 'importer.*.run', 'importer.*']) {
    expect(mayRunImporters(['product.view', permission])).toBe(true);
  }
  expect(mayRunImporters(['product.view', 'job.importer.run.view', 'batch.importer.*'])).toBe(
    false,
  );
});
