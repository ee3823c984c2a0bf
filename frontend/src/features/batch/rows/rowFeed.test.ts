import { aRow } from '~/testing/rows';
import { RowFeed, type RowNews, type RowsChange } from './rowFeed';

/** A server that notes since when it was asked, and by whom still. */
function aServer() {
  const asked: (string | null)[] = [];
  let tell: ((news: RowNews) => void) | null = null;
  const feed = new RowFeed((after, onNews) => {
    asked.push(after);
    tell = onNews;
    return () => {
      if (tell === onNews) tell = null;
    };
  });
  const heard: RowsChange[] = [];
  feed.onChange((change) => heard.push(change));
  const say = (cursor: string, news: Partial<RowNews> = {}) =>
    tell?.({ cursor, everything: false, rows: [], ...news });
  return { asked, feed, heard, say, watched: () => tell !== null };
}

test('tells what has changed, and nothing if nothing has', () => {
  const { feed, heard, say, watched } = aServer();
  const stop = feed.start();
  say('1.0', { everything: true });
  say('1.0');
  say('2.0', { rows: [aRow({ version: 2 })] });
  expect(heard).toEqual(['everything', { rows: [aRow({ version: 2 })] }]);
  stop();
  expect(watched()).toBe(false);
});

test('goes on where it was after a break', () => {
  const { asked, feed, heard, say } = aServer();
  feed.start();
  say('7.0', { everything: true });
  feed.resume();
  say('8.0', { rows: [aRow({ version: 3 })] });
  expect(asked).toEqual([null, '7.0']);
  expect(heard).toHaveLength(2);
});
