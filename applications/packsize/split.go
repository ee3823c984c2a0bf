package packsize

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"
)

// splitWords fills the reading's words.
func splitWords(it *reading) {
	s := scanner{text: []rune(fold(it.description))}
	for s.scan() {
	}
	it.words = joinDozens(s.words)
	markInches(it.words)
}

var typography = strings.NewReplacer(
	"×", "x", "⁄", "/", "–", "-", "—", "-",
	"″", `"`, "”", `"`, "“", `"`, "''", `"`, "’", "'", "‘", "'",
)

// fold brings text to one form of case, width, accents and typography, even if
// its bytes aren't valid. Upper case goes first: some letters share one upper
// case form and have several lower ones.
func fold(s string) string {
	s = norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(dropAccent, strings.ToLower(strings.ToUpper(s)))
	return typography.Replace(s)
}

func dropAccent(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

// scanner cuts text into words.
type scanner struct {
	text   []rune
	pos    int
	spaced bool
	words  []word
}

// scan reads one word or space, and reports whether there was anything left.
func (s *scanner) scan() bool {
	switch {
	case s.pos >= len(s.text):
		return false
	case unicode.IsSpace(s.text[s.pos]):
		s.spaced = true
		s.pos++
	case s.startsNumber():
		s.addNumber(s.take(func(i int) bool { return s.digit(i) || s.mark(i) && s.digit(i+1) }))
	case s.letter(s.pos):
		s.addLetters(s.take(s.letter))
	default:
		s.add(word{kind: symbol, text: string(s.text[s.pos])})
		s.pos++
	}
	return true
}

func (s *scanner) digit(i int) bool { return i < len(s.text) && s.text[i] >= '0' && s.text[i] <= '9' }

func (s *scanner) mark(i int) bool { return s.text[i] == '.' || s.text[i] == ',' }

func (s *scanner) letter(i int) bool {
	return unicode.IsLetter(s.text[i]) ||
		s.text[i] == '\'' && i+1 < len(s.text) && unicode.IsLetter(s.text[i+1])
}

// startsNumber is also true at the point of ".5", but not of "neckl.36".
func (s *scanner) startsNumber() bool {
	if s.digit(s.pos) {
		return true
	}
	return s.text[s.pos] == '.' && s.digit(s.pos+1) &&
		(s.pos == 0 || unicode.IsSpace(s.text[s.pos-1]))
}

func (s *scanner) take(while func(int) bool) string {
	start := s.pos
	for s.pos++; s.pos < len(s.text) && while(s.pos); s.pos++ {
	}
	return string(s.text[start:s.pos])
}

func (s *scanner) add(w word) {
	w.glued = len(s.words) > 0 && !s.spaced
	s.spaced = false
	s.words = append(s.words, w)
}

// addLetters also parts the cross from the unit in 30cmx30cm, and reads a
// number that is written out.
func (s *scanner) addLetters(text string) {
	if unit, ok := strings.CutSuffix(text, "x"); ok && s.digit(s.pos) {
		if _, ok := spellings[unit]; ok {
			s.add(word{kind: letters, text: unit})
			text = "x"
		}
	}
	if n, ok := spelledNumbers[text]; ok {
		s.add(word{kind: number, text: text, spelled: true, value: decimal.NewFromInt(n)})
		return
	}
	s.add(word{kind: letters, text: text})
}

// One is missing: it is hardly ever a count (TEA FOR ONE).
var spelledNumbers = map[string]int64{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, dozen: 12,
}

var thousands = regexp.MustCompile(`^[1-9]\d{0,2}(,\d{3})+$`)

// longestNumber is the most characters of a number that can be a count or size.
const longestNumber = 20

// addNumber reads 1,000 as a thousand and 1,5 as one and a half. What is no
// number (1.2.3) or too long for one comes claimed, as a code.
func (s *scanner) addNumber(text string) {
	plain := strings.ReplaceAll(text, ",", ".")
	if thousands.MatchString(text) {
		plain = strings.ReplaceAll(text, ",", "")
	}
	w := word{kind: number, text: text, claimed: true}
	if len(text) <= longestNumber {
		if value, err := decimal.NewFromString(plain); err == nil {
			w.value, w.claimed = value, false
		}
	}
	s.add(w)
}
