package reader_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/upload/reader"
)

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	const unclear, notNumber, other = "can mean two things", "not a number", "not written like the others"
	tests := []struct {
		text                    string
		unknown, points, commas string // what it is when nothing, Point or Comma is known
	}{
		{"12", "12", "12", "12"},
		{" 12.95 ", "12.95", "12.95", other},
		{"12,95", "12.95", other, "12.95"},
		{"1.234,56", "1234.56", other, "1234.56"},
		{"1,234.56", "1234.56", "1234.56", other},
		{"1,234", unclear, "1234", "1.234"},
		{"1.234", unclear, "1.234", "1234"},
		{"-1.234", unclear, "-1.234", "-1234"},
		{"0.125", "0.125", "0.125", other},
		{"1234.567", "1234.567", "1234.567", other},
		{"1,234,567", "1234567", "1234567", other},
		{"1.234.567", "1234567", other, "1234567"},
		{"1 234 567", "1234567", "1234567", "1234567"},
		{"1\u00a0234,5", "1234.5", other, "1234.5"},
		{"1'234.50", "1234.50", "1234.50", other},
		{"1e5", "100000", "100000", "100000"},
		{"1.5E-3", "0.0015", "0.0015", other},
		{"1.234e2", "123.4", "123.4", other},
		{"4.00638E+12", "4006380000000", "4006380000000", other},
		{"00123", "123", "123", "123"},
		{".5", "0.5", "0.5", other},
		{"3.50-", "-3.50", "-3.50", other},
		{"−3.50", "-3.50", "-3.50", other},
		{"(1,234.50)", "-1234.50", "-1234.50", other},
		{"-0.00", "0.00", "0.00", other},
		{"+7", "7", "7", "7"},
		{"12345678901234567890.1", "12345678901234567890.1", "12345678901234567890.1", other},
		{"1,23,456", notNumber, notNumber, notNumber},
		{"1,2345.6", notNumber, notNumber, notNumber},
		{"1.234.56", notNumber, notNumber, notNumber},
		{"1  234", notNumber, notNumber, notNumber},
		{"0 123 456", notNumber, notNumber, notNumber},
		{"1.", notNumber, notNumber, notNumber},
		{".", notNumber, notNumber, notNumber},
		{"-", notNumber, notNumber, notNumber},
		{"--1", notNumber, notNumber, notNumber},
		{"1-2", notNumber, notNumber, notNumber},
		{"NaN", notNumber, notNumber, notNumber},
		{"Infinity", notNumber, notNumber, notNumber},
		{"0x10", notNumber, notNumber, notNumber},
		{"１２", notNumber, notNumber, notNumber},
		{"5%", notNumber, notNumber, notNumber},
		{"12 apples", notNumber, notNumber, notNumber},
		{"e5", notNumber, notNumber, notNumber},
		{"1e999999999", "exponent", "exponent", "exponent"},
		{strings.Repeat("1", 101), "100 characters", "100 characters", "100 characters"},
		{"", "missing", "missing", "missing"},
	}
	for _, tt := range tests {
		for decimal, want := range map[string]string{"": tt.unknown, reader.Point: tt.points, reader.Comma: tt.commas} {
			column := reader.Column{Notation: reader.Notation{Decimal: decimal}}
			got, reason := column.ParseDecimal(tt.text)
			if got != want && (reason == "" || !strings.Contains(reason, want)) {
				t.Errorf("%q with decimal %q = %q, %q, want %q", tt.text, decimal, got, reason, want)
			}
		}
	}
}

func TestParseMoney(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, currency, want string }{
		{"£3.50", "", "3.50"},
		{"£ 3.50", "£", "3.50"},
		{"3,50 €", "€", "3.50"},
		{"EUR 3.50", "", "3.50"},
		{"3.50 GBP", "GBP", "3.50"},
		{"-£3.50", "", "-3.50"},
		{"£-3.50", "", "-3.50"},
		{"(£3.50)", "", "-3.50"},
		{"3.50- €", "", "not a number"},
		{"£1,234.50", "", "1234.50"},
		{"US$ .5", "", "0.5"},
		{"3.50", "£", "3.50"},
		{"£1,234", "", "can mean two things"},
		{"$3.50", "£", "not in the currency"},
		{"£3.50 €", "", "not a number"},
		{"XYZ 3.50", "", "not a number"},
		{"£", "", "not a number"},
		{"free", "", "not a number"},
	}
	for _, tt := range tests {
		got, reason := reader.Column{Currency: tt.currency}.ParseMoney(tt.text)
		if got != tt.want && (reason == "" || !strings.Contains(reason, tt.want)) {
			t.Errorf("%q in %q = %q, %q, want %q", tt.text, tt.currency, got, reason, tt.want)
		}
	}
}

func TestParseInteger(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		want   int64
		reason string
	}{
		{"12", 12, ""},
		{"-1,234,567", -1234567, ""},
		{"12.00", 12, ""},
		{"1e5", 100000, ""},
		{"9223372036854775807", 9223372036854775807, ""},
		{"9223372036854775808", 0, "too large"},
		{"12.5", 0, "not a whole number"},
		{"1,234", 0, "can mean two things"},
		{"x", 0, "not a number"},
	}
	for _, tt := range tests {
		got, reason := reader.Column{}.ParseInteger(tt.text)
		if got != tt.want || !strings.Contains(reason, tt.reason) || (reason == "") != (tt.reason == "") {
			t.Errorf("%q = %d, %q, want %d, %q", tt.text, got, reason, tt.want, tt.reason)
		}
	}
}

