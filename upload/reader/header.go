package reader

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// topRows is how many rows at the top are looked at for the header.
const topRows = 50

// top is a row at the top of a file.
type top struct {
	line   int
	fields []string
	exact  []bool
}

func (t top) filled() int {
	n := 0
	for _, field := range t.fields {
		if strings.TrimSpace(field) != "" {
			n++
		}
	}
	return n
}

// topRows returns the first rows that have any text, and no problem.
func (i *inspector) topRows() ([]top, error) {
	sample, err := i.records(nil)
	if err != nil {
		return nil, err
	}
	defer sample.close()
	var rows []top
	for len(rows) < topRows {
		r, err := sample.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if wanted := i.Format.Header; wanted == r.line && len(r.problems) > 0 {
			return nil, model.Invalid("header", "Line %d must name the columns, but it can't be read: %s", wanted, r.problems[0].Reason)
		} else if r.line > wanted && len(rows) == 1 && rows[0].line == wanted {
			break
		} else if r.line < wanted || len(r.problems) > 0 || r.blank() {
			continue
		}
		rows = append(rows, top{r.line, slices.Clone(r.fields), slices.Clone(r.exact)})
	}
	return rows, nil
}

// candidate returns the row that names the columns, if any does: the first that
// is as wide as most. Titles above it are not.
func candidate(rows []top, width func(top) int) top {
	counts := make(map[int]int)
	most := 0
	for _, row := range rows {
		n := width(row)
		counts[n]++
		if counts[n] > counts[most] || counts[n] == counts[most] && n > most {
			most = n
		}
	}
	for _, row := range rows {
		if n := width(row); n >= most {
			return row
		}
	}
	return rows[0]
}

// isHeader judges by the columns' profiles whether a row above them names them.
// It is sure of it if a column holds numbers, dates or the like, and the row
// does not.
func isHeader(row top, profiles []*profile) (is, sure bool) {
	votes := 0
	for i, text := range row.fields {
		if strings.TrimSpace(text) == "" || i >= len(profiles) {
			continue
		}
		own := newProfile()
		own.add(text, i < len(row.exact) && row.exact[i], row.line)
		mine, _ := own.kind("")
		below, _ := profiles[i].kind("")
		switch {
		case mine == below && mine != Text, isNumeric(mine) && isNumeric(below), mine == Date, own.codes > 0:
			votes--
		case (mine == Text || mine == Boolean) && below != Text && below != Empty: // No may stand for number
			votes++
		}
	}
	return votes >= 0, votes != 0
}

func isNumeric(t Type) bool { return t == Integer || t == Decimal || t == Money }
