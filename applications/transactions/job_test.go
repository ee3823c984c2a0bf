package transactions

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
)

// doubtful are lines of which a job books the second and third.
var doubtful = []string{
	"1,POST,,1,2011-01-01,5.00,7,",
	"2,1A,,2,2011-01-02,1.50,7.0,France",
	"C2,1A,,-1,2011-01-03,1.50,7,Spain",
	"3,1A,,4,2011-01-04,1.00,,",
	"4,1B,,-3,2011-01-05,0,8,",
	"5,1B,,many,2011-01-06,2.00,8,",
	`6,1B,,"1,2011-01-06,2.00,8,`,
}

var fromDoubtful = map[string]string{"line 3": "2 1A at 1.5 to 7", "line 4": "-1 1A at 1.5 to 7"}

func TestWhatIsBooked(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	j, end := run(t, kit, spec(stageLines(t, kit, doubtful...), nil))
	if diff := cmp.Diff(fromDoubtful, booked(t, kit)); diff != "" || end.Exceptions != 5 {
		t.Errorf("%d exceptions: %v; booked (-want +got):\n%s", end.Exceptions, kit.Exceptions(t, j.ID), diff)
	}
	customers := kit.Pairs(t, "SELECT number, country FROM customer")
	if diff := cmp.Diff(map[string]string{"7": "France"}, customers); diff != "" {
		t.Errorf("customers (-want +got):\n%s", diff)
	}
	results := kit.Pairs(t, "SELECT l.line::text, r.result::text FROM job_result r JOIN sales_line l ON l.id = r.item_key")
	want := map[string]string{
		"3": `{"code": "1A", "amount": "3", "customer": "7", "quantity": 2}`,
		"4": `{"code": "1A", "amount": "-1.5", "customer": "7", "quantity": -1}`,
	}
	if diff := cmp.Diff(want, results); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
}

func TestAnonymousSales(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	run(t, kit, spec(stageLines(t, kit, doubtful...), map[string]any{paramAnonymous: true}))
	if got := booked(t, kit); len(got) != 3 || got["line 5"] != "4 1A at 1 to nobody" {
		t.Errorf("booked: %v", got)
	}
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	j, _ := run(t, kit, spec(stageLines(t, kit, doubtful...), nil))
	for label, d := range map[string]job.Decision{
		"line 2": {State: model.ExceptionAccepted}, // there is still no such product
		"line 5": {State: model.ExceptionAccepted},
		"line 6": {State: model.ExceptionCorrected, Correction: map[string]any{"code": "POST"}},
		"line 7": {State: model.ExceptionCorrected, Correction: map[string]any{"quantity": 9}},
		"line 8": {State: model.ExceptionCorrected, Correction: map[string]any{
			"code": "1B", "quantity": "1", "price": "2.005", "date": "2011-01-06", "customer": "9",
		}},
	} {
		n, err := kit.Jobs.ResolveExceptions(kit.Ctx, j.ID, &job.Exceptions{Search: &label}, d)
		if err != nil || n != 1 {
			t.Fatalf("%s: resolved %d: %v", label, n, err)
		}
	}
	if _, err := kit.Jobs.ProcessExceptions(kit.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, j.ID)
	want := map[string]string{
		"line 3": fromDoubtful["line 3"], "line 4": fromDoubtful["line 4"],
		"line 5": "4 1A at 1 to nobody", "line 7": "9 1B at 2 to 8", "line 8": "1 1B at 2.005 to 9",
	}
	if diff := cmp.Diff(want, booked(t, kit)); diff != "" {
		t.Errorf("booked (-want +got):\n%s", diff)
	}
	left := kit.Pairs(t, `
		SELECT item_label, node || ': ' || reason FROM job_exception WHERE job_id = $1 AND state = 'open'`, j.ID)
	unknown := map[string]string{"line 2": "store: " + unknownCode, "line 6": "store: " + unknownCode}
	if diff := cmp.Diff(unknown, left); diff != "" {
		t.Errorf("exceptions (-want +got):\n%s", diff)
	}
	reprocess(t, kit, j.ID, nil)
	if diff := cmp.Diff(want, booked(t, kit)); diff != "" {
		t.Errorf("done again (-want +got):\n%s", diff)
	}
}

// TestReprocessTakesBack has a line that was booked become doubtful, and one
// that was doubtful good.
func TestReprocessTakesBack(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	j, _ := run(t, kit, spec(stageLines(t, kit, doubtful...), nil))
	execute(t, kit.DB, "UPDATE sales_line SET customer = CASE line WHEN 3 THEN '' ELSE '7' END WHERE line IN (3, 5)")
	reprocess(t, kit, j.ID, nil)
	want := map[string]string{"line 4": fromDoubtful["line 4"], "line 5": "4 1A at 1 to 7"}
	if diff := cmp.Diff(want, booked(t, kit)); diff != "" {
		t.Errorf("booked (-want +got):\n%s", diff)
	}
	if got := kit.Exceptions(t, j.ID)["line 3"]; got != "open at question the customer: The line names no customer." {
		t.Errorf("the line that was taken back: %q", got)
	}
}

func TestTryLeavesNothing(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New())
	j := kit.Create(t, spec(stageLines(t, kit, doubtful...), nil))
	trial, err := kit.Jobs.Try(kit.Ctx, j.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	if trial.Items != 7 || len(trial.Exceptions) != 5 {
		t.Errorf("the trial: %+v", trial)
	}
	after := map[string]any{"code": "1A", "customer": "7", "quantity": int64(2), "amount": "3.0000"}
	if c := trial.Changes[1]; len(c.Before) != 0 || cmp.Diff(after, c.After) != "" {
		t.Errorf("before %v, after %v", c.Before, c.After)
	}
	left := kit.Pairs(t, `
		SELECT 'sale', line_id::text FROM sale UNION ALL SELECT 'customer', number FROM customer
		UNION ALL SELECT 'result', item_key::text FROM job_result UNION ALL SELECT 'exception', item_label FROM job_exception`)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
