package dag

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Text renders the program as indented text, a statement a line, with the
// statistics in columns if there are any.
func (p *Program[T]) Text(statistics Statistics) string {
	heading := "program " + p.name
	if p.version != "" {
		heading += " version " + p.version
	}
	rows := make([]row, 0, len(p.lines)+1)
	rows = append(rows, row{text: heading})
	for _, l := range p.lines {
		r := row{text: strings.Repeat("    ", l.depth) + l.text}
		if l.depth == 0 {
			r.text = "\n" + r.text
		}
		if l.node != noNode {
			if n, found := statistics.Of(p.nodes[l.node].name); found {
				r.cells = cells(n, statistics.RunTime())
			}
		}
		rows = append(rows, r)
	}
	if statistics != nil {
		rows[0].cells = []string{"items", "successes", "failures", "exceptions", "time", "mean", "share"}
	}
	return layOut(rows)
}

// row is a line of text with cells to its right, which may be missing.
type row struct {
	text  string
	cells []string
}

func cells(n NodeStatistics, total time.Duration) []string {
	share := 0.0
	if total > 0 {
		share = 100 * float64(n.RunTime) / float64(total)
	}
	return []string{
		fmt.Sprint(n.Items), fmt.Sprint(n.Successes), fmt.Sprint(n.Failures), fmt.Sprint(n.Exceptions),
		rounded(n.RunTime), rounded(n.Mean()), fmt.Sprintf("%.1f%%", share),
	}
}

// rounded returns a duration with about three digits.
func rounded(d time.Duration) string {
	unit := time.Nanosecond
	for d >= 1000*unit {
		unit *= 10
	}
	return d.Round(unit).String()
}

// layOut aligns the cells of the rows to the right.
func layOut(rows []row) string {
	textWidth := 0
	var widths []int
	for _, r := range rows {
		textWidth = max(textWidth, width(r.text))
		for i, cell := range r.cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], width(cell))
		}
	}
	var s strings.Builder
	for _, r := range rows {
		s.WriteString(r.text)
		gap := textWidth - width(r.text)
		for i, cell := range r.cells {
			gap += 2 + widths[i] - width(cell)
			s.WriteString(strings.Repeat(" ", gap) + cell)
			gap = 0
		}
		s.WriteByte('\n')
	}
	return s.String()
}

// width returns how many columns the last line of a text takes.
func width(text string) int {
	return utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
}
