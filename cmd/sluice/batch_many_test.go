package main

import (
	"slices"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/server"
)

func TestManyBatchesByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "2 created", "code,price\na,1\nb,2\n", "import", "products", "-", "--map", "key=code,price=price")
	for range 3 {
		s.want(0, "open", "", "batch", "create", "--type", "pricing", "--param", "percent=5", "--wait")
	}
	withApp(t, s.database, func(app *server.App) {
		if _, err := app.Batches.MarkComplete(auth.WithViewer(t.Context(), auth.System()), 2); err != nil {
			t.Fatal(err)
		}
	})
	s.want(0, "#00000002  pricing  complete  2", "", "batch", "list", "--type", "pricing")
	var listed []listedBatch
	s.decode(&listed, "batch", "list", "--state", "OPEN", "--where", `{"id": {"ne": "`+model.NewID("Batch", 3).String()+`"}}`, "--json")
	if len(listed) != 1 || listed[0].Number != "#00000001" {
		t.Errorf("listed %+v", listed)
	}

	s.want(1, "say which batch", "", "batch", "delete")
	s.want(1, "not both", "", "batch", "delete", "1", "--state", "open")
	s.want(1, "no such state", "", "batch", "refresh", "--state", "ajar")
	s.want(1, "choose one", "", "batch", "refresh", "--state", "open", "--where", `{"state": ["COMPLETE"]}`)
	s.want(1, "not a BatchFilter", "", "batch", "refresh", "--where", `{"status": 1}`)
	s.want(1, "--complete is for one batch", "", "batch", "execute", "--type", "pricing", "--complete")

	s.want(3, "#00000002  not done: Batch #00000002 can't be refreshed", "", "batch", "refresh", "--type", "pricing")
	s.want(0, "2 of 2 batches. Nothing is changed.", "", "batch", "refresh", "--state", "open", "--dry-run")
	s.want(3, "#00000002  would be executed", "", "batch", "execute", "--type", "pricing", "--dry-run")
	s.want(3, "#00000002  executed", "", "batch", "execute", "--where", "{}", "--wait")
	s.want(0, "would be deleted", "", "batch", "delete", "3", "--dry-run")
	s.want(0, "Batch #00000003 is deleted.", "", "batch", "delete", "3")
	var view answersView
	s.decode(&view, "batch", "delete", "--type", "pricing", "--state", "open", "--state", "complete", "--json")
	if want := []answerView{{Number: "#00000001", Done: true}}; view.Done != 1 || !slices.Equal(view.Batches, want) {
		t.Errorf("deleted %+v", view)
	}
}
