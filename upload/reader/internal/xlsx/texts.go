package xlsx

import (
	"errors"
	"io"
)

// readTexts reads the table of shared texts, once.
func (w *Workbook) readTexts() error {
	if w.textsPart == "" || w.texts != nil || !w.archive.has(w.textsPart) {
		return nil
	}
	body, err := w.archive.open(w.textsPart, w.archive.limits.Texts)
	if err != nil {
		return err
	}
	defer body.Close()
	var all []byte
	var ends []int
	s := newScanner(body, w.textsPart)
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if string(t.name) != "si" || !t.opens {
			continue
		}
		if !t.closes {
			if all, err = s.rich(all, "si"); err != nil {
				return err
			}
		}
		ends = append(ends, len(all))
	}
	text, from := string(all), 0
	w.texts = make([]string, len(ends))
	for i, end := range ends {
		w.texts[i] = text[from:end]
		from = end
	}
	return nil
}

// rich appends the text of an element that was just opened: that of all its t
// elements but those that tell how to pronounce it.
func (s *scanner) rich(dst []byte, element string) ([]byte, error) {
	start, spoken := len(dst), false
	for {
		t, err := s.next()
		if errors.Is(err, io.EOF) {
			return dst, s.damaged("it is cut off")
		}
		if err != nil {
			return dst, err
		}
		switch string(t.name) {
		case element:
			return unescape(dst, start), nil
		case "rPh":
			spoken = t.opens && !t.closes
		case "t":
			if t.opens && !t.closes && !spoken {
				if dst, err = s.text(dst); err != nil {
					return dst, err
				}
			}
		}
		if len(dst)-start > maxText {
			return dst, s.damaged("a text is longer than 1 MB")
		}
	}
}
