package reader

import (
	"bytes"
	"errors"
	"io"

	"github.com/sluicehq/sluice/model"
)

func bytesReader(text []byte) io.Reader { return bytes.NewReader(text) }

// tellText tells how a text is encoded and, of delimited values, what stands
// between and around them.
func (i *inspector) tellText() error {
	f := &i.Format
	f.Sheet = ""
	if f.Encoding == "" {
		if err := i.tellEncoding(); err != nil {
			return err
		}
	} else if encodings[f.Encoding] == nil {
		return f.check()
	}
	if f.LineEnd == "" && !bytes.Contains(i.head, []byte("\n")) && bytes.Contains(i.head, []byte("\r")) {
		f.LineEnd = CR
	}
	text, err := io.ReadAll(decoded(bytes.NewReader(i.head), *f))
	if err != nil {
		return err
	}
	if !i.Whole { // the last line is cut off
		if end := bytes.LastIndexByte(text, '\n'); end >= 0 {
			text = text[:end+1]
		}
	}
	if len(bytes.TrimSpace(text)) == 0 && i.Whole {
		return errEmpty()
	}
	i.text = text
	if f.Kind == JSONLines {
		f.Delimiter, f.Quote, f.Header = "", "", 0
		return nil
	}
	return i.tellMarks()
}

func (i *inspector) tellEncoding() error {
	name, guessed := detectEncoding(i.head)
	if name == UTF8 && !i.Whole && i.alone && isASCII(i.head) {
		i.head = bytes.Clone(i.head) // reading on overwrites it
		beyond, err := i.beyond()
		if err != nil {
			return err
		}
		if !isUTF8(beyond) {
			name, guessed = singleByte(beyond), true
		}
	}
	i.Format.Encoding = name
	if guessed {
		i.warn("", "The file does not say how its characters are encoded. It is read as %s; look whether letters with accents are right.", name)
	}
	return nil
}

// beyond reads on to the first text that is not ASCII, and returns some of it,
// if there is any.
func (i *inspector) beyond() ([]byte, error) {
	buf := make([]byte, 256<<10)
	for {
		n, err := io.ReadFull(i.source.plain, buf)
		if !isASCII(buf[:n]) {
			return buf[:n], nil
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// tellMarks tells the delimiter and the quote.
func (i *inspector) tellMarks() error {
	f := &i.Format
	if f.Delimiter == "" {
		f.Delimiter = i.delimiter()
	}
	if f.Quote == "" {
		f.Quote = quoteOf(i.text, f.Delimiter)
	}
	if !isMark(f.Delimiter) || f.Quote != NoQuote && (!isMark(f.Quote) || f.Quote == f.Delimiter) {
		probe := *f
		probe.Header = NoHeader
		return probe.check()
	}
	return nil
}

// tellSheet chooses a sheet: the first that is not hidden.
func (i *inspector) tellSheet() error {
	f := &i.Format
	f.Encoding, f.LineEnd, f.Delimiter, f.Quote = "", "", "", ""
	book, err := i.source.workbook()
	if err != nil {
		return err
	}
	if len(book.Sheets()) == 0 {
		return model.Invalid("file", "The workbook has no sheet with cells.")
	}
	for _, sheet := range book.Sheets() {
		i.Sheets = append(i.Sheets, Sheet{Name: sheet.Name, Hidden: sheet.Hidden})
		if f.Sheet == "" && !sheet.Hidden {
			f.Sheet = sheet.Name
		}
	}
	if f.Sheet == "" {
		f.Sheet = book.Sheets()[0].Name
	}
	if len(i.Sheets) > 1 {
		i.warn("", "The workbook has %d sheets. The sheet %q is read, and no other.", len(i.Sheets), shortened(f.Sheet))
	}
	_, err = findSheet(book, f.Sheet)
	return err
}
