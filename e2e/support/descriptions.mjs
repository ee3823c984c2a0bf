import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// Pack sizes that are clear, and some that only a person can tell.
const clear = [
  'SET OF 6 MUGS',
  'PACK OF 12 PENCILS',
  '60 TEATIME FAIRY CAKE CASES',
  'LOTION 500ML',
];
const unclear = ['TOKYO 78', 'TABLE 60x40cm', '3 HEARTS DECORATION', 'STRING OF 8 HEARTS'];

/** Imports products whose descriptions tell how they are packed: 64, half of them unclear. */
export async function importDescriptions(server) {
  const lines = Array.from({ length: 8 }, (_, round) =>
    [...clear, ...unclear].map((text, index) => `PACK-${round}${index},${text},1.00`),
  ).flat();
  const file = join(server.folder, 'descriptions.csv');
  await writeFile(file, ['code,description,price', ...lines, ''].join('\n'));
  await server.run(
    'import',
    'products',
    file,
    '--map',
    'key=code,description=description,price=price',
  );
}
