package model

import (
	"fmt"
	"time"
)

// Date is a day without a time, as 2006-01-02.
type Date string

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
