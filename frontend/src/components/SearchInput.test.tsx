import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { show } from '~/testing/render';
import { SearchInput } from './SearchInput';

function Subject({ told }: { told: string[] }) {
  const [value, setValue] = useState('mug');
  return (
    <>
      <SearchInput
        label="Search"
        value={value}
        onChange={(text) => {
          told.push(text);
          setValue(text);
        }}
      />
      <button onClick={() => setValue('elsewhere')}>Go back</button>
    </>
  );
}

test('tells its text once, when the user pauses', async () => {
  const told: string[] = [];
  const { user } = await show(<Subject told={told} />);
  const box = screen.getByRole('searchbox', { name: 'Search' });
  await user.type(box, 's red ');
  expect(told).toEqual([]);
  await waitFor(() => expect(told).toEqual(['mugs red']));
  expect(box).toHaveValue('mugs red ');
});

test('is cleared at once', async () => {
  const told: string[] = [];
  const { user } = await show(<Subject told={told} />);
  await user.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(told).toEqual(['']);
});

test('follows when the text changes elsewhere', async () => {
  const { user } = await show(<Subject told={[]} />);
  await user.click(screen.getByRole('button', { name: 'Go back' }));
  expect(screen.getByRole('searchbox')).toHaveValue('elsewhere');
});
