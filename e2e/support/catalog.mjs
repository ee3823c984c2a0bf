import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const retail = fileURLToPath(
  new URL('../../../shared/data/online-retail/products.csv', import.meta.url),
);

/** Loads what a shop really recorded, where that is at hand, and a demo catalog elsewhere. */
export async function loadCatalog(server) {
  if (!existsSync(retail)) return server.run('seed');
  return server.run(
    'import',
    'products',
    retail,
    '--map',
    'key=StockCode,description=Description,price=UnitPrice',
  );
}
