package form_test

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

func TestDays(t *testing.T) {
	t.Parallel()
	limits := form.Limits{Title: "As of"}
	for _, good := range []string{"2011-12-09", " 2012-02-29 ", "0001-01-01", "9999-12-31"} {
		day, err := limits.Parse(form.Date, good)
		if err != nil {
			t.Errorf("%q is refused: %v", good, err)
		} else if _, err := time.Parse(time.DateOnly, day.(string)); err != nil {
			t.Errorf("%q becomes %q", good, day)
		}
	}
	for _, bad := range []any{"2011-02-29", "0000-01-01", "09.12.2011", "2011-12-09T00:00:00Z", "20111-01-01", "", 7, nil, true} {
		if day, err := limits.Parse(form.Date, bad); err == nil || err.Code != model.CodeInvalid {
			t.Errorf("%v becomes %v (%v)", bad, day, err)
		}
	}
	before := time.Now().Format(time.DateOnly)
	day, err := limits.Parse(form.Date, form.Today)
	if after := time.Now().Format(time.DateOnly); err != nil || day != before && day != after {
		t.Errorf("today is %v (%v)", day, err)
	}
}
