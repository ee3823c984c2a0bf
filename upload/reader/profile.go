package reader

import "strings"

// profile is what the values of a column look like.
type profile struct {
	filled int
	likes  map[Type]*likeness
	codes  int // digits that a number would not keep: 00123, or more than 18 of them

	fractions  int            // numbers that surely have decimals
	decimals   map[string]int // numbers that show what stands before decimals
	unclear    map[string]int // numbers that don't, by their mark
	exponents  int
	currencies map[string]int
	firstMoney string // the first currency

	orders       map[DateOrder]int // dates that show the order
	unclearDates int
	bareDates    int // dates without marks: 20110428
}

// likeness is how many values can be read as a type, and the first that can't.
type likeness struct {
	values    int
	firstLine int // 0: all can
}

func newProfile() *profile {
	p := &profile{
		likes: make(map[Type]*likeness), decimals: make(map[string]int), unclear: make(map[string]int),
		currencies: make(map[string]int), orders: make(map[DateOrder]int),
	}
	for _, t := range []Type{Decimal, Money, Boolean, Date} {
		p.likes[t] = &likeness{}
	}
	return p
}

// add takes in a value. An exact one is a number with a point before its
// decimals, whatever the notation of the column.
func (p *profile) add(text string, exact bool, line int) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	p.filled++
	isNumber, isMoney := p.addNumber(text, exact)
	p.count(Decimal, isNumber && !isMoney, line)
	p.count(Money, isNumber, line)
	p.count(Boolean, isWordOfTruth(text), line)
	p.count(Date, !exact && p.addDate(text), line)
}

func (p *profile) count(t Type, is bool, line int) {
	like := p.likes[t]
	if is {
		like.values++
	} else if like.firstLine == 0 {
		like.firstLine = line
	}
}

func (p *profile) addNumber(text string, exact bool) (isNumber, isMoney bool) {
	amount, symbol := cutCurrency(text)
	n, reason := scanNumber(amount)
	if reason != "" {
		return false, false
	}
	if digits := strings.TrimLeft(text, "0"); isDigits(text) && (len(text) > 18 || len(digits) < len(text) && len(text) > 1) {
		p.codes++
	}
	if symbol != "" {
		if p.currencies[symbol]++; p.firstMoney == "" {
			p.firstMoney = symbol
		}
	}
	if n.e {
		p.exponents++
	}
	switch {
	case exact:
		if strings.Contains(text, Point) {
			p.fractions++
		}
		return true, false
	case n.unclear != "":
		p.unclear[n.unclear]++
	case n.decimal != "":
		p.decimals[n.decimal]++
	}
	if n.places != "" && n.unclear == "" {
		p.fractions++
	}
	return true, symbol != ""
}

func (p *profile) addDate(text string) bool {
	d, reason := scanDate(text)
	switch {
	case reason != "":
		return false
	case isDigits(text):
		p.bareDates++
		return d.time.Year() >= 1900 && d.time.Year() < 2100
	case d.unclear():
		p.unclearDates++
	case d.order() != "":
		p.orders[d.order()]++
	}
	return true
}

// isWordOfTruth reports whether a text can only be a Boolean.
func isWordOfTruth(text string) bool {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "y", "n":
		return true
	}
	return false
}

// typical is the share of values that make a type: one in ten may be wrong.
const typical = 0.9

// kind returns the type of the column, and how many values can be read as it.
func (p *profile) kind(decimal string) (Type, *likeness) {
	all := &likeness{values: p.filled}
	if p.filled == 0 {
		return Empty, all
	}
	enough := func(t Type) bool { return float64(p.likes[t].values) >= typical*float64(p.filled) }
	numbers := p.codes == 0 && enough(Money)
	switch {
	case enough(Boolean):
		return Boolean, p.likes[Boolean]
	case enough(Date) && (p.bareDates == 0 || p.likes[Date].values == p.filled):
		return Date, p.likes[Date]
	case numbers && len(p.currencies) > 0:
		return Money, p.likes[Money]
	case numbers && (p.fractions > 0 || p.unclear[decimal] > 0 || decimal == "" && len(p.unclear) > 0):
		return Decimal, p.likes[Decimal]
	case numbers:
		return Integer, p.likes[Decimal]
	}
	return Text, all
}

// only returns the key of counts that alone was counted, and whether two were.
func only[K comparable](counts map[K]int) (key K, both bool) {
	for k, n := range counts {
		if n > 0 {
			key = k
		}
	}
	if len(counts) > 1 {
		var none K
		return none, true
	}
	return key, false
}
