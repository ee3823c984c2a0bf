// Makes the types of the API: one schema out of graph/schema/*.graphqls, and from it what gql.tada reads.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, printSchema } from 'graphql';

const root = fileURLToPath(new URL('..', import.meta.url));
const parts = join(root, 'graph', 'schema');
const sdl = readdirSync(parts)
  .filter((name) => name.endsWith('.graphqls'))
  .sort()
  .map((name) => readFileSync(join(parts, name), 'utf8'))
  .join('\n');

writeFileSync(
  join(root, 'frontend', 'src', 'graphql', 'schema.graphql'),
  printSchema(buildSchema(sdl)) + '\n',
);
execFileSync('npx', ['gql.tada', 'generate-output', '--tsconfig', 'frontend/tsconfig.json'], {
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
