package reader

import "bytes"

// parser cuts lines with quotes into values. Feed it the lines of one row as
// long as it is open.
type parser struct {
	delimiter, quote byte
	state            state
	text             []byte // of all values, one after another
	ends             []int  // where each value ends in text
}

type state int

const (
	atStart state = iota // of a value
	plain                // in a value without quotes
	quoted               // in a value with quotes
	closing              // after a quote in a value with quotes: the last, or the first of two
)

// The reasons why a line can't be cut into values.
const (
	afterQuote  = "Text follows a closing quote. Write a quote that belongs to the text twice."
	beforeQuote = "Blanks stand before an opening quote. Remove them."
	unclosed    = "A quote is opened here and never closed. Close it, or write the text without it."
)

func (p *parser) reset() {
	p.state, p.text, p.ends = atStart, p.text[:0], p.ends[:0]
}

// open reports whether the row goes on in the next line.
func (p *parser) open() bool { return p.state == quoted }

// feed takes in one line with its end. It returns what is wrong with it, if
// anything.
func (p *parser) feed(line []byte) (reason string) {
	line, end := withoutEnd(line)
	for len(line) > 0 {
		switch p.state {
		case quoted:
			n := bytes.IndexByte(line, p.quote)
			if n < 0 {
				p.text = append(p.text, line...)
				line = nil
				continue
			}
			p.text = append(p.text, line[:n]...)
			p.state, line = closing, line[n+1:]
		case closing:
			switch line[0] {
			case p.quote:
				p.text = append(p.text, p.quote)
				p.state = quoted
			case p.delimiter:
				p.endValue()
			default:
				return afterQuote
			}
			line = line[1:]
		case atStart:
			if line[0] == p.quote {
				p.state, line = quoted, line[1:]
				continue
			}
			p.state = plain
		case plain:
			n := bytes.IndexByte(line, p.delimiter)
			value := line
			if n >= 0 {
				value = line[:n]
			}
			if trimmed := bytes.TrimLeft(value, " \t"); len(trimmed) < len(value) && len(trimmed) > 0 && trimmed[0] == p.quote {
				return beforeQuote
			}
			p.text = append(p.text, value...)
			line = line[len(value):]
			if n >= 0 {
				p.endValue()
				line = line[1:]
			}
		}
	}
	if p.state == quoted {
		p.text = append(p.text, end...)
		return ""
	}
	p.endValue()
	return ""
}

func (p *parser) endValue() {
	p.ends = append(p.ends, len(p.text))
	p.state = atStart
}

// appendFields appends the row's values to fields.
func (p *parser) appendFields(fields []string) []string {
	text, from := string(p.text), 0
	for _, end := range p.ends {
		fields = append(fields, text[from:end])
		from = end
	}
	return fields
}
