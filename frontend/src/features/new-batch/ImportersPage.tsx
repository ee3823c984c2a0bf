import { useSearch } from '@tanstack/react-router';
import { Page } from '~/components/Page';
import { FromImporter } from './importer/FromImporter';

/** The importers that the user may use, also without making batches. */
export function ImportersPage() {
  const search = useSearch({ from: '/shell/importers' });
  return (
    <Page title="Importers">
      <FromImporter search={search} />
    </Page>
  );
}
