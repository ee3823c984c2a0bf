package xlsx

import (
	"bytes"
	"strconv"
)

// kind is the type of a cell's value.
type kind int

const (
	numeric kind = iota
	shared
	literal
	boolean
	failure
	dated
)

func kindOf(name []byte) kind {
	switch string(name) {
	case "s":
		return shared
	case "str", "inlineStr":
		return literal
	case "b":
		return boolean
	case "e":
		return failure
	case "d":
		return dated
	}
	return numeric
}

// The reasons that a cell can have.
const (
	uncomputed = "The cell has a formula that was never computed. Open the file in a spreadsheet program and save it."
	badShared  = "The cell refers to a text that the file does not have. Open the file in a spreadsheet program and save it."
	badNumber  = "The cell is marked as a number and holds none."
	badDate    = "The cell is formatted as a date, and its number stands for none."
)

// add adds the cell in hand, whose value was found or not, to the row.
func (r *Rows) add(column int, k kind, style int, found, formula bool) {
	cell := Cell{Column: column, from: len(r.text)}
	switch {
	case !found && formula:
		cell.Reason = uncomputed
	case !found || len(r.value) == 0:
		return
	case k == shared:
		n, ok := number(r.value)
		if !ok || n >= len(r.book.texts) {
			cell.Reason = badShared
			break
		}
		cell.Text = r.book.texts[n]
	case k == failure:
		cell.Reason = "The cell has the error " + string(r.value[:min(len(r.value), 20)]) + "."
	case k == boolean:
		r.text = strconv.AppendBool(r.text, string(r.value) == "1")
	case k == dated:
		r.text = append(r.text, bytes.TrimSuffix(bytes.Replace(r.value, []byte("T"), []byte(" "), 1), []byte("Z"))...)
	case k == literal:
		r.text = append(r.text, unescape(r.value, 0)...)
	default:
		cell.Number, cell.Reason = r.number(style)
	}
	if len(r.text) > cell.from {
		cell.end = len(r.text)
	}
	r.row.Cells = append(r.row.Cells, cell)
}

// number appends the number in hand as its style shows it, and reports whether
// it still is one: a date is none, nor a code that is padded with zeros.
func (r *Rows) number(style int) (isNumber bool, reason string) {
	var l look
	if style < len(r.book.looks) {
		l = r.book.looks[style]
	}
	_, whole := number(r.value)
	switch {
	case l.date:
		serial, err := strconv.ParseFloat(string(r.value), 64)
		ok := err == nil
		if ok {
			r.text, ok = appendTime(r.text, serial, r.book.since1904)
		}
		if !ok {
			return false, badDate
		}
		return false, ""
	case whole:
		for range l.width - len(r.value) {
			r.text = append(r.text, '0')
		}
		r.text = append(r.text, r.value...)
		return l.width == 0, ""
	}
	var ok bool
	if r.text, ok = appendNumber(r.text, r.value); !ok {
		return false, badNumber
	}
	return true, ""
}

// significant is how many digits of a number spreadsheet programs keep. Files
// hold more, and with them the errors of binary fractions: 12.300000000000001.
const significant = 15

// appendNumber appends a number as people write it: without an exponent, and
// without the errors of binary fractions. It reports whether there is one.
func appendNumber(dst, value []byte) ([]byte, bool) {
	f, err := strconv.ParseFloat(string(value), 64)
	if err != nil || f-f != 0 { // an infinity or NaN
		return dst, false
	}
	if len(value) <= significant && !bytes.ContainsAny(value, "eExX_pPiIn+") {
		return append(dst, value...), true
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'e', significant-1, 64), 64)
	if err != nil {
		return dst, false
	}
	return strconv.AppendFloat(dst, rounded, 'f', -1, 64), true
}
