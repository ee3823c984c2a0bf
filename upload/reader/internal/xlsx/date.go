package xlsx

import (
	"math"
	"time"
)

// maxSerial is the serial number of the first day after the year 9999.
const maxSerial = 2_958_466

// Time returns the time that a serial number stands for: days since the start
// of 1900, or of 1904, to the second. It reports whether there is one: the 60th
// day of 1900 is one that only spreadsheet programs know, February 29.
func Time(serial float64, since1904 bool) (time.Time, bool) {
	if math.IsNaN(serial) || serial < 0 || serial >= maxSerial {
		return time.Time{}, false
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial >= 60 && serial < 61:
		return time.Time{}, false
	case serial < 60:
		first = first.AddDate(0, 0, 1)
	}
	days := math.Floor(serial)
	seconds := math.Round((serial - days) * 24 * 60 * 60)
	return first.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second), true
}

// appendTime appends a serial number as a date, a time, or both, or reports
// that it stands for none.
func appendTime(dst []byte, serial float64, since1904 bool) ([]byte, bool) {
	t, ok := Time(serial, since1904)
	switch {
	case !ok:
		return dst, false
	case serial < 1 && !since1904:
		return t.AppendFormat(dst, time.TimeOnly), true
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.AppendFormat(dst, time.DateOnly), true
	}
	return t.AppendFormat(dst, time.DateTime), true
}
