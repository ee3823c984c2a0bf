package reader

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/sluicehq/sluice/words"
)

// The reasons why a value is no text.
const (
	notUTF8 = "The text is not UTF-8. Choose the file's encoding, or save the file with the encoding UTF-8."
	undone  = "The text has bytes that mean nothing in the file's encoding. Choose another encoding, or save the file with the encoding UTF-8."
	hasNUL  = "The text has a NUL character, which can't be stored."
)

// checkText finds fields that are no text, and empties them.
func checkText(r *record, encoding string) {
	if utf8.Valid(r.raw) && bytes.IndexByte(r.raw, 0) < 0 && (encoding == UTF8 || !bytes.ContainsRune(r.raw, utf8.RuneError)) {
		return
	}
	for i, field := range r.fields {
		if reason := textReason(field, encoding); reason != "" {
			r.badField(i, reason)
		}
	}
}

// textReason says why a text is none. Text was decoded to UTF-8 before, which
// leaves replacement characters where it can't be done.
func textReason(text, encoding string) string {
	switch {
	case !utf8.ValidString(text):
		return notUTF8
	case strings.IndexByte(text, 0) >= 0:
		return hasNUL
	case encoding != UTF8 && strings.ContainsRune(text, utf8.RuneError):
		return undone
	}
	return ""
}

// keptOfLong is how many bytes are kept of a line that is too long.
const keptOfLong = 4 << 10

// tooLongLine makes a bad record of the line in hand, and skips it.
func tooLongLine(l *lines, r *record) error {
	r.raw = []byte(strings.ToValidUTF8(string(l.held(keptOfLong)), "") + "…")
	r.bad(fmt.Sprintf("The line is longer than %s bytes; only its beginning is kept.", words.Thousands(int64(l.max))))
	return l.skip()
}

func tooManyColumns(most int) string {
	return fmt.Sprintf("The line has more than %s values.", words.Thousands(int64(most)))
}
