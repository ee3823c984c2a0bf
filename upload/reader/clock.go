package reader

import (
	"strings"
	"time"
)

// clocks are the forms that a time of day can have.
var clocks = []string{
	"15:04:05", "15:04", "15:04:05Z07:00", "15:04Z07:00", "15:04:05Z0700", "3:04:05 PM", "3:04 PM", "3:04:05PM", "3:04PM",
}

// cutClock cuts a time of day off a date.
func cutClock(text string) (date, clock string) {
	colon := strings.IndexByte(text, ':')
	if colon < 0 {
		return text, ""
	}
	i := strings.LastIndexAny(text[:colon], " T")
	if i < 0 {
		return "", text
	}
	return strings.TrimSpace(text[:i]), text[i+1:]
}

// parseClock returns the time since midnight, in UTC. None is midnight.
func parseClock(text string) (time.Duration, bool) {
	if text == "" {
		return 0, true
	}
	for _, form := range clocks {
		if t, err := time.Parse(form, strings.ToUpper(text)); err == nil {
			return t.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC)), true
		}
	}
	return 0, false
}
