package operation_test

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

// TestPurge deletes what ended long ago, of one type, and nothing else.
func TestPurge(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	old := must(t)(k.Finish(k.ctx, k.create(t).ID, successful("")))
	letter := must(t)(k.Finish(k.ctx, k.create(t, func(s *operation.Spec) { s.Type = "letter" }).ID, successful("")))
	k.exec(t, "UPDATE operation SET finished_at = now() - interval '2 hours', created_at = now() - interval '3 hours'")
	fresh := must(t)(k.Finish(k.ctx, k.create(t).ID, successful("")))
	waiting := k.create(t)
	k.exec(t, "UPDATE operation SET created_at = now() - interval '3 hours' WHERE id = $1", waiting.ID)

	if n, err := k.Purge(k.ctx, "mail", time.Hour); n != 1 || err != nil {
		t.Errorf("purged %d, %v", n, err)
	}
	_, err := k.Get(k.ctx, old.ID)
	wantCode(t, err, model.CodeNotFound)
	for _, o := range []*model.Operation{letter, fresh, waiting} {
		k.get(t, o.ID)
	}
	_, err = k.Purge(auth.WithViewer(k.ctx, auth.NewViewer(1, "", "", "operation.*")), "mail", time.Hour)
	wantCode(t, err, model.CodeForbidden)
}
