import { screen } from '@testing-library/react';
import { maskFragments } from '~/graphql/graphql';
import { show } from '~/testing/render';
import { defaults, type BatchSearch } from '../search';
import { StatusChips, statusChipsFragment } from './StatusChips';

const status = (key: string, title: string, count: number, removed: number) => ({
  status: { key, title, description: `About ${title}`, severity: 'OK' as const },
  count,
  removed,
});

const batch = maskFragments([statusChipsFragment], {
  statusBreakdown: [
    status('ok', 'Fine', 1_200, 2),
    status('below', 'Below cost', 3, 1),
    status('same', 'Unchanged', 0, 0),
  ],
});

async function showChips(search: Partial<BatchSearch> = {}) {
  const onSearch = vi.fn<(changes: Partial<BatchSearch>) => void>();
  const { user } = await show(
    <StatusChips batch={batch} search={{ ...defaults, ...search }} onSearch={onSearch} />,
  );
  return { user, onSearch };
}

test('counts the rows of each status that has any, and those removed', async () => {
  await showChips();
  const chips = screen.getAllByRole('button').map((chip) => chip.textContent);
  expect(chips).toEqual(['All1,206', 'Fine1,200', 'Below cost3', 'Removed3']);
});

test('shows the rows of one status, and of one more', async () => {
  const { user, onSearch } = await showChips({ status: ['ok'], removed: 'no' });
  expect(screen.getByRole('button', { name: /Fine/ })).toHaveAttribute('aria-pressed', 'true');
  await user.click(screen.getByRole('button', { name: /Below cost/ }));
  expect(onSearch).toHaveBeenCalledWith({ status: ['ok', 'below'], removed: 'no' });
});

test('shows all again when the last one is let go', async () => {
  const { user, onSearch } = await showChips({ status: ['ok'], removed: 'no' });
  await user.click(screen.getByRole('button', { name: /Fine/ }));
  expect(onSearch).toHaveBeenCalledWith({ status: [], removed: 'any' });
});
