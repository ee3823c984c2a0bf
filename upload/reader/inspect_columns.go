package reader

import (
	"errors"
	"fmt"
	"io"

	"github.com/sluicehq/sluice/model"
)

// tellColumns tells the line of the header, and the columns.
func (i *inspector) tellColumns(overrides []Column) error {
	if i.Format.Kind == JSONLines {
		return i.tellKeys(overrides)
	}
	rows, err := i.topRows()
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return i.noRows()
	}
	width := func(t top) int { return len(t.fields) }
	if i.Format.Kind == XLSX {
		width = top.filled
	}
	first := candidate(rows, width)
	wanted := i.Format.Header
	if wanted > 0 {
		if first = rows[0]; first.line != wanted {
			return model.Invalid("header", "Line %d has no text that could name the columns.", wanted)
		}
	}
	profiles, err := i.profile(first.line, len(first.fields))
	if err != nil {
		return err
	}
	is, sure := isHeader(first, profiles)
	switch {
	case wanted == NoHeader:
		is = false
	case wanted > 0:
		is = true
	case is && !sure && i.Sampled > 0:
		i.warn("", "Line %d is taken for the names of the columns. It may be a row like the others; look at the preview.", first.line)
	}
	i.head = nil
	if is {
		i.Format.Header = first.line
		if first.line > rows[0].line {
			i.warn("", "What stands above line %d, which names the columns, is left out.", first.line)
		}
		i.Format.Columns = nameColumns(first.fields)
		i.warnNames()
	} else {
		i.Format.Header = NoHeader
		i.Format.Columns = nameColumns(make([]string, len(first.fields)))
		if profiles, err = i.profile(0, len(first.fields)); err != nil {
			return err
		}
		if wanted != NoHeader {
			i.warn("", "No line names the columns.")
		}
	}
	if len(first.fields) == 1 && i.Format.Kind == Delimited {
		i.warn("", "The file has a single column. If there are more, choose the delimiter that stands between them.")
	}
	i.describe(profiles, overrides)
	return nil
}

func (i *inspector) noRows() error {
	if i.Format.Header > 0 {
		return model.Invalid("header", "The file has no line %d with names of columns.", i.Format.Header)
	}
	return model.Invalid("file", "No line of the file could be read as a row: it is empty, its lines are too long, or it is no table.")
}

// tellKeys takes the keys of JSON Lines as columns.
func (i *inspector) tellKeys(overrides []Column) error {
	profiles, err := i.profile(0, 0)
	if err != nil {
		return err
	}
	if len(i.Format.Columns) == 0 {
		return model.Invalid("file", "No line of the file is a JSON object, such as {\"code\": \"A-1\", \"price\": 2.5}.")
	}
	i.describe(profiles, overrides)
	return nil
}

// profile looks at the rows of the sample below a line. Of JSON Lines it finds
// the columns, too.
func (i *inspector) profile(below, width int) ([]*profile, error) {
	sample, err := i.records(nil)
	if err != nil {
		return nil, err
	}
	defer sample.close()
	profiles := make([]*profile, 0, width)
	for range width {
		profiles = append(profiles, newProfile())
	}
	i.Sampled = 0
	for i.Sampled < sampleRows {
		r, err := sample.next()
		if errors.Is(err, io.EOF) {
			i.Whole = i.Whole || i.Format.Kind == XLSX
			break
		}
		if err != nil {
			return nil, err
		}
		if r.line <= below || r.blank() {
			continue
		}
		i.Sampled++
		for column, field := range r.fields {
			if column == len(profiles) && i.Format.Kind == JSONLines {
				profiles = append(profiles, newProfile())
			}
			if column < len(profiles) {
				profiles[column].add(field, column < len(r.exact) && r.exact[column], r.line)
			}
		}
	}
	i.Whole = i.Whole && i.Sampled < sampleRows
	if keys, ok := sample.(*jsonRecords); ok {
		i.Format.Columns = nameColumns(keys.keys())
	}
	return profiles, nil
}

// warnNames tells of columns whose names had to be made up.
func (i *inspector) warnNames() {
	for n, column := range i.Format.Columns {
		switch column.Name {
		case column.Header:
		case fmt.Sprintf("Column %d", n+1):
			i.warn(column.Name, "Column %d has no name.", n+1)
		default:
			i.warn(column.Name, "Another column has this name already, so column %d is called %q.", n+1, shortened(column.Name))
		}
	}
}
