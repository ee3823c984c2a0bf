package job_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestList(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	e := startEngine(t, db, job.Options{}, newLedgerApp(t, db, 0), &ledgerApp{name: "test.other"})
	specs := []job.Spec{
		{Name: "Autumn", Description: "pack sizes of the catalog"},
		{Name: "Winter", Application: "test.other"},
		{Name: "Spring", Description: "100% new"},
	}
	names := make(map[int64]string)
	for _, spec := range specs {
		names[create(t, e, db, spec).ID] = spec.Name
	}
	if _, err := db.Pool.Exec(t.Context(), "UPDATE job SET state = 'failed' WHERE name = 'Winter'"); err != nil {
		t.Fatal(err)
	}
	list := func(q job.Query) (found []string, page *model.Page[*model.Job]) {
		t.Helper()
		page, err := e.List(asAdmin(t), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range page.Nodes() {
			found = append(found, names[j.ID])
		}
		return found, page
	}
	text := func(s string) *string { return &s }
	tests := []struct {
		name  string
		where *job.Filter
		want  []string
	}{
		{"all", nil, []string{"Spring", "Winter", "Autumn"}},
		{"application", &job.Filter{Application: &filter.String{Eq: text("test.other")}}, []string{"Winter"}},
		{"state", &job.Filter{State: []model.JobState{model.JobRunning}}, []string{"Spring", "Autumn"}},
		{"words in name and description", &job.Filter{Search: text("SIZES autumn")}, []string{"Autumn"}},
		{"a word with a wildcard", &job.Filter{Search: text("100%")}, []string{"Spring"}},
		{"nothing", &job.Filter{Search: text("summer")}, nil},
		{"no state", &job.Filter{State: []model.JobState{}}, nil},
	}
	for _, test := range tests {
		found, _ := list(job.Query{Where: test.where, First: 10})
		if diff := cmp.Diff(test.want, found); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if n, err := e.Count(asAdmin(t), test.where); err != nil || n != len(test.want) {
			t.Errorf("%s: counted %d, %v", test.name, n, err)
		}
	}

	first, page := list(job.Query{First: 2})
	rest, last := list(job.Query{First: 2, After: &page.Edges[1].Cursor})
	if diff := cmp.Diff([]string{"Spring", "Winter", "Autumn"}, append(first, rest...)); diff != "" || !page.HasNext || last.HasNext {
		t.Errorf("page by page: %s", diff)
	}
	if _, err := e.List(asAdmin(t), job.Query{First: 201}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("201 a page: %v", err)
	}
	if _, err := e.List(asAdmin(t), job.Query{First: 1, After: text("x")}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("a bad cursor: %v", err)
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	e := startEngine(t, db, job.Options{Revision: "abc"}, newLedgerApp(t, db, 0))
	id := create(t, e, db, job.Spec{Parameters: map[string]int{"percent": 5}}).ID
	j, err := e.Get(asAdmin(t), id)
	if err != nil || string(j.Parameters) != `{"percent": 5}` || j.BuildRevision != "abc" || j.Parallelism != job.DefaultParallelism {
		t.Errorf("%+v, %v", j, err)
	}
	if _, err := e.Get(asAdmin(t), id+1); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("a job that is not there: %v", err)
	}
}

func TestWatchSeesWorkOfOtherProcesses(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 200)
	watching := startWatching(t, db, app)
	id := create(t, watching, db, job.Spec{}).ID
	ctx, cancel := context.WithTimeout(asAdmin(t), patience)
	defer cancel()
	changes, err := watching.Watch(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if p := <-changes; p.State != model.JobRunning || p.TotalItems != nil || p.ItemsDone != 0 {
		t.Errorf("it starts with %+v", p)
	}
	startEngine(t, db, job.Options{Slots: 2}, app)
	var last *model.JobProgress
	for p := range changes {
		if last != nil && p.ItemsDone < last.ItemsDone {
			t.Errorf("%d items after %d", p.ItemsDone, last.ItemsDone)
		}
		if last = p; p.State.Ended() {
			break
		}
	}
	if last.State != model.JobFinished || last.ItemsDone != 200 || last.SecondsLeft != nil {
		t.Errorf("it ends with %+v", last)
	}
	if _, err := watching.Watch(asAdmin(t), 404); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("watching no job: %v", err)
	}
}
