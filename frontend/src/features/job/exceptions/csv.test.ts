import { csvLines } from './csv';

test('fields that need quotes get them, codes keep their zeros', () => {
  expect(
    csvLines([
      ['007', 'a, "b"', null],
      [{ count: 6 }, 'two\nlines', 0],
    ]),
  ).toBe('007,"a, ""b""",\r\n"{""count"":6}","two\nlines",0\r\n');
});
