import { screen } from '@testing-library/react';
import { parameterFragment } from '~/components/parameters/parameters';
import { graphql, maskFragments } from '~/graphql/graphql';
import { fakeApi } from '~/testing/api';
import { show } from '~/testing/render';
import { BatchForm, batchFormFragment } from './BatchForm';
import { useCreateBatch } from './useCreateBatch';

const nothing = { help: '', default: null, min: null, max: null, choices: [], onlyIf: null };

const pricing = maskFragments([batchFormFragment], {
  key: 'pricing',
  title: 'Pricing',
  parameters: [
    maskFragments([parameterFragment], {
      ...nothing,
      key: 'rule',
      title: 'Rule',
      type: 'CHOICE',
      required: true,
      default: 'percent',
      choices: [
        { key: 'percent', title: 'By a percentage' },
        { key: 'amount', title: 'By an amount' },
      ],
    }),
    maskFragments([parameterFragment], {
      ...nothing,
      key: 'percent',
      title: 'Percent',
      type: 'DECIMAL',
      required: true,
      onlyIf: { parameter: 'rule', values: ['percent'] },
    }),
  ],
});

const createMutation = graphql(`
  mutation CreateBatchFromQuery($input: CreateBatchFromQueryInput!) {
    createBatchFromQuery(input: $input) {
      batch {
        id
      }
    }
  }
`);

function Pricing() {
  const { create, busy, failure } = useCreateBatch(
    createMutation,
    (data) => data.createBatchFromQuery.batch,
  );
  return (
    <BatchForm
      type={pricing}
      busy={busy}
      failure={failure}
      onCreate={(draft) => void create({ ...draft, where: { search: 'mug' } })}
    />
  );
}

const refused = () => ({
  errors: [{ message: 'Not now.', extensions: { code: 'CONFLICT' } }],
});

test('asks for what is needed before anything is sent', async () => {
  const api = fakeApi({});
  const { user } = await show(<Pricing />, api);
  await user.click(screen.getByRole('button', { name: 'Create batch' }));
  expect(screen.getByText('Needed')).toBeVisible();
  expect(api.requests).toEqual([]);
});

test('asks only for what the other values call for', async () => {
  const { user } = await show(<Pricing />);
  expect(screen.getByRole('textbox', { name: /Percent/ })).toBeVisible();
  await user.click(screen.getByRole('combobox', { name: /Rule/ }));
  await user.click(screen.getByRole('option', { name: 'By an amount' }));
  expect(screen.queryByRole('textbox', { name: /Percent/ })).not.toBeInTheDocument();
});

test('says why it failed, and tries again under the same key only what is the same', async () => {
  const api = fakeApi({ CreateBatchFromQuery: refused });
  const { user } = await show(<Pricing />, api);
  const percent = screen.getByRole('textbox', { name: /Percent/ });
  const create = screen.getByRole('button', { name: 'Create batch' });
  await user.type(percent, '5');
  await user.click(create);
  expect(await screen.findByText('Not now.')).toBeVisible();
  await user.click(create);
  await user.type(percent, '0');
  await user.click(create);
  await vi.waitFor(() => expect(api.requests).toHaveLength(3));

  const inputs = api.requests.map(({ variables }) => variables.input as Record<string, unknown>);
  const where = { search: 'mug' };
  const parameters = { rule: 'percent', percent: '5' };
  expect(inputs[0]).toMatchObject({ type: 'pricing', description: '', where, parameters });
  expect(inputs[0]?.clientKey).toBeTruthy();
  expect(inputs[1]).toEqual(inputs[0]);
  expect(inputs[2]?.clientKey).not.toBe(inputs[0]?.clientKey);
});
