import { Alert, Paper, Skeleton, Stack, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { batchFormFragment } from '~/components/batch-form/BatchForm';
import { ErrorState } from '~/components/ErrorState';
import { Page } from '~/components/Page';
import { graphql, type ResultOf } from '~/graphql/graphql';
import { Cards } from './Cards';
import { Chosen } from './Chosen';
import type { NewBatchSearch } from './search';
import { SourceForm, sourceFormFragment } from './SourceForm';
import { sourceKinds, sources } from './sources';

const batchTypesQuery = graphql(
  `
    query NewBatchTypes {
      batchTypes {
        key
        title
        description
        creatable
        sources
        ...SourceForm
      }
    }
  `,
  [batchFormFragment, sourceFormFragment],
);

type BatchType = ResultOf<typeof batchTypesQuery>['batchTypes'][number];

function isOffered({ creatable, sources }: BatchType) {
  return creatable && sourceKinds.some((kind) => sources.includes(kind));
}

/** Makes a batch: of which type, filled from what, and what that needs to know. */
export function NewBatchPage() {
  const search = useSearch({ from: '/shell/batches/new' });
  const [{ data, error }, reload] = useQuery({ query: batchTypesQuery });
  if (error && !data) {
    return (
      <ErrorState
        title="The batch types can’t be read"
        error={error}
        onRetry={() => reload({ requestPolicy: 'network-only' })}
      />
    );
  }
  return (
    <Page title="New batch">
      {data ? (
        <Choices types={data.batchTypes.filter(isOffered)} search={search} />
      ) : (
        <Skeleton h={240} />
      )}
    </Page>
  );
}

function Choices({ types, search }: { types: BatchType[]; search: NewBatchSearch }) {
  const { source } = search;
  if (types.length === 0) {
    return (
      <Alert color="gray" title="You may not create batches">
        Ask an administrator for the permission to create a type of batch.
      </Alert>
    );
  }
  const type = types.find(({ key }) => key === search.type);
  const offered = source === '' ? types : types.filter((type) => type.sources.includes(source));
  const kind = source !== '' && (!type || type.sources.includes(source)) ? source : null;
  return (
    <Stack gap="lg">
      {(type || kind) && (
        <Paper withBorder maw={720}>
          {type && <Chosen label="Type" value={type.title} undo={{ type: '' }} />}
          {kind && (
            <Chosen
              label="Rows from"
              value={sources[kind].title}
              undo={{ source: '', from: '', upload: '', importer: '' }}
            />
          )}
        </Paper>
      )}
      {!type && (
        <section aria-labelledby="type-question">
          <Question id="type-question">What will the batch do?</Question>
          <Cards
            label="Types"
            cards={offered.map(({ key, title, description }) => ({
              key,
              title,
              description,
              choice: { type: key },
            }))}
          />
        </section>
      )}
      {type && !kind && (
        <section aria-labelledby="source-question">
          <Question id="source-question">Where do its rows come from?</Question>
          <Cards
            label="Sources"
            cards={sourceKinds
              .filter((kind) => type.sources.includes(kind))
              .map((key) => ({ key, ...sources[key], choice: { source: key } }))}
          />
        </section>
      )}
      {type && kind && <SourceForm key={type.key} type={type} kind={kind} search={search} />}
    </Stack>
  );
}

function Question({ id, children }: { id: string; children: string }) {
  return (
    <Title order={2} size="h4" mb="sm" id={id}>
      {children}
    </Title>
  );
}
