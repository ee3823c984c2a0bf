import { formatTsv, parseTsv } from './tsv';

const cases: [name: string, text: string, rows: string[][]][] = [
  ['nothing', '', []],
  ['one cell', '5', [['5']]],
  [
    'what a spreadsheet copies',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['other line ends', 'a\nb\rc', [['a'], ['b'], ['c']]],
  [
    'empty cells',
    '\t\n\t',
    [
      ['', ''],
      ['', ''],
    ],
  ],
  ['an empty line', 'a\n\nb', [['a'], [''], ['b']]],
  ['ragged lines', 'a\nb\tc', [['a'], ['b', 'c']]],
  ['quotes', '"a\tb"\t"c""d"\r\n"e\r\nf"', [['a\tb', 'c"d'], ['e\r\nf']]],
  ['quotes inside', 'say "hi"\t6" pot', [['say "hi"', '6" pot']]],
  ['quotes never closed', '"a\tb\nc', [['"a', 'b'], ['c']]],
  ['text behind quotes', '"a"b\tc', [['ab', 'c']]],
  ['quotes around nothing', '""\t""""', [['', '"']]],
];
test.each(cases)('reads %s', (_name, text, rows) => {
  expect(parseTsv(text)).toEqual(rows);
});

test('reads back what it has written', () => {
  const rows = [
    ['plain', '', 'tab\there', 'line\r\nbreak'],
    ['"quoted"', 'in "the" middle', '0012', '"'],
  ];
  expect(parseTsv(formatTsv(rows))).toEqual(rows);
});

test('leaves alone what needs no quotes', () => {
  expect(
    formatTsv([
      ['6" pot', '12.50'],
      ['a', 'b'],
    ]),
  ).toBe('6" pot\t12.50\r\na\tb');
});
