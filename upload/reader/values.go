package reader

import (
	"strconv"
	"strings"
	"time"

	"github.com/sluicehq/sluice/upload/reader/internal/xlsx"
)

// The Parse methods read a text as the file's notation means it, and return the
// reason, for people, why it can't be read; empty: it can. Blanks around it don't
// matter. What can mean two things is refused unless the column's notation says
// which, and so is what the notation contradicts: no number is ever guessed.

const (
	missing       = "The value is missing."
	notWhole      = "This is not a whole number."
	largeInteger  = "The number is too large."
	notBoolean    = "Write true or false, yes or no, 1 or 0."
	otherCurrency = "The amount is not in the currency of the other amounts of its column."
)

// ParseDecimal reads a number such as 1,234.56, 1.234,56, 1e5 or (12.50) and
// returns it with a point before its decimals and nothing between thousands, its
// decimals as they are: "1234.56".
func (c Column) ParseDecimal(text string) (plain, reason string) {
	if text = strings.TrimSpace(text); text == "" {
		return "", missing
	}
	if c.writesPlainly(text) {
		return text, ""
	}
	n, reason := scanNumber(text)
	if reason != "" {
		return "", reason
	}
	return n.plain(c.Decimal)
}

// writesPlainly reports whether a text is a number as ParseDecimal returns it, in
// the column's notation. Most numbers are, and nothing has to be made of them.
func (c Column) writesPlainly(text string) bool {
	whole, places, decimals := strings.Cut(text, Point)
	return len(text) <= maxNumber && whole != "" && isDigits(whole) && (whole[0] != '0' || whole == "0") &&
		(!decimals || c.Decimal == Point && places != "" && isDigits(places))
}

// ParseInteger reads a whole number, such as 1,234 or 12.00.
func (c Column) ParseInteger(text string) (n int64, reason string) {
	plain, reason := c.ParseDecimal(text)
	if reason != "" {
		return 0, reason
	}
	whole, places, _ := strings.Cut(plain, Point)
	if strings.Trim(places, "0") != "" {
		return 0, notWhole
	}
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return 0, largeInteger
	}
	return n, ""
}

// ParseMoney reads an amount such as £3.50, 3,50 € or EUR 3.50, and returns it
// as ParseDecimal does. The currency must be the column's, if that has one, or
// be left out.
func (c Column) ParseMoney(text string) (plain, reason string) {
	if c.writesPlainly(text) {
		return text, ""
	}
	amount, symbol := cutCurrency(text)
	if symbol != "" && c.Currency != "" && symbol != c.Currency {
		return "", otherCurrency
	}
	return c.ParseDecimal(amount)
}

// ParseBoolean reads true, yes, y, on or 1, and false, no, n, off or 0, in any
// case.
func (c Column) ParseBoolean(text string) (value bool, reason string) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "":
		return false, missing
	case "true", "yes", "y", "t", "on", "1":
		return true, ""
	case "false", "no", "n", "f", "off", "0":
		return false, ""
	}
	return false, notBoolean
}

// ParseDate reads a date, with or without a time of day, as UTC: 2011-04-28,
// 28/04/2011 or 04/28/2011 as the notation says, 28.04.2011, 20110428,
// 28-Apr-2011, and in a workbook the number of a day.
func (c Column) ParseDate(text string) (t time.Time, reason string) {
	if text = strings.TrimSpace(text); text == "" {
		return t, missing
	}
	d, reason := scanDate(text)
	if reason == "" {
		return d.in(c.DateOrder)
	}
	if c.Serial != "" {
		serial, err := strconv.ParseFloat(strings.Replace(text, Comma, Point, 1), 64)
		if t, ok := xlsx.Time(serial, c.Serial == "1904"); err == nil && ok {
			return t, ""
		}
	}
	return t, reason
}
