package reader

import (
	"errors"
	"strconv"
	"strings"
)

// number is a text that was read as a number.
type number struct {
	negative bool
	digits   string // before the decimals, without groups
	places   string // the decimals
	exponent int
	decimal  string // what must stand before decimals, judging by this text; empty: it does not tell
	unclear  string // the mark, if it may stand before decimals or between thousands: 1,234
	grouped  bool   // there are marks between thousands
	e        bool   // it was written with an exponent
}

const (
	maxNumber   = 100 // characters
	maxExponent = 30
)

// The reasons why a text is no number.
const (
	notNumber     = "This is not a number such as 12.95."
	longNumber    = "The number has more than 100 characters."
	largeExponent = "The number's exponent is too large."
	unclearNumber = "The number can mean two things: its mark may stand before the decimals or between the thousands. Choose which for this column."
	otherDecimal  = "The number is not written like the others of its column: the marks before decimals and between thousands differ."
)

// scanNumber reads a number as far as that can be done without knowing a
// notation.
func scanNumber(text string) (n number, reason string) {
	if len(text) > maxNumber {
		return n, longNumber
	}
	text, n.negative = withoutSign(strings.TrimSpace(text))
	mantissa, exponent, hasExponent := cutExponent(text)
	if hasExponent {
		n.e = true
		var err error
		n.exponent, err = strconv.Atoi(exponent)
		if errors.Is(err, strconv.ErrRange) || n.exponent > maxExponent || n.exponent < -maxExponent {
			return n, largeExponent
		}
		if err != nil {
			return n, notNumber
		}
	}
	if reason := n.scan(mantissa); reason != "" {
		return n, reason
	}
	if n.e && n.unclear != "" { // nobody groups thousands before an exponent
		n.decimal = n.unclear
		n.digits, n.places, _ = strings.Cut(mantissa, n.unclear)
		n.unclear = ""
	}
	return n, ""
}

// scan reads the digits and the marks between them.
func (n *number) scan(text string) (reason string) {
	if strings.ContainsAny(text, spaces) {
		whole, places, mark := cutLast(text)
		var ok bool
		if n.digits, ok = ungroup(whole, spaces); !ok {
			return notNumber
		}
		n.grouped, n.decimal, n.places = true, mark, places
		return n.check()
	}
	points, commas := strings.Count(text, Point), strings.Count(text, Comma)
	switch {
	case points+commas == 0:
		n.digits = text
	case points > 0 && commas > 0:
		whole, places, mark := cutLast(text)
		return n.split(whole, places, mark)
	case points > 1:
		return n.split(text, "", Comma)
	case commas > 1:
		return n.split(text, "", Point)
	default:
		whole, places, mark := cutLast(text)
		n.digits, n.places, n.decimal = whole, places, mark
		if len(places) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0' {
			n.decimal, n.unclear = "", mark
		}
		if places == "" {
			return notNumber
		}
	}
	return n.check()
}

// split takes groups of thousands, with the mark that is not decimal between
// them, and decimals.
func (n *number) split(whole, places, decimal string) (reason string) {
	other := Comma
	if decimal == Comma {
		other = Point
	}
	var ok bool
	if n.digits, ok = ungroup(whole, other); !ok {
		return notNumber
	}
	n.grouped, n.decimal, n.places = true, decimal, places
	return n.check()
}

func (n *number) check() (reason string) {
	if n.digits+n.places == "" || !isDigits(n.digits) || !isDigits(n.places) {
		return notNumber
	}
	return ""
}

// plain returns the number with a point before its decimals and nothing between
// thousands, read by a notation.
func (n number) plain(decimal string) (text, reason string) {
	switch {
	case n.unclear != "" && decimal == "":
		return "", unclearNumber
	case n.unclear != "" && decimal != n.unclear:
		n.digits, n.places = n.digits+n.places, ""
	case n.unclear == "" && n.decimal != "" && decimal != "" && n.decimal != decimal:
		return "", otherDecimal
	}
	return n.write(), ""
}

func (n number) write() string {
	digits, places := n.digits, n.places
	for ; n.exponent > 0; n.exponent-- {
		if places == "" {
			places = "0"
		}
		digits, places = digits+places[:1], places[1:]
	}
	for ; n.exponent < 0; n.exponent++ {
		if digits == "" {
			digits = "0"
		}
		digits, places = digits[:len(digits)-1], digits[len(digits)-1:]+places
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		digits = "0"
	}
	if places != "" {
		digits += Point + places
	}
	if n.negative && strings.Trim(digits, "0.") != "" {
		digits = "-" + digits
	}
	return digits
}
