package labelpdf

import "strings"

// leading is the distance of two lines of text, in type sizes.
const leading = 1.15

// longest is how many characters of a text are looked at; no label shows more.
const longest = 500

// paragraph is text broken into lines, and the size in points it is set in.
type paragraph struct {
	lines []string
	size  float64
}

// height is the room the lines need, in millimeters.
func (p paragraph) height() float64 {
	return float64(len(p.lines)) * p.size * leading * mmPerPoint
}

// fit breaks a text into lines within the width and height, in the first of the
// sizes at which all of it fits; in the last size what does not fit is cut, and
// ends in "…".
func (f *face) fit(text string, sizes []float64, width, height float64) paragraph {
	text = f.clean(firstRunes(text, longest))
	if text == "" {
		return paragraph{}
	}
	var p paragraph
	for _, size := range sizes {
		rows := max(1, int(height/(size*leading*mmPerPoint)))
		lines, rest := f.wrap(text, size, width, rows)
		p = paragraph{lines: lines, size: size}
		if rest == "" {
			return p
		}
		last := len(lines) - 1
		lines[last] = f.cut(lines[last]+" "+rest, size, width)
	}
	return p
}

// wrap breaks a clean text into at most rows lines and returns what is left.
func (f *face) wrap(text string, size, width float64, rows int) (lines []string, rest string) {
	for ; text != "" && len(lines) < rows; text = strings.TrimLeft(text, " ") {
		end := f.lineEnd(text, size, width)
		lines = append(lines, strings.TrimRight(text[:end], " "))
		text = text[end:]
	}
	return lines, text
}

// lineEnd returns how many bytes of the text make a line: up to the last blank
// that fits or, if a word is longer than a line, as many characters as do.
func (f *face) lineEnd(text string, size, width float64) int {
	used, blank := 0.0, 0
	for i, r := range text {
		if r == ' ' {
			blank = i
		}
		used += f.advances[r] * size * mmPerPoint
		if used > width && i > 0 && r != ' ' {
			if blank > 0 {
				return blank
			}
			return i
		}
	}
	return len(text)
}

// cut shortens a clean text to the width, with "…" in place of its end.
func (f *face) cut(text string, size, width float64) string {
	room := width - f.width("…", size)
	for i, r := range text {
		room -= f.advances[r] * size * mmPerPoint
		if room < 0 {
			text = text[:i]
			break
		}
	}
	return strings.TrimRight(text, " ") + "…"
}

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
