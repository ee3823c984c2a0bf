package xlsx

// Row is a row of a sheet. Its cells are valid until the next one is read.
type Row struct {
	Number int // from 1, as spreadsheet programs show it
	Cells  []Cell
}

// Cell is a cell with a value, or with a reason why there is none.
type Cell struct {
	Column int    // from 0
	Text   string // a date as 2006-01-02, with 15:04:05 behind it or alone; a Boolean as true or false
	Number bool   // Text is a number, with a point before its decimals
	Reason string // for people: why there is no value; empty: there is one

	from, end int // where Text stands in the row's own text; 0, 0: it is shared
}

// MaxColumn is the last column that a sheet can have, from 0.
const MaxColumn = 16_383

// position reads a reference such as BC12. It reports whether it is one.
func position(ref []byte) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 3; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	row, ok = number(ref[i:])
	return column - 1, row, ok && i > 0 && column-1 <= MaxColumn
}

// number reads a number of up to nine digits.
func number(digits []byte) (n int, ok bool) {
	if len(digits) == 0 || len(digits) > 9 {
		return 0, false
	}
	for _, digit := range digits {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = n*10 + int(digit-'0')
	}
	return n, true
}
