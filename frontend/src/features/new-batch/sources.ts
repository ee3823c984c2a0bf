import {
  IconCopy,
  IconFileSpreadsheet,
  IconFilterSearch,
  IconKeyboard,
  IconSparkles,
  IconTransferIn,
  type Icon,
} from '@tabler/icons-react';

/** In the order in which they are offered. */
export const sourceKinds = ['QUERY', 'FILE', 'HAND', 'BATCH', 'DATA_SET', 'IMPORTER'] as const;

export type SourceKind = (typeof sourceKinds)[number];

/** How a source is offered, and how it is called once it is chosen. */
type SourceLook = { title: string; description: string; icon: Icon };

export const sources: Record<SourceKind, SourceLook> = {
  QUERY: {
    title: 'Products you find',
    description: 'Filter the products, or tick some of them, and take those.',
    icon: IconFilterSearch,
  },
  FILE: {
    title: 'A file',
    description: 'CSV and the like, Excel or JSON Lines. You see how it is read before it is.',
    icon: IconFileSpreadsheet,
  },
  HAND: {
    title: 'By hand',
    description: 'Start empty. Scan, type or paste what goes in.',
    icon: IconKeyboard,
  },
  BATCH: {
    title: 'Another batch',
    description: 'Take the products of a batch that is there already.',
    icon: IconCopy,
  },
  IMPORTER: {
    title: 'An importer',
    description: 'Compare what a file or another system has with what is here.',
    icon: IconTransferIn,
  },
  DATA_SET: {
    title: 'What it finds itself',
    description: 'This type knows which rows it needs. You set the conditions.',
    icon: IconSparkles,
  },
};
