package xlsx

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

var references = map[string]byte{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// resolve replaces the references of text[from:], such as &amp; and &#233;, in
// place. What is no reference stays as it is.
func resolve(text []byte, from int) []byte {
	i := bytes.IndexByte(text[from:], '&')
	if i < 0 {
		return text
	}
	rest := text[from+i:]
	text = text[:from+i]
	for len(rest) > 0 {
		if rest[0] == '&' {
			if end := bytes.IndexByte(rest[:min(len(rest), 12)], ';'); end > 1 {
				if char, ok := reference(rest[1:end]); ok {
					text, rest = utf8.AppendRune(text, char), rest[end+1:]
					continue
				}
			}
		}
		text, rest = append(text, rest[0]), rest[1:]
	}
	return text
}

func reference(name []byte) (rune, bool) {
	if name[0] != '#' {
		char, ok := references[string(name)]
		return rune(char), ok
	}
	digits, base := name[1:], 10
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	code, err := strconv.ParseUint(string(digits), base, 32)
	return rune(code), err == nil && code <= utf8.MaxRune
}

// unescape replaces the _xHHHH_ that Excel writes for characters which XML can't
// hold, in text[from:], in place.
func unescape(text []byte, from int) []byte {
	const length = len("_xHHHH_")
	i := bytes.Index(text[from:], []byte("_x"))
	if i < 0 {
		return text
	}
	rest := text[from+i:]
	text = text[:from+i]
	for len(rest) > 0 {
		if len(rest) >= length && rest[0] == '_' && rest[1] == 'x' && rest[length-1] == '_' {
			if code, err := strconv.ParseUint(string(rest[2:length-1]), 16, 16); err == nil {
				text, rest = utf8.AppendRune(text, rune(code)), rest[length:]
				continue
			}
		}
		text, rest = append(text, rest[0]), rest[1:]
	}
	return text
}
