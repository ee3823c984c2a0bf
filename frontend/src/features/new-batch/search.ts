import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import { choiceParam, textParam } from '~/components/searchParams';
import { sourceKinds, type SourceKind } from './sources';

/** What the address of the importers holds: what was chosen so far. */
export type ImportersSearch = {
  /** The file that was uploaded; empty until one is there. */
  upload: string;
  /** An importer's key; empty until one is chosen. */
  importer: string;
};

/** What the address of a new batch holds: what was chosen so far. */
export type NewBatchSearch = ImportersSearch & {
  /** A batch type's key; empty until one is chosen. */
  type: string;
  source: SourceKind | '';
  /** The batch whose products are taken; empty until one is chosen. */
  from: string;
};

export const defaults: NewBatchSearch = {
  type: '',
  source: '',
  from: '',
  upload: '',
  importer: '',
};

function validateSearch(raw: Partial<NewBatchSearch> & SearchSchemaInput): NewBatchSearch {
  return {
    type: textParam(raw.type),
    source: choiceParam(raw.source, ['', ...sourceKinds]),
    from: textParam(raw.from),
    upload: textParam(raw.upload),
    importer: textParam(raw.importer),
  };
}

export const newBatchSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<NewBatchSearch>(defaults)] },
};

function validateImporters(raw: Partial<ImportersSearch> & SearchSchemaInput): ImportersSearch {
  return { upload: textParam(raw.upload), importer: textParam(raw.importer) };
}

export const importersSearch = {
  validateSearch: validateImporters,
  search: { middlewares: [stripSearchParams<ImportersSearch>({ upload: '', importer: '' })] },
};
