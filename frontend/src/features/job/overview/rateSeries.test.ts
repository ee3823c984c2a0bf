import { addPoint, greatestRate, makesCurve, type RatePoint } from './rateSeries';

function seriesOf(...points: [at: number, itemsDone: number][]): RatePoint[] {
  return points.reduce<RatePoint[]>((series, [at, done]) => addPoint(series, at, done, true), []);
}

const rates = (series: RatePoint[]) => series.map(({ rate }) => rate);

test('a rate is what was done between two moments', () => {
  const series = seriesOf([0, 0], [1000, 100], [3000, 500]);
  expect(rates(series)).toEqual([null, 100, 200]);
  expect(greatestRate(series)).toBe(200);
});

test('moments that are too near are left out, and nothing is lost', () => {
  const series = seriesOf([0, 0], [250, 10], [500, 20], [750, 75], [1000, 90], [1500, 225]);
  expect(series.map(({ at }) => at)).toEqual([0, 750, 1500]);
  expect(rates(series)).toEqual([null, 100, 200]);
});

test('the end of a run is always there', () => {
  const series = addPoint(seriesOf([0, 0], [1000, 100]), 1250, 125, false);
  expect(series).toEqual([
    { at: 0, itemsDone: 0, rate: null, idle: false },
    { at: 1250, itemsDone: 125, rate: 100, idle: true },
  ]);
});

test('processing again begins anew instead of going backwards', () => {
  expect(rates(seriesOf([0, 900], [1000, 1000], [2000, 300], [3000, 400]))).toEqual([
    null,
    100,
    null,
    100,
  ]);
});

test('a long series stays short, and keeps its ends and its sum', () => {
  const points = Array.from({ length: 1000 }, (_, n): [number, number] => [n * 1000, n * 10]);
  const series = seriesOf(...points);
  expect(series.length).toBeLessThanOrEqual(240);
  expect(series.at(0)?.at).toBe(0);
  expect(series.at(-1)).toMatchObject({ at: 999_000, itemsDone: 9990, rate: 10 });
});

test('an empty series has no rate', () => {
  expect(greatestRate([])).toBe(0);
});

test('time in which the job did not run leaves a gap', () => {
  const idle = addPoint([], 0, 0, false);
  expect(addPoint(idle, 5_000, 0, false)).toHaveLength(1);
  const begun = addPoint(idle, 60_000, 0, true);
  const paused = addPoint(addPoint(begun, 61_000, 50, true), 62_000, 80, false);
  expect(rates(paused)).toEqual([null, 50, 30]);
  expect(addPoint(paused, 90_000, 80, false)).toEqual(paused);
  const resumed = addPoint(paused, 100_000, 80, true);
  expect(rates(addPoint(resumed, 101_000, 100, true))).toEqual([null, 50, 30, null, 20]);
});

test('a curve needs two rates', () => {
  expect(makesCurve(seriesOf([0, 0], [1000, 1]))).toBe(false);
  expect(makesCurve(seriesOf([0, 0], [1000, 1], [2000, 2]))).toBe(true);
});
