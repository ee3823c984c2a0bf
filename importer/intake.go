package importer

import (
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sluicehq/sluice/upload/reader"
)

// noOriginal and the like are how COPY writes what isn't there.
const null = `\N`

// fillTo is how many bytes are made at once.
const fillTo = 64 << 10

// intake checks the rows of a source and hands them out as COPY wants them: an
// io.Reader, so that the next ones are made while the server takes the last.
type intake struct {
	read
	rows    Rows
	columns []column
	size    int64 // of a span

	made []byte // not handed out yet
	from int    // in made
	done bool
	err  error // why it broke off

	texts []string // of the line in hand
}

// Read implements io.Reader.
func (in *intake) Read(p []byte) (int, error) {
	if in.from == len(in.made) {
		in.made, in.from = in.made[:0], 0
		for !in.done && len(in.made) < fillTo {
			if in.err = in.next(); in.err != nil {
				return 0, in.err
			}
		}
		if len(in.made) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(p, in.made[in.from:])
	in.from += n
	return n, nil
}

// next makes one line.
func (in *intake) next() error {
	row, err := in.rows.Next()
	if errors.Is(err, io.EOF) {
		in.done = true
		return nil
	}
	if err != nil {
		return err
	}
	in.count(int64(row.Line))
	column, reason := in.check(row)
	in.made = strconv.AppendInt(in.made, int64(row.Line), 10)
	for i, text := range in.texts {
		in.made = append(in.made, '\t')
		if text == "" || reason != "" && !in.columns[i].Key {
			in.made = append(in.made, null...)
		} else {
			in.made = appendText(in.made, text)
		}
	}
	if reason == "" {
		in.made = append(in.made, "\t"+null+"\t"+null+"\t"+null+"\n"...)
		return nil
	}
	in.reject()
	for _, text := range []string{column, reason, original(row)} {
		in.made = appendText(append(in.made, '\t'), text)
	}
	in.made = append(in.made, '\n')
	return nil
}

// count counts a line into its span.
func (in *intake) count(line int64) {
	in.lines++
	if len(in.spans) == 0 || in.spans[len(in.spans)-1].Items == in.size {
		in.spans = append(in.spans, span{From: line})
	}
	last := &in.spans[len(in.spans)-1]
	last.To = line
	last.Items++
}

// reject counts a rejected line whose texts are known as far as they are good.
func (in *intake) reject() {
	in.rejected++
	for i, c := range in.columns {
		if c.Key && in.texts[i] == "" {
			in.nameless++
			return
		}
	}
}

// check makes the texts to store of a row, and says what is wrong with it, if
// anything. Then the key's texts are made as far as they are good.
func (in *intake) check(row *reader.Row) (column, reason string) {
	in.texts = in.texts[:0]
	if len(row.Problems) > 0 {
		column, reason = row.Problems[0].Column, row.Problems[0].Reason
	}
	for i := range in.columns {
		c := &in.columns[i]
		in.texts = append(in.texts, "")
		if reason != "" && (!c.Key || !row.Good(c.index)) {
			continue
		}
		text, bad := c.check(row.Fields[c.index])
		if bad == "" {
			in.texts[i] = text
		} else if reason == "" {
			column, reason = c.Column.Name, bad
		}
	}
	return column, reason
}

// check trims a text of the column and parses it.
func (c *column) check(text string) (value, reason string) {
	if strings.IndexByte(text, 0) >= 0 || !utf8.ValidString(text) {
		return "", "The text has a character that can't be stored (NUL, or no UTF-8)."
	}
	return c.parse(c.Column, strings.TrimSpace(text))
}

// maxOriginal is how much of a rejected line is kept, in bytes.
const maxOriginal = 4000

// original is what a rejected line says.
func original(row *reader.Row) string {
	text := strings.ReplaceAll(row.Original(), "\x00", "\uFFFD")
	if len(text) > maxOriginal {
		text = strings.ToValidUTF8(text[:maxOriginal], "") + "…"
	}
	return text
}

// appendText appends a text as COPY wants it.
func appendText(to []byte, text string) []byte {
	for i := 0; i < len(text); i++ {
		switch char := text[i]; char {
		case '\\':
			to = append(to, '\\', '\\')
		case '\n':
			to = append(to, '\\', 'n')
		case '\r':
			to = append(to, '\\', 'r')
		case '\t':
			to = append(to, '\\', 't')
		default:
			to = append(to, char)
		}
	}
	return to
}

// noun is a title within a sentence: titles that are no names start small.
func noun(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	second, _ := utf8.DecodeRuneInString(title[size:])
	if unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[size:]
}
