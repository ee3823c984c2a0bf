import { batchFormFragment } from '~/components/batch-form/BatchForm';
import { graphql, readFragment, type FragmentOf } from '~/graphql/graphql';
import { uploadFormFragment } from './file/UploadForm';
import { FromBatch } from './FromBatch';
import { FromFile } from './FromFile';
import { FromNothing } from './FromNothing';
import { FromQuery } from './FromQuery';
import { FromImporter } from './importer/FromImporter';
import type { NewBatchSearch } from './search';
import type { SourceKind } from './sources';

export const sourceFormFragment = graphql(
  `
    fragment SourceForm on BatchType {
      key
      title
      ...BatchForm
      ...UploadForm
    }
  `,
  [batchFormFragment, uploadFormFragment],
);

/** Asks for what filling a batch from such a source needs. */
export function SourceForm({
  type: masked,
  kind,
  search,
}: {
  type: FragmentOf<typeof sourceFormFragment>;
  kind: SourceKind;
  search: NewBatchSearch;
}) {
  const type = readFragment(sourceFormFragment, masked);
  switch (kind) {
    case 'QUERY':
      return <FromQuery type={type} />;
    case 'BATCH':
      return <FromBatch type={type} from={search.from} />;
    case 'DATA_SET':
    case 'HAND':
      return <FromNothing type={type} source={kind} />;
    case 'IMPORTER':
      return <FromImporter search={search} />;
    case 'FILE':
      return <FromFile type={type} uploadId={search.upload} />;
  }
}
