import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const src = './frontend/src';
const features = readdirSync(`${src}/features`);

/** Imports point down: app → features → components → graphql; a feature never imports another. */
const zones = [
  ...features.map((feature) => ({
    target: `${src}/features/${feature}`,
    from: `${src}/features`,
    except: [`./${feature}`],
    message: 'Features do not import each other.',
  })),
  {
    target: [`${src}/features`, `${src}/components`, `${src}/graphql`],
    from: `${src}/app`,
    message: 'Only the app knows the app.',
  },
  {
    target: [`${src}/components`, `${src}/graphql`],
    from: `${src}/features`,
    message: 'Shared code does not know the features.',
  },
  {
    target: `${src}/graphql`,
    from: `${src}/components`,
    message: 'The API layer draws nothing.',
  },
  {
    target: src,
    from: `${src}/testing`,
    message: 'The product does not import test code.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules', 'frontend/dist', 'frontend/src/graphql/introspection.d.ts', 'bin'] },
  js.configs.recommended,
  {
    files: ['frontend/**/*.{ts,tsx}'],
    extends: [
      tseslint.configs.recommendedTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      reactHooks.configs.flat.recommended,
      importX.flatConfigs.typescript,
    ],
    plugins: { 'import-x': importX },
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ project: './frontend/tsconfig.json' }),
      ],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', 300],
    },
  },
  {
    files: ['frontend/src/**/*.test.{ts,tsx}', 'frontend/src/testing/**'],
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: zones.slice(0, -1) }],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node } },
  },
  prettier,
);
