package operation_test

import (
	"context"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
)

// TestJobs follows jobs through their states: what is on record after each.
func TestJobs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		states []model.JobState
		want   string // of each operation status and result
	}{
		{"made", []model.JobState{model.JobCreated}, "unprocessed"},
		{"made and run", []model.JobState{model.JobCreated, model.JobRunning}, "running"},
		{"run at once", []model.JobState{model.JobRunning}, "running"},
		{"paused", []model.JobState{model.JobRunning, model.JobPaused, model.JobRunning}, "running"},
		{"finished", []model.JobState{model.JobRunning, model.JobFinished}, "finished successful"},
		{"failed", []model.JobState{model.JobCreated, model.JobRunning, model.JobFailed}, "finished failed"},
		{"resumed", []model.JobState{model.JobRunning, model.JobFailed, model.JobRunning, model.JobFinished}, "finished failed, finished successful"},
		{"canceled", []model.JobState{model.JobRunning, model.JobCanceling, model.JobCanceled}, "finished failed"},
		{"canceled before it ran", []model.JobState{model.JobCreated, model.JobCanceling, model.JobCanceled}, "canceled"},
		{"deleted before it ran", []model.JobState{model.JobCreated, model.JobDeleting}, "canceled"},
	}
	k := newKit(t)
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			j := &model.Job{ID: int64(i + 1), Application: "batch.execute"}
			for _, j.State = range tt.states {
				var ended *model.JobProgress
				if j.State.Ended() {
					ended = &model.JobProgress{ItemsDone: 7, ItemsFailed: 2, Exceptions: 1}
				}
				err := postgres.InTx(k.ctx, k.db, nil, func(ctx context.Context, tx postgres.Tx) error { return k.Record(ctx, tx, j, ended) })
				if err != nil {
					t.Fatal(err)
				}
			}
			id := j.GlobalID()
			page, err := k.List(k.ctx, operation.Query{
				First: 10, Where: &operation.Filter{Context: &model.OperationContext{ID: &id}},
				OrderBy: &operation.Order{Field: operation.OrderByCreatedAt, Direction: model.Ascending},
			})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range page.Nodes() {
				text := string(o.Status)
				if o.Result != nil {
					text += " " + string(*o.Result)
				}
				got = append(got, text)
				output := k.get(t, o.ID).Output
				if o.Status == model.OperationFinished && string(output) != `{"items": 7, "failed": 2, "exceptions": 1}` {
					t.Errorf("output = %s", output)
				}
				if o.DueAt != nil || o.Type != "job-batch-execute" {
					t.Errorf("%s is due at %v", o.Type, o.DueAt)
				}
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("on record: %s, want %s", strings.Join(got, ", "), tt.want)
			}
		})
	}
}
