package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/server"
)

// packs are products, two of which nobody can tell the pack of.
const packs = `code,text
A1,SET OF 6 FUNKY BEAKERS
A2,PACK OF 12 SUKI TISSUES
A3,POLYESTER FILLER PAD 60x40cm
A4,WHITE METAL LANTERN
A5,3 HEARTS HANGING DECORATION RUSTIC
`

func TestProgramByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "5 created", packs, "import", "products", "-", "--map", "key=code", "--map", "description=text")
	s.want(0, "Job 1, Pack size: created", "", "job", "create", "--application", "packsize", "--source", "products",
		"--partitioning", "size_2", "--param", "write=true", "--description", "Of the autumn", "--parallelism", "1")
	s.want(0, "Tried 5 items, and rolled it back: 0 failed, 2 would be stored away.", "", "job", "try", "1", "--items", "10")
	var trial trialView
	s.decode(&trial, "job", "try", "1", "--json")
	if trial.Items != 5 || len(trial.Exceptions) != 2 || len(trial.Changes) != 5 || trial.Statistics.Graph == nil {
		t.Errorf("trial = %+v", trial)
	}
	s.want(0, "Not started", "", "job", "update", "1", "--priority", "1", "--rate", "100000")

	// Nobody has cut the source before somebody works.
	s.want(3, "2 are stored away. 2 exceptions wait for a person to decide.", "", "job", "start", "1", "--wait")
	s.want(0, "Of the autumn", "", "job", "list", "--search", "autumn", "--application", "packsize", "--json")
	var done jobView
	s.decode(&done, "job", "show", "1", "--json")
	if done.State != model.JobFinished || done.ItemsDone != 5 || done.Exceptions != 2 || done.Priority != 1 || *done.Rate != 100000 {
		t.Errorf("done = %+v", done)
	}
}

// sales are lines of a till, one of which names no customer.
const sales = `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID
536365,A1,6,2010-12-01 08:26:00,2.55,17850
536365,A2,6,2010-12-01 08:26:00,3.39,17850
536366,A1,2,2010-12-01 08:28:00,2.55,
`

func TestJobOverAFile(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "5 created", packs, "import", "products", "-", "--map", "key=code", "--map", "description=text")
	s.want(0, "over lines:1", sales, "job", "create", "--application", "transactions", "--file", "-")
	s.want(3, "3 of 3 items dealt with, of which 1 is stored away", "", "job", "start", "1", "--wait")
	s.want(1, "reads no files", sales, "job", "create", "--application", "packsize", "--file", "-")
	s.want(1, "leave --source", sales, "job", "create", "--application", "transactions", "--source", "lines:1", "--file", "-")
	s.want(1, "no such file", "", "job", "create", "--application", "transactions", "--file", "missing.csv")
}

// packed returns a database with a job that has processed packs.
func packed(t *testing.T) shell {
	t.Helper()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "5 created", packs, "import", "products", "-", "--map", "key=code", "--map", "description=text")
	s.want(0, "created", "", "job", "create", "--application", "packsize", "--source", "products", "--name", "Packs",
		"--partitioning", "size_2", "--parallelism", "1")
	s.want(3, "Finished", "", "job", "start", "1", "--wait")
	return s
}

func TestChunksByCommand(t *testing.T) {
	t.Parallel()
	s := packed(t)
	s.want(0, "CHUNK  STATE  ATTEMPTS", "", "job", "chunks", "1")
	var chunks []chunkView
	s.decode(&chunks, "job", "chunks", "1", "--state", "done", "--chunk", "1", "--chunk", "3", "--json")
	if len(chunks) != 2 || chunks[1].Number != 3 || chunks[1].Items != 1 || chunks[0].Program == "" {
		t.Errorf("chunks = %+v", chunks)
	}
	s.want(1, "all its chunks are done", "", "job", "process", "1")
	s.want(1, "all its chunks are done", "", "job", "retry", "1", "--chunk", "2")
	s.want(1, "no such chunk", "", "job", "reprocess", "1", "--not-program", chunks[0].Program)
	s.want(3, "Finished", "", "job", "reprocess", "1", "--chunk", "2", "--program", chunks[0].Program, "--wait")
	s.want(1, "say which chunks, or --exceptions", "", "job", "process", "1", "--exceptions", "--chunk", "1")

	// The job pauses behind the chunks that were asked for.
	s.want(0, "created", "", "job", "create", "--application", "packsize", "--source", "products", "--partitioning-id", "1")
	withWorker(t, s.database, func(app *server.App) { untilPlanned(t, app, 2) })
	s.want(0, "Paused: 2 of 5 items", "", "job", "process", "2", "--chunk", "1", "--wait")
	s.want(0, "Paused", "", "job", "show", "2")
	s.want(3, "Finished", "", "job", "resume", "2", "--wait")
	s.want(1, "it has finished", "", "job", "pause", "2")
}

