import { screen } from '@testing-library/react';
import { parameterFragment } from '~/components/parameters/parameters';
import { maskFragments } from '~/graphql/graphql';
import { fakeApi } from '~/testing/api';
import { show } from '~/testing/render';
import { ExecuteButton, executeButtonFragment } from './ExecuteButton';

const first = maskFragments([parameterFragment], {
  key: 'first',
  title: 'First free label',
  help: '',
  type: 'INTEGER',
  required: false,
  default: '1',
  min: '1',
  max: '24',
  choices: [],
  onlyIf: null,
});

const batch = (lastOptions: unknown, options = [first]) =>
  maskFragments([executeButtonFragment], {
    id: 'b1',
    number: '#00000001',
    allowedActions: ['EXECUTE'],
    whyNotExecutable: [],
    describeExecution: null,
    type: { key: 'labels', lastOptions, options },
  });

const executed = () => ({ data: { executeBatch: null } });

async function open(button: Parameters<typeof ExecuteButton>[0], api = fakeApi({})) {
  const { user } = await show(<ExecuteButton {...button} />, api);
  await user.click(screen.getByRole('button', { name: /…/ }));
  const now = await screen.findByRole('button', { name: `${button.verb} now` });
  return { user, now };
}

test('asks what the type asks for, beginning with the last values', async () => {
  const api = fakeApi({ ExecuteBatch: executed });
  const { user, now } = await open({ batch: batch({ first: 5 }), verb: 'Execute' }, api);
  const field = screen.getByRole('textbox', { name: /First free label/ });
  expect(field).toHaveValue('5');
  await user.clear(field);
  await user.type(field, '30');
  await user.click(now);
  expect(screen.getByText('At most 24')).toBeVisible();
  expect(api.requests).toEqual([]);
  await user.clear(field);
  await user.type(field, '7');
  await user.click(now);
  await vi.waitFor(() => expect(api.requests).toHaveLength(1));
  expect(api.requests[0]?.variables).toEqual({ id: 'b1', options: { first: 7 } });
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
});

test('begins with the defaults where there are no last values', async () => {
  await open({ batch: batch(null), verb: 'Execute' });
  expect(screen.getByRole('textbox', { name: /First free label/ })).toHaveValue('1');
});

test('says at the option what the server has against it', async () => {
  const api = fakeApi({
    ExecuteBatch: () => ({
      errors: [
        { message: 'No such label.', extensions: { code: 'INVALID', field: 'options.first' } },
      ],
    }),
  });
  const { user, now } = await open({ batch: batch({ first: 2 }), verb: 'Execute' }, api);
  await user.click(now);
  expect(await screen.findByText('No such label.')).toBeVisible();
  expect(screen.getByRole('textbox', { name: /First free label/ })).toBeInvalid();
});

test('asks nothing when an execution is resumed, or if the type asks for nothing', async () => {
  const api = fakeApi({ ExecuteBatch: executed });
  const { user, now } = await open({ batch: batch({ first: 5 }), verb: 'Resume' }, api);
  expect(screen.queryByRole('textbox')).not.toBeInTheDocument();
  await user.click(now);
  await vi.waitFor(() => expect(api.requests).toHaveLength(1));
  expect(api.requests[0]?.variables).toEqual({ id: 'b1' });
});
