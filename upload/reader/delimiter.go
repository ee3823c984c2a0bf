package reader

import (
	"bytes"
	"strings"
)

// markRows is how many rows the delimiter and the quote are told by.
const markRows = 200

// delimiters are what can be detected. Between equals, the first wins.
var delimiters = []string{",", ";", "\t", "|"}

// delimiter returns what cuts most rows into the same number of values, more
// than one; a comma if nothing does. Some programs say it in a line of its own.
func (i *inspector) delimiter() string {
	if mark := declared(i.text); mark != "" {
		return mark
	}
	best, bestShare, bestWidth := "", 0.0, 0
	for _, delimiter := range delimiters {
		width, share := i.widthWith(delimiter)
		if width > 1 && (share > bestShare || share == bestShare && width > bestWidth) {
			best, bestShare, bestWidth = delimiter, share, width
		}
	}
	if bestShare < 0.5 {
		return delimiters[0]
	}
	return best
}

// widthWith returns the most common number of values that rows have, and the
// share of rows that have it.
func (i *inspector) widthWith(delimiter string) (width int, share float64) {
	f := Format{Kind: Delimited, Encoding: i.Format.Encoding, Delimiter: delimiter, Quote: i.Format.Quote}
	if f.Quote == "" {
		f.Quote = `"`
	}
	if !isMark(f.Quote) && f.Quote != NoQuote {
		return 0, 0
	}
	rows := newDelimited(bytesReader(i.text), f, 0, i.source.limits)
	counts, total := make(map[int]int), 0
	for total < markRows {
		r, err := rows.next()
		if err != nil {
			break // the end: a text in memory knows no other error
		}
		if r.blank() {
			continue
		}
		total++
		if len(r.fields) > 0 {
			counts[len(r.fields)]++
		}
	}
	for n, count := range counts {
		if count > counts[width] || count == counts[width] && n > width {
			width = n
		}
	}
	return width, float64(counts[width]) / float64(max(total, 1))
}

// declared returns the delimiter of a first line such as sep=; or "".
func declared(text []byte) string {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	mark, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(string(first), "\r")), "sep=")
	if ok && isMark(mark) {
		return mark
	}
	return ""
}

// quoteOf returns the quote that stands around values: ' where half of the rows
// have such values and none has any in ", else ".
func quoteOf(text []byte, delimiter string) string {
	rows, single := 0, 0
	for line := range bytes.Lines(text) {
		if rows++; rows > markRows {
			break
		}
		for value := range strings.SplitSeq(string(bytes.TrimSpace(line)), delimiter) {
			if strings.HasPrefix(value, `"`) {
				return `"`
			}
			if len(value) > 1 && value[0] == '\'' && value[len(value)-1] == '\'' {
				single++
				break
			}
		}
	}
	if single > 0 && single*2 >= rows {
		return "'"
	}
	return `"`
}
