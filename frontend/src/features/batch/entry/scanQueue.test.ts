import { ScanQueue, type ScanAnswer, type SendScan } from './scanQueue';

const added: ScanAnswer = { sound: 'new', text: 'added', product: 'Mug' };

type Came = Awaited<ReturnType<SendScan>>;

/** A queue whose answers the test gives, one by one. */
function aQueue() {
  const sent: string[] = [];
  const sounds: string[] = [];
  const open: ((came: Came) => void)[] = [];
  const queue = new ScanQueue(
    (code) => {
      sent.push(code);
      return new Promise((resolve) => open.push(resolve));
    },
    (sound) => sounds.push(sound),
  );
  /** Answers the oldest request, and waits until the queue has taken that in. */
  const answer = async (came: Came) => {
    const told = new Promise<void>((resolve) => {
      const end = queue.subscribe(() => {
        end();
        resolve();
      });
    });
    open.shift()?.(came);
    await told;
    await Promise.resolve();
  };
  return { queue, sent, sounds, answer };
}

const states = ({ scans }: ScanQueue) => scans.map(({ code, state }) => `${code} ${state}`);

test('sends codes one after another, however fast they come', async () => {
  const { queue, sent, sounds, answer } = aQueue();
  for (const code of ['1', '2', '1']) queue.add(code);
  expect(sent).toEqual(['1']);
  expect(queue.waiting).toBe(3);
  await answer({ answer: added });
  expect(sent).toEqual(['1', '2']);
  await answer({ answer: { ...added, sound: 'unknown' } });
  await answer({ answer: { ...added, sound: 'found' } });
  expect(states(queue)).toEqual(['1 answered', '2 answered', '1 answered']);
  expect(sounds).toEqual(['new', 'unknown', 'found']);
});

test('goes on after a code that is refused', async () => {
  const { queue, sent, sounds, answer } = aQueue();
  for (const code of ['bad', 'good']) queue.add(code);
  await answer({ refused: 'The batch is complete.', again: false });
  expect(sent).toEqual(['bad', 'good']);
  expect(sounds).toEqual(['unknown']);
  expect(queue.scans[1]).toMatchObject({ state: 'refused', reason: 'The batch is complete.' });
});

test('waits when the server can’t be reached, and loses nothing', async () => {
  const { queue, sent, answer } = aQueue();
  for (const code of ['1', '2']) queue.add(code);
  await answer({ refused: 'No connection.', again: true });
  queue.add('3');
  expect(sent).toEqual(['1']);
  expect(states(queue)).toEqual(['3 waiting', '2 waiting', '1 refused']);
  queue.goOn();
  for (const code of ['1', '2', '3']) {
    expect(sent.at(-1)).toBe(code);
    await answer({ answer: added });
  }
  expect(sent).toEqual(['1', '1', '2', '3']);
});

test('forgets what was done long ago, never what waits', async () => {
  const { queue, answer } = aQueue();
  for (let code = 1; code <= 40; code++) queue.add(`${code}`);
  expect(queue.scans).toHaveLength(40);
  for (let code = 1; code <= 40; code++) await answer({ answer: added });
  expect(queue.scans).toHaveLength(30);
  expect(queue.scans.at(-1)?.code).toBe('11');
});
