package reader

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// jsonRecords are the objects of JSON Lines. Their keys name the columns; a key
// that an object lacks, and null, is an empty value; an object or array inside
// stays JSON.
type jsonRecords struct {
	lines      *lines
	encoding   string
	columns    map[string]int // of the keys
	learn      bool           // whether unknown keys become columns, or are bad
	decimals   []string
	maxColumns int
	seen       []int // for each column, the line that had it last
	record     record
}

func newJSONLines(text io.Reader, encoding string, columns []Column, limits Limits) *jsonRecords {
	j := &jsonRecords{
		lines: newLines(text, limits.Record), encoding: encoding, columns: make(map[string]int),
		learn: columns == nil, decimals: decimals(columns), maxColumns: limits.Columns,
	}
	for i, column := range columns {
		j.columns[column.Header] = i
	}
	j.seen = make([]int, len(columns))
	return j
}

func (j *jsonRecords) position() int { return j.lines.number - 1 }

func (j *jsonRecords) close() error { return nil }

// keys returns the keys that are known, in the order of the columns.
func (j *jsonRecords) keys() []string {
	keys := make([]string, len(j.columns))
	for key, i := range j.columns {
		keys[i] = key
	}
	return keys
}

func (j *jsonRecords) next() (*record, error) {
	r := &j.record
	r.reset(j.lines.number)
	line, err := j.lines.at(0)
	if errors.Is(err, errTooLong) {
		return r, tooLongLine(j.lines, r)
	}
	if err != nil {
		return nil, err
	}
	j.lines.release(len(line), 1)
	r.raw, _ = withoutEnd(line)
	if len(bytes.TrimSpace(r.raw)) == 0 {
		return r, nil
	}
	for range j.columns {
		r.fields, r.exact = append(r.fields, ""), append(r.exact, false)
	}
	if reason := j.object(); reason != "" {
		r.fields = r.fields[:0]
		r.bad(reason)
		return r, nil
	}
	for i, field := range r.fields {
		if strings.IndexByte(field, 0) >= 0 {
			r.badField(i, hasNUL)
		}
	}
	return r, nil
}

const notObject = "The line is not a JSON object, such as {\"code\": \"A-1\", \"price\": 2.5}."

// object reads the line in hand into the record. It returns what is wrong with
// all of it, if anything.
func (j *jsonRecords) object() (reason string) {
	line := bytes.TrimSpace(j.record.raw)
	if reason := textReason(string(line), j.encoding); reason != "" {
		return reason
	}
	if line[0] != '{' || !json.Valid(line) {
		return notObject
	}
	in := json.NewDecoder(bytes.NewReader(line))
	for _, err := in.Token(); in.More() && err == nil && reason == ""; {
		var key json.Token
		var value json.RawMessage
		if key, err = in.Token(); err == nil {
			err = in.Decode(&value)
		}
		if err != nil {
			return notObject
		}
		reason = j.set(key.(string), value) // a valid object has no other keys
	}
	return reason
}

func (j *jsonRecords) set(key string, value json.RawMessage) (reason string) {
	i, known := j.columns[key]
	switch {
	case !known && !j.learn:
		return fmt.Sprintf("The object has a key that is no column of the file, %q.", shortened(key))
	case !known && len(j.columns) == j.maxColumns:
		return tooManyColumns(j.maxColumns)
	case !known:
		i = len(j.columns)
		j.columns[key] = i
		j.seen = append(j.seen, 0)
		j.record.fields, j.record.exact = append(j.record.fields, ""), append(j.record.exact, false)
	case j.seen[i] == j.record.line:
		return fmt.Sprintf("The object has the key %q twice.", shortened(key))
	}
	j.seen[i] = j.record.line
	text, isNumber := plainJSON(value)
	j.record.fields[i] = pointTo(text, isNumber, j.decimals, i)
	j.record.exact[i] = isNumber
	return ""
}

// plainJSON returns a JSON value as a text, and whether it is a number.
func plainJSON(value json.RawMessage) (text string, isNumber bool) {
	switch first := value[0]; {
	case first == '"':
		_ = json.Unmarshal(value, &text) // the decoder has checked it
		return text, false
	case string(value) == "null":
		return "", false
	default:
		return string(value), first == '-' || first >= '0' && first <= '9'
	}
}

// shortened cuts a name for a message.
func shortened(name string) string {
	const most = 50
	if runes := []rune(name); len(runes) > most {
		return string(slices.Concat(runes[:most], []rune("…")))
	}
	return name
}