func TestExceptionsByCommand(t *testing.T) {
	t.Parallel()
	s := packed(t)
	s.want(0, "A5", "", "job", "exceptions", "1", "--state", "open")
	s.want(0, "COUNT", "", "job", "exceptions", "1", "--groups")
	var exceptions []exceptionView
	s.decode(&exceptions, "job", "exceptions", "1", "--search", "A3", "--json")
	if len(exceptions) != 1 || exceptions[0].Item != "A3" || exceptions[0].State != model.ExceptionOpen {
		t.Fatalf("exceptions = %+v", exceptions)
	}
	exported := s.want(0, "", "", "job", "exceptions", "1", "--csv", "-")
	if !strings.HasPrefix(exported, "exception,item_key,item,") || strings.Count(exported, "\n") != 3 {
		t.Errorf("exported:\n%s", exported)
	}
	file := filepath.Join(t.TempDir(), "exceptions.csv")
	s.want(0, "", "", "job", "exceptions", "1", "--csv", file, "--search", "A5")
	if text, err := os.ReadFile(file); err != nil || strings.Count(string(text), "\n") != 2 || !strings.Contains(string(text), "A5") {
		t.Errorf("exported %s, %v", text, err)
	}

	s.want(1, "say which exceptions", "", "job", "resolve", "1", "skip")
	s.want(1, "say which exceptions", "", "job", "resolve", "1", "skip", "--all", "--search", "A5")
	s.want(1, "must be one of", "", "job", "resolve", "1", "ignore", "--all")
	s.want(1, "Count must be a whole number", "", "job", "resolve", "1", "correct", "--search", "A5", "--set", "count=few")
	s.want(0, "1 exception: corrected", "", "job", "resolve", "1", "correct", "--search", "A5", "--set", "count=3", "--set", "unit=piece")
	s.want(0, "2 exceptions: skipped", "", "job", "resolve", "1", "skip", "--all")
	s.want(1, "Resolve its exceptions first", "", "job", "process", "1", "--exceptions")
	s.want(0, `"resolved": 1`, "", "job", "resolve", "1", "accept", "--exception", "1", "--json")
	s.want(3, "Finished", "", "job", "process", "1", "--exceptions", "--wait")
	s.decode(&exceptions, "job", "exceptions", "1", "--state", "processed", "--json")
	if len(exceptions) != 1 || exceptions[0].ID != 1 {
		t.Errorf("processed = %+v", exceptions)
	}
}

func TestStatisticsByCommand(t *testing.T) {
	t.Parallel()
	s := packed(t)
	s.want(0, "5 items in 3 chunks", "", "job", "statistics", "1", "--text")
	s.want(0, "chunk 2: 2 items in 1 chunk", "", "job", "statistics", "1", "--by", "chunk")
	s.want(0, "digraph", "", "job", "statistics", "1", "--dot")
	s.want(1, "no such program", "", "job", "statistics", "1", "--dot", "--program", "0123")
	var views []statisticsView
	s.decode(&views, "job", "statistics", "1", "--by", "all", "--chunk", "1", "--json")
	if len(views) != 1 || views[0].Items != 2 || views[0].Program != nil || len(views[0].Nodes) == 0 {
		t.Errorf("statistics = %+v", views)
	}
}

func TestDeleteJobByCommand(t *testing.T) {
	t.Parallel()
	s := packed(t)
	s.want(1, "nothing was deleted", "no\n", "job", "delete", "1")
	s.want(1, "nothing was deleted", "", "job", "delete", "1")
	s.want(0, "Deleted job 1, Packs.", "yes\n", "job", "delete", "1")
	s.want(1, "no such job", "", "job", "delete", "1", "--yes")
	s.want(0, "created", "", "job", "create", "--application", "packsize", "--source", "products")
	s.want(0, "{}", "", "job", "delete", "2", "--yes", "--json")
}

func TestWorkersByCommand(t *testing.T) {
	t.Parallel()
	s := shell{t, pgtest.URL(t)}
	s.want(0, "HOST", "", "worker", "list")
	withWorker(t, s.database, func(*server.App) {
		var workers []workerView
		s.decode(&workers, "worker", "list", "--json")
		if len(workers) != 1 || workers[0].PID != os.Getpid() || workers[0].Silent {
			t.Errorf("workers = %+v", workers)
		}
	})
	s.want(0, "SLUICE_WORKERS", "", "worker", "run", "--help")
}

// TestWorkerWithoutSubcommand works until it is interrupted.
func TestWorkerWithoutSubcommand(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	said := &notice{of: "Working on jobs", then: cancel}
	args := []string{"worker", "--workers", "1", "--database-url", pgtest.URL(t)}
	if status := run(ctx, args, streams{strings.NewReader(""), io.Discard, said}); status != 0 || !said.heard {
		t.Errorf("status %d, heard %v", status, said.heard)
	}
}

// notice does something when a text has been written.
type notice struct {
	of    string
	then  func()
	heard bool
}

// Write implements io.Writer.
func (n *notice) Write(text []byte) (int, error) {
	if strings.Contains(string(text), n.of) {
		n.heard = true
		n.then()
	}
	return len(text), nil
}

// untilPlanned waits until a job's source has been cut.
func untilPlanned(t *testing.T, app *server.App, id int64) {
	t.Helper()
	changes, err := app.Jobs.Watch(auth.WithViewer(t.Context(), auth.System()), id)
	if err != nil {
		t.Fatal(err)
	}
	for p := range changes {
		if p.TotalChunks != nil {
			return
		}
	}
}
