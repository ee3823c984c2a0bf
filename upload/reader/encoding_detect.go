package reader

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
)

// detectEncoding tells the encoding of a text by a part of it, and whether it is
// no more than likely.
func detectEncoding(text []byte) (name string, guessed bool) {
	switch {
	case bytes.HasPrefix(text, byteOrderMark):
		return UTF8, false
	case bytes.HasPrefix(text, []byte("\xff\xfe")):
		return utf16LE, false
	case bytes.HasPrefix(text, []byte("\xfe\xff")):
		return utf16BE, false
	}
	if name := wide(text); name != "" {
		return name, true
	}
	if isUTF8(text) {
		return UTF8, false
	}
	return singleByte(text), true
}

// wide finds UTF-16 without a mark: mostly Latin text has every other byte zero.
func wide(text []byte) string {
	text = text[:min(len(text), 4096)]
	var zeros [2]int
	for i, char := range text {
		if char == 0 {
			zeros[i%2]++
		}
	}
	const most = 4 // of five
	switch pairs := len(text) / 2; {
	case pairs == 0:
		return ""
	case zeros[1]*5 >= pairs*most && zeros[0]*20 <= pairs:
		return utf16LE
	case zeros[0]*5 >= pairs*most && zeros[1]*20 <= pairs:
		return utf16BE
	}
	return ""
}

// isUTF8 reports whether text is UTF-8 but for a character that may be cut off
// at either end.
func isUTF8(text []byte) bool {
	for range utf8.UTFMax - 1 {
		if len(text) == 0 || utf8.RuneStart(text[0]) {
			break
		}
		text = text[1:]
	}
	for cut := 0; cut < utf8.UTFMax && cut <= len(text); cut++ {
		if utf8.Valid(text[:len(text)-cut]) {
			return cut == 0 || !utf8.FullRune(text[len(text)-cut:])
		}
	}
	return false
}

// certain is the confidence from which a guess of other scripts than Latin is
// taken.
const certain = 0.8

// latin are the encodings of Latin text that are told apart. Between equals, the
// first wins: ISO-8859-1 is Windows-1252 with fewer characters.
var latin = []string{windows1252, "iso-8859-15", "windows-1250", "iso-8859-2"}

// singleByte tells which encoding of a byte per character a text is likely to
// have.
func singleByte(text []byte) string {
	text = linesWithAccents(text)
	guess := chardet.Detect(text)
	name := strings.ToLower(guess.Encoding)
	if name == "maccyrillic" { // the same letters in the same places
		name = "windows-1251"
	}
	if guess.Confidence >= certain && encodings[name] != nil && !slices.Contains(latin, name) && name != UTF8 {
		return name
	}
	best, least := windows1252, oddities(text, windows1252)
	for _, name := range latin[1:] {
		if n := oddities(text, name); n < least {
			best, least = name, n
		}
	}
	return best
}

// oddities counts what no words have in an encoding: characters that mean
// nothing, symbols between letters, capital letters between small ones.
func oddities(text []byte, name string) int {
	decoded, err := encodings[name].NewDecoder().Bytes(text)
	if err != nil {
		return len(text)
	}
	odd := 0
	var before, char rune
	for _, after := range string(decoded) {
		switch {
		case char < utf8.RuneSelf:
		case char == utf8.RuneError, unicode.IsControl(char), char == '¤',
			!unicode.IsLetter(char) && unicode.IsLetter(before) && unicode.IsLetter(after),
			unicode.IsUpper(char) && unicode.IsLower(before) && unicode.IsLower(after):
			odd++
		}
		before, char = char, after
	}
	return odd
}

// linesWithAccents returns the lines that have other bytes than ASCII, some 64
// KB of them: in most files, what matters is rare.
func linesWithAccents(text []byte) []byte {
	var picked []byte
	for line := range bytes.Lines(text) {
		if !isASCII(line) {
			picked = append(picked, line...)
		}
		if len(picked) > 64<<10 {
			break
		}
	}
	return picked
}

func isASCII(text []byte) bool {
	for _, char := range text {
		if char >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
