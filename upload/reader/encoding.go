package reader

import (
	"bufio"
	"bytes"
	"io"
	"slices"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// UTF8 is the encoding that most files have.
const UTF8 = "utf-8"

// Encodings that are named in more than one place.
const (
	utf16LE     = "utf-16le"
	utf16BE     = "utf-16be"
	windows1252 = "windows-1252"
)

var encodings = map[string]encoding.Encoding{
	UTF8:           encoding.Nop,
	utf16LE:        unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	utf16BE:        unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	windows1252:    charmap.Windows1252,
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254,
	"windows-1255": charmap.Windows1255,
	"windows-1256": charmap.Windows1256,
	"windows-1257": charmap.Windows1257,
	"windows-1258": charmap.Windows1258,
	"iso-8859-1":   charmap.ISO8859_1,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-3":   charmap.ISO8859_3,
	"iso-8859-4":   charmap.ISO8859_4,
	"iso-8859-5":   charmap.ISO8859_5,
	"iso-8859-6":   charmap.ISO8859_6,
	"iso-8859-7":   charmap.ISO8859_7,
	"iso-8859-8":   charmap.ISO8859_8,
	"iso-8859-9":   charmap.ISO8859_9,
	"iso-8859-10":  charmap.ISO8859_10,
	"iso-8859-13":  charmap.ISO8859_13,
	"iso-8859-14":  charmap.ISO8859_14,
	"iso-8859-15":  charmap.ISO8859_15,
	"iso-8859-16":  charmap.ISO8859_16,
	"ibm850":       charmap.CodePage850,
	"macintosh":    charmap.Macintosh,
}

// Encodings returns the names that Format.Encoding can have, in their order.
func Encodings() []string {
	names := make([]string, 0, len(encodings))
	for name := range encodings {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// decoded returns a text in UTF-8, without a byte order mark and with LF or CRLF
// at the ends of its lines.
func decoded(text io.Reader, f Format) io.Reader {
	if f.Encoding != UTF8 {
		text = encodings[f.Encoding].NewDecoder().Reader(text)
	}
	if f.LineEnd == CR {
		text = &lineFeeds{text}
	}
	buffered := bufio.NewReaderSize(text, firstBuffer)
	if start, _ := buffered.Peek(len(byteOrderMark)); bytes.Equal(start, byteOrderMark) {
		_, _ = buffered.Discard(len(byteOrderMark)) // they are in the buffer
	}
	return buffered
}

// lineFeeds writes LF where its source has CR.
type lineFeeds struct{ io.Reader }

func (l *lineFeeds) Read(p []byte) (int, error) {
	n, err := l.Reader.Read(p)
	for rest := p[:n]; ; {
		i := bytes.IndexByte(rest, '\r')
		if i < 0 {
			return n, err
		}
		rest[i] = '\n'
		rest = rest[i+1:]
	}
}
