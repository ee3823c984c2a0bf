package model

import (
	"fmt"
	"time"
)

// Date is a day without a time, as 2006-01-02. Later days are greater.
type Date string

// ParseDate reads a day; false if the text is none.
func ParseDate(text string) (Date, bool) {
	day, err := time.Parse(time.DateOnly, text)
	return Date(text), err == nil && day.Year() >= 1
}

// DateOf is the day of a moment, where this process runs.
func DateOf(t time.Time) Date { return Date(t.Local().Format(time.DateOnly)) }

// Today is the present day.
func Today() Date { return DateOf(time.Now()) }

// Scan implements sql.Scanner.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case time.Time:
		*d = Date(v.Format(time.DateOnly))
	case []byte:
		*d = Date(v)
	case string:
		*d = Date(v)
	default:
		return fmt.Errorf("a %T is no date", src)
	}
	return nil
}
