package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
	"github.com/sluicehq/sluice/words"
)

// intake reads the lines of a file once, checks the cells that are mapped, and
// is, as an io.Reader, the lines as COPY takes them. Its memory does not grow
// with the lines.
type intake struct {
	ctx    context.Context
	rows   *reader.Rows
	cells  []*cell
	choice BadLines
	onBad  OnBad
	report model.FileReport

	chunk int64 // rows of a chunk; 0: it cuts none
	parts []job.Partition
	run   struct{ from, to, items int64 } // the last chunk, not yet among parts

	values   []string
	problems []reader.Problem
	text     []byte // lines that were not read on yet
	read     int    // how much of text was
	err      error  // why reading ended; io.EOF: the file did
}

// OnBad is told what is wrong with a line of a file: the column is empty if it is
// the whole line.
type OnBad func(line int, column, reason, original string) error

// shownProblems is how many problems a report lists.
const shownProblems = 10

// textAtOnce is about how many bytes of lines are made at once.
const textAtOnce = 60 << 10

// tellingLines is the number of lines after which people are told.
const tellingLines = 4096

func newIntake(ctx context.Context, rows *reader.Rows, cells []*cell, choice BadLines, onBad OnBad) *intake {
	return &intake{
		ctx: ctx, rows: rows, cells: cells, choice: choice, onBad: onBad,
		values: make([]string, len(cells)), report: model.FileReport{Problems: []model.LineProblem{}},
	}
}

// cells returns what becomes of the texts of each field that the file gives, in
// the order of fileSource.fields.
func (k *Kind) cells(f *fileSource) ([]*cell, error) {
	fields := f.fields()
	cells := make([]*cell, len(fields))
	columns := f.Format.Resolved()
	for i, name := range fields {
		field := k.Lines.field(name)
		if field == nil {
			return nil, fmt.Errorf("lines of %s no longer give %q", k.Key, name)
		}
		cells[i] = &cell{column: k.column(name), required: field.Required, index: -1}
		for n, column := range columns {
			if column.Name == f.Mapping[name] {
				cells[i].from, cells[i].index = column, n
			}
		}
		if cells[i].index < 0 {
			return nil, fmt.Errorf("the format has no column %q", f.Mapping[name])
		}
	}
	return cells, nil
}

// Read implements io.Reader.
func (in *intake) Read(p []byte) (int, error) {
	if in.read == len(in.text) {
		in.text, in.read = in.text[:0], 0
		for in.err == nil && len(in.text) < textAtOnce {
			in.err = in.next()
		}
		if len(in.text) == 0 {
			return 0, in.err
		}
	}
	n := copy(p, in.text[in.read:])
	in.read += n
	return n, nil
}

// next takes one row of the file.
func (in *intake) next() error {
	row, err := in.rows.Next()
	if err != nil {
		return in.end(err)
	}
	if row.Line%tellingLines == 0 {
		lines := words.Plural(in.rows.Counts().Lines, "line", "lines")
		if err := job.Tell(in.ctx, func() string { return "Reading the file: " + lines }); err != nil {
			return err
		}
	}
	usable := in.check(row)
	if len(in.problems) > 0 {
		if err := in.complain(row); err != nil {
			return err
		}
		if !usable || in.choice != KeepGoodCells {
			in.report.Rejected++
			return nil
		}
		in.report.Partial++
	}
	in.report.RowsMade++
	in.cut(int64(row.Line))
	in.write(row.Line)
	return nil
}

// cut counts a row to its chunk.
func (in *intake) cut(line int64) {
	if in.chunk == 0 {
		return
	}
	if in.run.items == in.chunk {
		in.endRun()
	}
	if in.run.items == 0 {
		in.run.from = line
	}
	in.run.to = line
	in.run.items++
}

// endRun makes a chunk of the lines since the last one.
func (in *intake) endRun() {
	if in.run.items > 0 {
		in.parts = append(in.parts, job.Partition{Bounds: job.Bounds{From: in.run.from, To: in.run.to}, Items: in.run.items})
	}
	in.run.items = 0
}

// check fills in the values and the problems, and reports whether the row can be
// made without the bad cells.
func (in *intake) check(row *reader.Row) bool {
	in.problems = append(in.problems[:0], row.Problems...)
	usable, filled := true, false
	for i, c := range in.cells {
		in.values[i] = ""
		if !row.Good(c.index) {
			usable = usable && !c.required
			continue
		}
		value, reason := c.parse(row.Fields[c.index])
		if reason != "" {
			in.problems = append(in.problems, reader.Problem{Index: c.index, Column: c.from.Name, Reason: reason})
			usable = usable && !c.required
			continue
		}
		in.values[i] = value
		filled = filled || value != ""
	}
	if !filled && len(in.problems) == 0 {
		in.problems = append(in.problems, reader.Problem{Index: -1, Reason: "None of the columns that are read has a value here."})
	}
	return usable && filled
}

func (in *intake) complain(row *reader.Row) error {
	for _, p := range in.problems {
		if len(in.report.Problems) < shownProblems {
			in.report.Problems = append(in.report.Problems, model.LineProblem{Line: row.Line, Column: p.Column, Reason: p.Reason})
		}
		if err := in.onBad(row.Line, p.Column, p.Reason, row.Original()); err != nil {
			return err
		}
	}
	return nil
}

// write adds a line of COPY's text format.
func (in *intake) write(line int) {
	in.text = strconv.AppendInt(in.text, int64(line), 10)
	for _, value := range in.values {
		in.text = append(in.text, '\t')
		if value == "" {
			in.text = append(in.text, `\N`...)
			continue
		}
		in.text = appendCopied(in.text, value)
	}
	in.text = append(in.text, '\n')
}

// escapes are the characters that COPY's text format writes with a backslash.
var escapes = [256]byte{'\\': '\\', '\t': 't', '\n': 'n', '\r': 'r'}

// appendCopied adds a value of COPY's text format.
func appendCopied(to []byte, value string) []byte {
	start := 0
	for i := range len(value) {
		if letter := escapes[value[i]]; letter != 0 {
			to = append(append(to, value[start:i]...), '\\', letter)
			start = i + 1
		}
	}
	return append(to, value[start:]...)
}

// end takes over the counts, and refuses the file if its lines say so. err is
// why there are no more rows.
func (in *intake) end(err error) error {
	in.endRun()
	counts := in.rows.Counts()
	in.report.LinesRead, in.report.HeaderLines = counts.Lines, counts.Above
	in.report.Blank, in.report.Continued = counts.Blank, counts.Continued
	switch {
	case !errors.Is(err, io.EOF):
		return err
	case in.choice == RejectFile && in.report.Rejected > 0:
		in.report.WasRejected, in.report.RowsMade = true, 0
		return in.refusal()
	case in.report.RowsMade == 0 && in.report.Rejected > 0:
		in.report.WasRejected = true
		return in.refusal()
	}
	return err
}

func (in *intake) refusal() *model.Error {
	first := make([]string, 0, 3)
	for _, p := range in.report.Problems[:min(3, len(in.report.Problems))] {
		where := "line " + strconv.Itoa(p.Line)
		if p.Column != "" {
			where += ", " + shortened(p.Column)
		}
		first = append(first, where+": "+p.Reason)
	}
	return model.Invalid("file", "%s can't be used, so no rows were made. %s",
		words.Plural(in.report.Rejected, "line of the file", "lines of the file"), strings.Join(first, " "))
}
