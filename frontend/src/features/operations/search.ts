import { stripSearchParams, type SearchSchemaInput } from '@tanstack/react-router';
import {
  operationResults,
  operationStatuses,
  type OperationResult,
  type OperationStatus,
} from '~/components/OperationLabel';
import { pageSizes, type PageSize } from '~/components/Pager';
import { choiceParam, listParam, textParam } from '~/components/searchParams';

/** What the address of the list of operations holds. */
export type OperationsSearch = {
  type: string;
  status: OperationStatus[];
  result: OperationResult[];
  /** What a foreign system calls what they are about. */
  reference: string;
  /** The id of the object that they are about. */
  about: string;
  size: PageSize;
  after: string;
};

export const defaults: OperationsSearch = {
  type: '',
  status: [],
  result: [],
  reference: '',
  about: '',
  size: pageSizes[0],
  after: '',
};

function validateSearch(raw: Partial<OperationsSearch> & SearchSchemaInput): OperationsSearch {
  return {
    type: textParam(raw.type),
    status: listParam(raw.status, operationStatuses),
    result: listParam(raw.result, operationResults),
    reference: textParam(raw.reference),
    about: textParam(raw.about),
    size: choiceParam(raw.size, pageSizes),
    after: textParam(raw.after),
  };
}

export const operationsSearch = {
  validateSearch,
  search: { middlewares: [stripSearchParams<OperationsSearch>(defaults)] },
};
