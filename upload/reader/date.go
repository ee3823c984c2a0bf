package reader

import (
	"strconv"
	"strings"
	"time"
)

// day is a text that was read as a date.
type day struct {
	time    time.Time
	swapped time.Time // with day and month the other way round; zero: that is no date
	either  bool      // the text does not say which of the two it is
}

// The reasons why a text is no date.
const (
	notDate     = "This is not a date such as 2011-04-28 or 28-Apr-2011."
	shortYear   = "Write the year with four digits."
	unclearDate = "The date can mean two things: the day or the month may come first. Choose which for this column."
	otherOrder  = "The date is not written like the others of its column: day and month are the other way round, or there is no such day."
)

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// scanDate reads a date, with or without a time of day, as far as that can be
// done without knowing a notation. For a date with marks that leave it open, time
// has the day first.
func scanDate(text string) (d day, reason string) {
	date, clock := cutClock(strings.TrimSpace(text))
	since, ok := parseClock(clock)
	if !ok || len(date) > 20 {
		return d, notDate
	}
	if len(date) == 8 && isDigits(date) {
		return d.fixed(date[:4], date[4:6], date[6:], since)
	}
	mark := strings.IndexAny(date, "-/. ")
	if mark < 0 {
		return d, notDate
	}
	parts := strings.Split(date, date[mark:mark+1])
	if len(parts) != 3 || parts[0] == "" || parts[2] == "" {
		return d, notDate
	}
	if month := monthNamed(parts[1]); month != "" {
		return d.fixed(parts[2], month, parts[0], since)
	}
	switch {
	case !isDigits(strings.Join(parts, "")) || parts[1] == "" || date[mark] == ' ':
		return d, notDate
	case len(parts[0]) == 4:
		return d.fixed(parts[0], parts[1], parts[2], since)
	case date[mark] == '.':
		return d.fixed(parts[2], parts[1], parts[0], since)
	}
	return d.open(parts[2], parts[0], parts[1], since)
}

// fixed takes a date whose order is known.
func (d day) fixed(year, month, dayOfMonth string, since time.Duration) (day, string) {
	if isDigits(year) && len(year) == 2 {
		return d, shortYear
	}
	t, ok := dateOf(year, month, dayOfMonth)
	if !ok {
		return d, notDate
	}
	d.time = t.Add(since)
	return d, ""
}

// open takes a date whose order a notation must tell.
func (d day) open(year, first, second string, since time.Duration) (day, string) {
	if len(year) == 2 {
		return d, shortYear
	}
	d.either = true
	dayFirst, isDayFirst := dateOf(year, second, first)
	monthFirst, isMonthFirst := dateOf(year, first, second)
	if isDayFirst {
		d.time = dayFirst.Add(since)
	}
	if isMonthFirst {
		d.swapped = monthFirst.Add(since)
	}
	if !isDayFirst && !isMonthFirst {
		return d, notDate
	}
	return d, ""
}

// order is the order that the text shows; empty: both are possible, or it does
// not matter.
func (d day) order() DateOrder {
	switch {
	case !d.either || !d.time.IsZero() && !d.swapped.IsZero():
		return ""
	case d.time.IsZero():
		return MonthFirst
	}
	return DayFirst
}

// unclear reports whether the order matters and the text does not show it.
func (d day) unclear() bool { return d.either && d.order() == "" && !d.time.Equal(d.swapped) }

// in returns the time, read in an order.
func (d day) in(order DateOrder) (time.Time, string) {
	switch {
	case d.unclear() && order == "":
		return time.Time{}, unclearDate
	case d.either && order != "" && d.order() != "" && d.order() != order:
		return time.Time{}, otherOrder
	case d.either && (order == MonthFirst || d.time.IsZero()):
		return d.swapped, ""
	}
	return d.time, ""
}

func dateOf(year, month, dayOfMonth string) (time.Time, bool) {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(dayOfMonth)
	if errY != nil || errM != nil || errD != nil || len(year) != 4 || len(month) > 2 || len(dayOfMonth) > 2 || y == 0 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, m >= 1 && m <= 12 && t.Day() == d && t.Month() == time.Month(m)
}

// monthNamed returns the number of a month by its English name, or its first
// three letters or four; else "".
func monthNamed(name string) string {
	name = strings.ToLower(name)
	for i, month := range months {
		full := strings.ToLower(time.Month(i + 1).String())
		if name == month || name == full || name == "sept" && month == "sep" {
			return strconv.Itoa(i + 1)
		}
	}
	return ""
}