func TestParseBoolean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"true": true, " YES ": true, "1": true, "y": true, "on": true, "FALSE": false, "no": false, "0": false, "f": false} {
		if got, reason := (reader.Column{}).ParseBoolean(text); got != want || reason != "" {
			t.Errorf("%q = %v, %q", text, got, reason)
		}
	}
	for text, want := range map[string]string{"": "missing", "maybe": "yes or no", "2": "yes or no"} {
		if _, reason := (reader.Column{}).ParseBoolean(text); !strings.Contains(reason, want) {
			t.Errorf("%q: reason = %q, want %q", text, reason, want)
		}
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	const unclear, other, notDate = "can mean two things", "other way round", "not a date"
	tests := []struct {
		text                string
		unknown, days, mons string // what it is when nothing, DayFirst or MonthFirst is known
	}{
		{"2011-04-28", "2011-04-28", "2011-04-28", "2011-04-28"},
		{"2011/4/8", "2011-04-08", "2011-04-08", "2011-04-08"},
		{"20110428", "2011-04-28", "2011-04-28", "2011-04-28"},
		{"28.04.2011", "2011-04-28", "2011-04-28", "2011-04-28"},
		{"03.04.2011", "2011-04-03", "2011-04-03", "2011-04-03"},
		{"28-Apr-2011", "2011-04-28", "2011-04-28", "2011-04-28"},
		{"8 september 2011", "2011-09-08", "2011-09-08", "2011-09-08"},
		{"28/04/2011", "2011-04-28", "2011-04-28", other},
		{"04/28/2011", "2011-04-28", other, "2011-04-28"},
		{"03/04/2011", unclear, "2011-04-03", "2011-03-04"},
		{"03-04-2011", unclear, "2011-04-03", "2011-03-04"},
		{"05/05/2011", "2011-05-05", "2011-05-05", "2011-05-05"},
		{"2011-04-28 15:05", "2011-04-28T15:05", "2011-04-28T15:05", "2011-04-28T15:05"},
		{"2011-04-28T15:05:00Z", "2011-04-28T15:05", "2011-04-28T15:05", "2011-04-28T15:05"},
		{"2011-04-28T15:05:00+02:00", "2011-04-28T13:05", "2011-04-28T13:05", "2011-04-28T13:05"},
		{"28/04/2011 3:05 pm", "2011-04-28T15:05", "2011-04-28T15:05", other},
		{"29/02/2012", "2012-02-29", "2012-02-29", other},
		{"29/02/2011", notDate, notDate, notDate},
		{"2011-02-30", notDate, notDate, notDate},
		{"31/31/2011", notDate, notDate, notDate},
		{"28/04/11", "four digits", "four digits", "four digits"},
		{"28-Apr-11", "four digits", "four digits", "four digits"},
		{"28-Foo-2011", notDate, notDate, notDate},
		{"2011-04", notDate, notDate, notDate},
		{"40661", notDate, notDate, notDate},
		{"15:05", notDate, notDate, notDate},
		{"2011-04-28 25:00", notDate, notDate, notDate},
		{"-1/2/2011", notDate, notDate, notDate},
		{"", "missing", "missing", "missing"},
	}
	for _, tt := range tests {
		for order, want := range map[reader.DateOrder]string{"": tt.unknown, reader.DayFirst: tt.days, reader.MonthFirst: tt.mons} {
			got, reason := reader.Column{Notation: reader.Notation{DateOrder: order}}.ParseDate(tt.text)
			text := strings.TrimSuffix(got.Format("2006-01-02T15:04"), "T00:00")
			if text != want && (reason == "" || !strings.Contains(reason, want)) || reason != "" && !got.IsZero() {
				t.Errorf("%q in order %q = %s, %q, want %q", tt.text, order, text, reason, want)
			}
		}
	}
}

func TestParseSerial(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, serial, want string }{
		{"40661", "1900", "2011-04-28T00:00:00Z"},
		{"39199.5", "1904", "2011-04-28T12:00:00Z"},
		{"1", "1900", "1900-01-01T00:00:00Z"},
		{"59", "1900", "1900-02-28T00:00:00Z"},
		{"61", "1900", "1900-03-01T00:00:00Z"},
		{"60", "1900", ""}, // 1900 was no leap year
		{"-1", "1900", ""},
		{"2958466", "1900", ""},
		{"NaN", "1900", ""},
		{"40661", "", ""},
	}
	for _, tt := range tests {
		got, reason := reader.Column{Serial: tt.serial}.ParseDate(tt.text)
		if (reason == "") != (tt.want != "") || reason == "" && got.Format(time.RFC3339) != tt.want {
			t.Errorf("%s since %s = %s, %q, want %q", tt.text, tt.serial, got, reason, tt.want)
		}
	}
}
