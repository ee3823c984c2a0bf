package reader

import (
	"bytes"
	"fmt"
)

// parser cuts lines into values. Feed it the lines of one row, without their
// ends, as long as it is open.
type parser struct {
	comma byte
	state state
	text  []byte // of all values, one after another
	ends  []int  // where each value ends in text
}

type state int

const (
	atStart state = iota // of a value
	plain                // in a value without quotes
	quoted               // in a value with quotes
	closing              // after a quote in a value with quotes: the last, or the first of two
)

func (p *parser) reset() {
	p.state, p.text, p.ends = atStart, p.text[:0], p.ends[:0]
}

// open reports whether the row goes on in the next line.
func (p *parser) open() bool { return p.state == quoted }

// blank reports whether the row has no text.
func (p *parser) blank() bool { return len(bytes.TrimSpace(p.text)) == 0 }

// feed takes in one line. It returns what is wrong with it, if anything.
func (p *parser) feed(line []byte) (reason string) {
	if p.state == quoted {
		p.text = append(p.text, '\n')
	}
	for _, char := range line {
		switch {
		case p.state == quoted && char == '"':
			p.state = closing
		case p.state == quoted:
			p.text = append(p.text, char)
		case char == p.comma:
			if reason := p.end(); reason != "" {
				return reason
			}
		case p.state == closing && char == '"':
			p.text = append(p.text, char)
			p.state = quoted
		case p.state == closing:
			return `Text follows a closing quote. Write a quote that belongs to the text twice.`
		case char == '"' && p.state == atStart:
			p.state = quoted
		case char == '"' && len(bytes.TrimSpace(p.value())) == 0:
			return "Blanks stand before an opening quote. Remove them."
		default:
			p.text = append(p.text, char)
			p.state = plain
		}
	}
	if p.state == quoted {
		return ""
	}
	return p.end()
}

// end ends the present value.
func (p *parser) end() (reason string) {
	if len(p.ends) == MaxColumns {
		return fmt.Sprintf("The line has more than %d values.", MaxColumns)
	}
	p.ends = append(p.ends, len(p.text))
	p.state = atStart
	return ""
}

// value is the present value so far.
func (p *parser) value() []byte {
	if len(p.ends) == 0 {
		return p.text
	}
	return p.text[p.ends[len(p.ends)-1]:]
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
